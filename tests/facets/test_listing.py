"""A listing: its length costs nothing, a page one query, and the order is that of the ids."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.facets import listing as listing_module
from roles.facets.listing import Listing
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_pages_are_read_one_at_a_time(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    ids = list(Role.objects.order_by("-title", "pk").values_list("pk", flat=True)[:40])
    listing = Listing(ids)
    with django_assert_num_queries(0):
        assert len(listing) == 40
    with django_assert_num_queries(1):
        page = listing[25:50]
        assert [role.pk for role in page] == ids[25:]
        assert all(role.function.name and role.level.track.name for role in page)
    assert [role.pk for role in listing] == ids
    assert (listing[3].pk, listing[-1].pk) == (ids[3], ids[-1])
    assert (listing[40:50], listing[7:3]) == ([], [])
    with pytest.raises(IndexError):
        listing[40]


def test_as_a_whole_it_is_read_in_parts(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing_module, "_AT_ONCE", 15)
    ids = list(Role.objects.order_by("-title", "pk").values_list("pk", flat=True)[:40])
    with django_assert_num_queries(3):
        assert [role.pk for role in Listing(ids)] == ids


def test_a_role_that_has_gone_meanwhile_is_left_out() -> None:
    ids = list(Role.objects.order_by("pk").values_list("pk", flat=True)[:2])
    listing = Listing([ids[0], 0, ids[1]])
    assert [role.pk for role in listing[:3]] == ids
