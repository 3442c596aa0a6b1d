"""What is told to search engines."""

from pathlib import Path

from django.test import Client

from roles.models import Component, Function, Level, Role
from tests.site import states
from tests.site.sitemap import sections


def test_robots_are_kept_from_the_desk_and_sent_to_the_sitemap(db: None, client: Client) -> None:
    response = client.get("/robots.txt")
    lines = response.content.decode().splitlines()
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain")
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_sitemap_names_every_listed_thing_once(catalogue: None, client: Client) -> None:
    found = sections(client)
    named = [location for locations in found.values() for location in locations]
    things = [*Role.objects.listed(), *Function.objects.all(), *Level.objects.all()]
    things += Component.objects.filter(role_components__isnull=False).distinct()
    assert len(named) == len(set(named))
    assert {thing.get_absolute_url() for thing in things} < set(named)
    assert {"/", "/roles/", "/coordinates/"} < set(named)


def test_a_retired_role_leaves_the_sitemap(catalogue: None, client: Client, tmp_path: Path) -> None:
    states.load(tmp_path)
    named = {location for locations in sections(client).values() for location in locations}
    assert f"/roles/{states.WORDY}/" in named
    assert f"/roles/{states.RETIRED}/" not in named
