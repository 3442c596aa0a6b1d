"""What is told to search engines."""

from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.test import Client

from roles.models import Component, Function, Level, Role
from tests.site import states
from tests.site.crawl import Crawl

pytestmark = pytest.mark.xdist_group("crawl")

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)
    return [urlsplit(element.text or "").path for element in root.iter(f"{_SITEMAP}loc")]


def _sections(client: Client) -> dict[str, list[str]]:
    return {address: _locations(client, address) for address in _locations(client, "/sitemap.xml")}


def test_robots_are_kept_from_the_desk_and_sent_to_the_sitemap(db: None, client: Client) -> None:
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_sitemap_names_every_listed_thing_once(catalogue: None, client: Client) -> None:
    sections = _sections(client)
    named = [location for locations in sections.values() for location in locations]
    things = [*Role.objects.listed(), *Function.objects.all(), *Level.objects.all()]
    things += Component.objects.filter(role_components__isnull=False).distinct()
    assert len(named) == len(set(named))
    assert {thing.get_absolute_url() for thing in things} < set(named)
    assert {"/", "/roles/", "/coordinates/"} < set(named)


def test_every_location_of_the_sitemap_answers(crawled: Crawl, client: Client) -> None:
    """Those that the crawl has not opened are opened here, of the components some; the others are there at least."""
    sections = _sections(client)
    some = sections["/sitemap-components.xml"][::20]
    locations = {location for locations in sections.values() for location in locations}
    known = {component.get_absolute_url() for component in Component.objects.all()}
    unopened = (locations - known - set(crawled.visits)) | set(some)
    assert {a: s for a in unopened if (s := client.get(a).status_code) != 200} == {}
    assert set(sections["/sitemap-components.xml"]) <= known


def test_a_retired_role_leaves_the_sitemap(catalogue: None, client: Client, tmp_path: Path) -> None:
    states.load(tmp_path)
    named = {location for locations in _sections(client).values() for location in locations}
    assert f"/roles/{states.WORDY}/" in named
    assert f"/roles/{states.RETIRED}/" not in named
