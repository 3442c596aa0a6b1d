"""No public page looks at every role, component or alias: what it asks for is found on an index, on both databases."""

import pytest
from django.db import connection
from django.test import Client

from roles.models import Role
from tests.site.families import ADDRESSES
from tests.site.plans import asked, scans

FILES = {
    "sitemap": "/sitemap.xml",
    "sitemap, roles": "/sitemap-roles.xml",
    "sitemap, components": "/sitemap-components.xml",
    "document": "/roles/AIMLAM.GEN.P3/document.json",
    "suggestions": "/roles/suggest/?q=engineer",
    "browse, a title": "/roles/?q=Data+Scientist",
    "browse, by confidence": "/roles/?sort=confidence&page=3",
    "browse, the grid of a level": "/roles/?view=grid&level=P3",
    "adjacent, a later page": "/roles/AIMLAM.GEN.P3/adjacent/?page=2",
    "titles, a later page": "/titles/?letter=s&after=senior",
    "titles, back": "/titles/?letter=s&before=senior",
}


@pytest.mark.usefixtures("live_catalogue")
def test_every_page_is_found_on_indexes(client: Client) -> None:
    found = {}
    for name, address in {**ADDRESSES, **FILES}.items():
        client.get(address)  # what is read once a revision has been read
        with asked() as queries:
            assert client.get(address).status_code < 500
        if steps := scans(queries):
            found[name] = "\n  ".join([address, *steps])
    assert not found, "\n".join(found.values())


@pytest.mark.usefixtures("catalogue")
def test_a_scan_is_noticed() -> None:
    with asked() as queries:
        list(Role.objects.filter(summary__contains="learning"))
        list(Role.objects.filter(code="AIMLAM.GEN.P3"))
    (found,) = scans(queries)
    assert ("SCAN roles_role" if connection.vendor == "sqlite" else "Scan on roles_role") in found
