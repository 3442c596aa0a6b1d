"""The throttle counts each visitor by itself, and keeps no address."""

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from roles.views.throttle import is_too_often


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def test_each_visitor_has_a_count_of_their_own() -> None:
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/")
    other = RequestFactory(REMOTE_ADDR="192.0.2.2").get("/")
    assert [is_too_often(request, "a", limit=2, seconds=60) for _ in range(3)] == [False, False, True]
    assert not is_too_often(other, "a", limit=2, seconds=60)
    assert not is_too_often(request, "b", limit=2, seconds=60)


def test_a_count_ends_by_itself() -> None:
    request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/")
    assert not is_too_often(request, "a", limit=0, seconds=0)  # it has expired before it is looked at
