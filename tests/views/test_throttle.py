"""The throttle counts each visitor by itself, for all processes, and keeps no address."""

from typing import Any

import pytest
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.test import RequestFactory

from roles.models import Attempt
from roles.views import throttle
from roles.views.throttle import is_too_often

PLACES = ["database", "cache"]


@pytest.fixture(autouse=True, params=PLACES)
def _place(request: pytest.FixtureRequest, db: None, settings: Any) -> None:
    """Counted in the database, and in a cache as where processes share one."""
    settings.IS_CACHE_SHARED = request.param == "cache"
    cache.clear()


def visits(address: str, what: str = "a", *, limit: int = 2, seconds: int = 60) -> bool:
    return is_too_often(RequestFactory(REMOTE_ADDR=address).get("/"), what, limit=limit, seconds=seconds)


def test_each_visitor_has_a_count_of_their_own() -> None:
    assert [visits("192.0.2.1") for _ in range(3)] == [False, False, True]
    assert not visits("192.0.2.2")
    assert not visits("192.0.2.1", "b")


def test_a_count_ends_by_itself() -> None:
    # It has ended before it is looked at again.
    assert [visits("192.0.2.1", limit=1, seconds=0) for _ in range(3)] == [False] * 3


def test_a_network_of_ipv6_is_one_visitor() -> None:
    assert [visits(f"2001:db8::{end:x}", limit=2) for end in range(3)] == [False, False, True]
    assert not visits("2001:db8:0:1::1", limit=2)


def test_no_address_is_kept() -> None:
    visits("192.0.2.1")
    assert not Attempt.objects.filter(key__contains="192.0.2.1").exists()


def test_counts_that_have_ended_are_cleared_away(settings: Any) -> None:
    settings.IS_CACHE_SHARED = False
    visits("192.0.2.1", seconds=0)
    visits("192.0.2.2", seconds=60)
    visits("192.0.2.3", seconds=60)
    assert Attempt.objects.count() == 2
    assert not Attempt.objects.ended().exists()


def test_without_its_cache_it_counts_in_the_database(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Away(LocMemCache):
        def incr(self, *args: object, **kwargs: object) -> int:
            raise ValueError("away")

    settings.IS_CACHE_SHARED = True
    monkeypatch.setattr(throttle, "cache", Away("away", {}))
    assert [visits("192.0.2.1") for _ in range(3)] == [False, False, True]
