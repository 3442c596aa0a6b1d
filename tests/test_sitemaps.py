"""What search engines are told of: everything that is listed, by its own address, once."""

import pytest
from django.urls import resolve

from roles.models import Component, Function, Level, Role, RoleComponent
from roles.sitemaps import SITEMAPS
from tests import worlds

pytestmark = pytest.mark.usefixtures("catalogue")


def locations(section: str) -> list[str]:
    sitemap = SITEMAPS[section]()
    return [sitemap.location(item) for item in sitemap.items()]


def test_every_listed_role_is_named_and_no_retired_one() -> None:
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[::3]).update(status="retired")
    worlds.settle()
    assert sorted(locations("roles")) == [f"/roles/{code}/" for code in codes if code not in codes[::3]]


def test_every_function_and_level_is_named() -> None:
    assert locations("functions") == [f"/functions/{f.code}/" for f in Function.objects.order_by("code")]
    assert locations("levels") == [f"/levels/{level.code}/" for level in Level.objects.order_by("code")]


def test_a_component_is_named_once_if_a_listed_role_has_it() -> None:
    Role.objects.filter(function__code="AIMLAM").update(status="retired")
    worlds.settle()
    held = RoleComponent.objects.exclude(role__status="retired").values_list("component_id", flat=True)
    expected = {c.get_absolute_url() for c in Component.objects.filter(pk__in=set(held))}
    found = locations("components")
    assert len(found) == len(set(found))
    assert set(found) == expected
    assert 0 < len(expected) < Component.objects.count()


def test_the_pages_without_a_code_exist() -> None:
    found = locations("pages")
    assert found[0] == "/"
    assert len(found) == len(set(found))
    assert all(resolve(address).namespace == "roles" for address in found)


@pytest.mark.parametrize("section", SITEMAPS)
def test_the_order_is_the_same_each_time_so_that_pages_do_not_overlap(section: str) -> None:
    items = SITEMAPS[section]().items()
    half = len(items) // 2
    assert [*items[:half], *items[half:]] == list(SITEMAPS[section]().items())
