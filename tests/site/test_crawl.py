"""Every page that a visitor can reach by links, held to what a page owes its reader."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from roles.models import Component, Focus, Function, Level, Role
from tests.site import checks
from tests.site.crawl import LIMITS, Crawl, Known, family_of
from tests.site.page import Page
from tests.site.sitemap import sections


def test_every_link_answers(crawled: Crawl) -> None:
    broken = {
        visit.address: (visit.status, f"from {visit.found_on}")
        for visit in crawled.visits.values()
        if visit.status != 200
    }
    assert broken == {}


def test_every_link_that_was_not_opened_leads_somewhere(crawled: Crawl) -> None:
    known = Known()
    broken = {
        address: f"from {origin}"
        for address, origin in crawled.unopened.items()
        if not known.leads_somewhere(address)
    }
    assert broken == {}
    assert len(crawled.unopened) > 1000  # the components and comparisons beyond the limits


def test_nothing_is_an_orphan(crawled: Crawl) -> None:
    """Every role, function, level and step has a page that links lead to."""
    expected = {role.get_absolute_url() for role in Role.objects.listed()}
    expected |= {reverse("roles:adjacent", args=[role.code]) for role in Role.objects.listed()}
    expected |= {level.get_absolute_url() for level in Level.objects.all()}
    expected |= {function.get_absolute_url() for function in Function.objects.all()}
    expected |= _steps()
    assert expected - set(crawled.visits) - set(crawled.unopened) == set()
    families = Counter(family_of(address) for address in crawled.visits)
    assert {name: families[name] for name in ("role", "function", "level", "step")} == {
        "role": Role.objects.listed().count(),
        "function": Function.objects.count(),
        "level": Level.objects.count(),
        "step": len(_steps()),
    }
    assert {name: families[name] for name in LIMITS} == LIMITS


def _steps() -> set[str]:
    ladders = defaultdict(list)
    for role in Role.objects.listed().with_place().order_by("grade"):
        ladders[role.focus_id, role.track_id].append(role)
    focuses = {focus.pk: focus for focus in Focus.objects.select_related("function")}
    return {
        reverse(
            "roles:step",
            args=[focuses[focus].function.code, focuses[focus].code, lower.level.code, upper.level.code],
        )
        for (focus, _), roles in ladders.items()
        for lower, upper in itertools.pairwise(roles)
    }


def test_no_fragment_is_broken(crawled: Crawl) -> None:
    ids = {page.address: set(page.ids) for page in crawled.pages}
    broken = {
        f"{target}#{fragment}": f"from {origin}"
        for origin, target, fragment in crawled.fragments
        if target in ids and fragment not in ids[target]
    }
    assert broken == {}
    assert {fragment for _, _, fragment in crawled.fragments} > {"main", "story", "DATA"}


def test_no_two_pages_have_one_title(crawled: Crawl) -> None:
    addresses = defaultdict(set)
    for page in crawled.pages:
        addresses[page.title].add(_page_of(page.address))
    assert {title: sorted(found) for title, found in addresses.items() if len(found) > 1} == {}


def _page_of(address: str) -> str:
    """The address without what changes the view of a page and not the page: layout, filters, the first page."""
    parts = urlsplit(address)
    views = ("view=", "differences=", "function=", "superfunction=")
    kept = [pair for pair in parts.query.split("&") if pair != "page=1" and not pair.startswith(views)]
    return f"{parts.path}?{'&'.join(kept)}"


@pytest.mark.parametrize(
    "check",
    [
        checks.wrong_head,
        checks.wrong_landmarks,
        checks.unlabelled,
        checks.inline,
        checks.wrong_ids,
        checks.ambiguous_links,
    ],
    ids=lambda check: check.__name__,
)
def test_every_page_is_sound(crawled: Crawl, check: Callable[[Page], list[str]]) -> None:
    found = {page.address: wrong for page in crawled.pages if (wrong := check(page))}
    assert found == {}


def test_every_answer_has_the_security_headers(crawled: Crawl) -> None:
    found = {
        visit.address: wrong
        for visit in crawled.visits.values()
        if (wrong := checks.wrong_headers(visit.headers))
    }
    assert found == {}


def test_every_sheet_and_script_exists(crawled: Crawl) -> None:
    named = {
        element.attributes.get("href") or element.attributes.get("src", "")
        for page in crawled.pages
        for element in page.all("link", "script", "img")
    }
    assert {name for name in named if not name.startswith("/static/")} == set()
    assert [name for name in named if not finders.find(name.removeprefix("/static/"))] == []
    assert "/static/js/suggest.js" in named


def test_every_location_of_the_sitemap_answers(crawled: Crawl, client: Client) -> None:
    """Those that the crawl has not opened are opened here, of the components some; the others are there at least."""
    found = sections(client)
    some = found["/sitemap-components.xml"][::20]
    locations = {location for locations in found.values() for location in locations}
    known = {component.get_absolute_url() for component in Component.objects.all()}
    unopened = (locations - known - set(crawled.visits)) | set(some)
    assert {a: s for a in unopened if (s := client.get(a).status_code) != 200} == {}
    assert set(found["/sitemap-components.xml"]) <= known
