"""What a page asks of the database: so many queries, and as many in a larger catalogue."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roles.models import Component
from tests import worlds

QUERIES = {
    # address: queries; one of them is the revision in the footer of every page
    "/": 6,
    "/roles/": 3,
    "/roles/?page=2": 3,
    "/roles/?q=engineer&function=AIMLAM&focus=GEN&track=P&band=medium&scope=global&sort=title": 5,
    "/roles/?q=senior+enginer+sql": 10,
    "/roles/?q=Sr.+Data+Scientist": 2,
    "/roles/?view=grid": 5,
    "/roles/roles.csv?level=P3": 2,
    "/roles/?q=AIMLAM.GEN.P3": 1,
    "/roles/?level=Z9": 2,
    "/roles/suggest/?q=engineer": 3,
    "/roles/AIMLAM.GEN.P3/": 5,
    "/roles/AIMLAM.GEN.P3/?view=print": 5,
    "/roles/SWENG.GEN.M4/": 5,
    "/roles/AIMLAM.GEN.P3/document.json": 7,
    "/roles/AIMLAM.GEN.P3/adjacent/": 6,
    "/roles/AIMLAM.GEN.P3/adjacent/?band=needs_review&move=change_of_function": 6,
    "/roles/AIMLAM.GEN.P3/adjacent/?page=2": 6,
    "/roles/AIMLM.GEN.P3/": 5,
    "/functions/": 5,
    "/functions/AIMLAM/": 6,
    "/functions/AIMLAM/GEN/P3-P4/": 9,
    "/levels/": 3,
    "/levels/P3/": 5,
    "/components/": 4,
    "/components/?kind=skill&q=data": 4,
    "/components/skill/mentoring/": 6,
    "/coordinates/": 4,
    "/coordinates/?a=AIMLAM.GEN.P3&b=SWENG.GEN.M1": 6,
    "/coordinates/?a=AIMLM.GEN.P3&b=": 7,
    "/compare/": 1,
    "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4": 10,
    "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4&role=AIMLAM.NLP.P3&role=AIMLAM.CVN.P6": 10,
    "/compare/?role=AIMLAM.GEN.P3&role=DATSCI.GEN.P4&role=SWENG.GEN.M1&role=SRENG.GEN.P6": 10,
    "/compare/?role=AIMLM.GEN.P3&role=AIMLAM.GEN.P4": 5,
    "/compare/compare.csv?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4": 9,
    "/compare/compare.xlsx?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4": 9,
    "/resolve/?title=Senior+Data+Scietnist": 8,
    "/resolve/?title=Marine+Biologist": 4,
    "/titles/": 5,
    "/titles/machine-learning-iii/": 8,
    "/titles/suggest/?role=AIMLAM.GEN.P3": 1,
    "/styleguide/": 1,
    "/sitemap.xml": 4,
    "/sitemap-roles.xml": 2,
    "/sitemap-components.xml": 2,
    "/robots.txt": 0,
    "/nothing/here/": 1,
}

Count = Callable[[str], list[str]]


@pytest.fixture
def asked(live_catalogue: None, client: Client) -> Count:
    """The queries that an address costs, once what is read only at the first request has been read."""

    def count(address: str) -> list[str]:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        assert response.status_code < 500
        return [query["sql"][:300] for query in queries]

    return count


def told(address: str, queries: list[str]) -> str:
    return "\n".join([f"{address} costs {len(queries)} queries:", *queries])


def test_each_page_costs_what_the_table_says(asked: Count) -> None:
    found = {address: asked(address) for address in QUERIES}
    other = {address: queries for address, queries in found.items() if len(queries) != QUERIES[address]}
    assert not other, "\n\n".join(told(*one) for one in other.items())


def test_a_larger_catalogue_costs_no_more(asked: Count) -> None:
    worlds.grow(80)
    grown = Component.objects.filter(label__startswith="skill of G").count()
    assert grown == 80
    found = {address: asked(address) for address in QUERIES}
    other = {address: queries for address, queries in found.items() if len(queries) != QUERIES[address]}
    assert not other, "\n\n".join(told(*one) for one in other.items())
