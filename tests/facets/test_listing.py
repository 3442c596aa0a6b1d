"""A listing: its length costs nothing, a page one query, and the order is that of the ids."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.facets.listing import Listing
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_pages_are_read_one_at_a_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = list(Role.objects.order_by("-title", "pk").values_list("pk", flat=True)[:40])
    listing = Listing(len(ids), lambda start, stop: ids[start:stop])
    with django_assert_num_queries(0):
        assert len(listing) == 40
    with django_assert_num_queries(1):
        page = listing[25:50]
        assert [role.pk for role in page] == ids[25:]
        assert all(role.function.name and role.level.track.name for role in page)
    assert [role.pk for role in listing] == ids
    assert listing[3].pk == ids[3]


def test_a_role_that_has_gone_meanwhile_is_left_out() -> None:
    ids = list(Role.objects.order_by("pk").values_list("pk", flat=True)[:2])
    listing = Listing(3, lambda start, stop: [ids[0], 0, ids[1]][start:stop])
    assert [role.pk for role in listing[:3]] == ids
