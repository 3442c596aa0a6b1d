"""The sitemap, read."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.test import Client

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _locations(client: Client, address: str) -> list[str]:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/xml")
    root = ElementTree.fromstring(response.content)
    return [urlsplit(element.text or "").path for element in root.iter(f"{_SITEMAP}loc")]


def sections(client: Client) -> dict[str, list[str]]:
    """The paths in each section of the sitemap, by the section's address."""
    return {address: _locations(client, address) for address in _locations(client, "/sitemap.xml")}
