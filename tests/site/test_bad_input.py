"""Whatever stands in an address: never a fault of ours, always words and a way on, and nothing is written."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.hostile_requests import FORMS, VALUES, Request, Requests, answered, keys, paths
from taxonomy_site import versions
from taxonomy_site.edge import Edge
from taxonomy_site.page_memory import PageMemory
from tests import worlds
from tests.site import states
from tests.site.page import Page

BAD = {
    "NUL": "%00",
    "NUL in a code": "AIMLAM.GEN.P3%00",
    "ten thousand characters": "x" * 10_000,
    "ten thousand code characters": "A" * 10_000 + ".GEN.P3",
    "a code of nothing": "ZZZZZZ.GEN.P3",
    "half a code": "AIMLAM.GEN",
    "a level that is none": "P33",
    "not a code": "nonsense",
    "emoji": quote("🦄👩‍🔬"),
    "right to left": quote("מהנדס"),
    "an override of direction": quote("\u202eAIMLAM.GEN.P3"),
    "full-width figures": quote("AIMLAM.GEN.P３"),
    "letters that unfold": quote("ﬃ" * 110),
    "a lone surrogate": "%ED%A0%80",
    "invalid UTF-8": "%FF%FE",
    "a line break": "AIMLAM.GEN.P3%0D%0AX-Header:%201",
    "a path upward": "..%2F..%2Fetc%2Fpasswd",
    "markup": quote("<script>alert(1)</script>"),
    "a query": quote("' OR 1=1 --"),
    "wildcards": quote("%_\\"),
    "a number": "-1",
    "a huge number": "999999999999999999999999",
    "white space": "%20%09%C2%A0",
}
"""Values for any part of an address, percent-encoded."""

PATHS = [
    "/{}",
    "/{}/",
    "/roles/{}/",
    "/roles/{}/adjacent/",
    "/roles/{}/document.json",
    "/functions/{}/",
    "/functions/{}/GEN/P3-P4/",
    "/functions/AIMLAM/{}/P3-P4/",
    "/functions/AIMLAM/GEN/{}/",
    "/functions/AIMLAM/GEN/P3-{}/",
    "/levels/{}/",
    "/components/{}/",
    "/components/{}/mentoring/",
    "/components/skill/{}/",
    "/titles/{}/",
    "/resolve/receipts/{}/",
    "/sitemap-{}.xml",
]

QUERIES = [
    *(
        f"/roles/?{key}={{}}"
        for key in ("q", "superfunction", "function", "focus", "track", "level", "status", "band", "scope")
    ),
    *(f"/roles/?{key}={{}}" for key in ("sort", "page", "colour")),
    "/roles/?{}=1",
    "/roles/?view={}",
    *(f"/roles/roles.csv?{key}={{}}" for key in ("q", "level")),
    "/roles/roles.xlsx?function={}",
    "/roles/suggest/?q={}",
    "/resolve/?title={}",
    "/titles/?letter={}",
    "/titles/?letter=a&page={}",
    "/titles/suggest/?role={}&title={}",
    "/roles/AIMLAM.GEN.P3/?view={}",
    *(f"/roles/AIMLAM.GEN.P3/adjacent/?{key}={{}}" for key in ("band", "move", "page")),
    "/levels/P3/?page={}",
    *(f"/components/?{key}={{}}" for key in ("q", "kind", "page")),
    *(f"/coordinates/?a={{}}&b={other}" for other in ("AIMLAM.GEN.P3", "{}")),
    "/compare/?role={}",
    "/compare/?role=AIMLAM.GEN.P3&role={}",
    "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4&differences={}",
    "/compare/compare.csv?role=AIMLAM.GEN.P3&role={}",
    "/compare/compare.xlsx?role=AIMLAM.GEN.P3&role={}",
]


@pytest.fixture
def small_and_untouched(live_catalogue: None, tmp_path: Path) -> Iterator[None]:
    """Three roles, committed as on a real site, so that thousands of pages are made quickly; nothing is written."""
    with transaction.atomic():
        worlds.remove_everything()
    worlds.load_files(worlds.small_catalogue(tmp_path / "catalogue"), {})
    with _nothing_written():
        yield


@pytest.fixture
def untouched(catalogue: None) -> Iterator[None]:
    """The catalogue, and nothing is written."""
    with _nothing_written():
        yield


@contextmanager
def _nothing_written() -> Iterator[None]:
    statements: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        statements.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield
    assert statements, "no test of reading that never asks the database"
    asks = ("SELECT", "WITH", "EXPLAIN", "BEGIN", "SAVEPOINT", "RELEASE SAVEPOINT", "SET LOCAL")
    assert [sql for sql in statements if not sql.lstrip("( \n").startswith(asks)] == []


def test_a_bad_part_of_a_path_is_no_page(small_and_untouched: None, client: Client) -> None:
    def is_no_page(address: str, response: Any) -> bool:
        redirects_to_the_slash = response.status_code == 301 and not address.endswith("/")
        return redirects_to_the_slash or (
            response.status_code == 404 and _words_and_ways_on(address, response)
        )

    assert _answers(client, PATHS, unless=is_no_page) == {}


def test_a_bad_value_of_a_query_is_explained_or_harmless(small_and_untouched: None, client: Client) -> None:
    def is_good(address: str, response: Any) -> bool:
        if response.status_code == 302:
            return client.get(response.headers["Location"]).status_code in (200, 400)
        return response.status_code == 200 or (
            response.status_code in (400, 404) and _words_and_ways_on(address, response)
        )

    assert _answers(client, QUERIES, unless=is_good) == {}


def _answers(
    client: Client, addresses: list[str], *, unless: Callable[[str, Any], bool]
) -> dict[tuple[str, str], int]:
    """The status of the answers to the addresses with each bad value in them, but for those that are right."""
    found = {}
    for address in addresses:
        for name, value in BAD.items():
            response = client.get(address.format(value, value))
            if not unless(address, response):
                found[address, name] = response.status_code
    return found


def _words_and_ways_on(address: str, response: Any) -> bool:
    page = Page(address, response.content.decode())
    said = [e for e in page.elements if e.attributes.get("role") == "alert"] or page.all("h1")
    ways = [link for link in page.ways_on if not link.attributes["href"].startswith("#")]
    return bool(said and said[0].text) and bool(ways or [f for f in page.all("form") if f.inside("main")])


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/roles/?page=0", 404, "There is no page “0”. There are pages 1 to "),
        ("/roles/?page=-1", 404, "There is no page “-1”"),
        ("/roles/?page=abc", 404, "There is no page “abc”"),
        ("/roles/?page=999999999999", 404, "There is no page “999999999999”"),
        ("/roles/?page=%D9%A3", 404, "There is no page “٣”"),
        ("/roles/?sort=bogus", 400, "Order: “bogus” is not one of the list"),
        ("/roles/?colour=red", 400, "There is no filter “colour”"),
        ("/roles/?level=Z9", 400, "Part of this address could not be read"),
        ("/roles/?view=globe", 400, "There is no view “globe”"),
        ("/titles/?letter=%C3%9F", 400, "There is no letter “ß”"),
        ("/resolve/?title=", 400, "Enter a title"),
        ("/roles/?status=retired", 400, "Status: “retired” is not one of the list"),
        ("/roles/?q=%00", 400, "Null characters are not allowed"),
        ("/levels/P3/?page=0", 404, "There is no page “0”"),
        ("/components/?kind=colour", 400, "There is no kind “colour”"),
        ("/components/?page=0", 404, "There is no page “0”"),
        ("/roles/AIMLAM.GEN.P3/adjacent/?band=tepid", 400, "Match band: “tepid” is not one of the list"),
        ("/roles/AIMLAM.GEN.P3/adjacent/?page=0", 404, "There is no page “0”"),
        ("/coordinates/?a=AIMLM.GEN.P3&b=AIMLAM.GEN.P4", 400, "Did you mean AIMLAM.GEN.P3"),
        ("/coordinates/?a=&b=", 400, "This field is required"),
        ("/compare/?role=AIMLAM.GEN.P3&role=nonsense", 400, "“nonsense” is not a role code"),
        ("/compare/?role=AIMLAM.GEN.P3&role=ZZZZZZ.GEN.P3", 400, "There is no role ZZZZZZ.GEN.P3"),
        ("/compare/?role=AIMLAM.GEN.P3&role=aimlam.gen.p3", 400, "AIMLAM.GEN.P3 is named twice"),
        (
            "/compare/?" + "&".join(f"role=AIMLAM.GEN.P{n}" for n in range(1, 6)),
            400,
            "5 roles are named. Compare two to four at a time.",
        ),
    ],
)
def test_what_is_wrong_is_named(
    untouched: None, client: Client, address: str, status: int, said: str
) -> None:
    response = client.get(address)
    page = Page(address, response.content.decode())
    assert response.status_code == status
    assert said in page.all("main")[0].text
    assert _words_and_ways_on(address, response)


def test_four_of_five_roles_can_still_be_compared(untouched: None, client: Client) -> None:
    five = "/compare/?" + "&".join(f"role=AIMLAM.GEN.P{n}" for n in range(1, 6))
    page = Page(five, client.get(five).content.decode())
    four = page.ways_on[0].attributes["href"]
    assert client.get(four).status_code == 200


def test_a_retired_role_can_be_read_and_compared_but_not_found(
    catalogue: None, client: Client, tmp_path: Path
) -> None:
    states.load(tmp_path)
    assert client.get(f"/roles/{states.RETIRED}/adjacent/").status_code == 200
    assert client.get(f"/coordinates/?a={states.RETIRED}&b=AIMLAM.GEN.P3").status_code == 200
    compared = client.get(f"/compare/?role={states.RETIRED}&role=AIMLAM.GEN.P3").content.decode()
    assert f"{states.RETIRED} is retired. It is replaced by" in Page("", compared).all("main")[0].text
    assert client.get(f"/roles/?q={states.RETIRED}").headers["Location"] == f"/roles/{states.RETIRED}/"
    found = client.get("/roles/?q=NLP+Assistant").content.decode()
    assert states.RETIRED not in found
    assert "No role has all of these words" in found or "was left aside" in found


def test_too_many_values_are_refused_in_words(catalogue: None, client: Client) -> None:
    for address in ("/roles/", "/compare/"):
        response = client.get(address + "?" + "&".join(["role=AIMLAM.GEN.P3"] * 2000))
        assert response.status_code == 400
        assert _words_and_ways_on(address, response)


# --- Hostile requests: benchmarks/hostile.py sends many more --------------------------------------------------------


@pytest.fixture
def site(catalogue: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Edge]:
    """The application as a server runs it; the end of a request leaves the connection of the test alone."""
    monkeypatch.setattr(versions, "close_old_connections", lambda: None)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Edge(
        WSGIHandler(),
        memory=PageMemory(most_bytes=1_000_000),
        revision=versions.KnownRevision(),
        build="test",
    )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_no_hostile_request_is_a_fault_of_ours(site: Edge, seed: int) -> None:
    requests = Requests(random.Random(seed))
    for _ in range(3):
        request = requests.next()
        assert answered(site, request)[0] < 500, request


@pytest.mark.parametrize("address", ["/resolve/list/", "/titles/suggest/"])
def test_no_field_of_a_form_takes_a_value_for_a_fault_of_ours(site: Edge, address: str) -> None:
    requests = Requests(random.Random(1))
    for value in VALUES:
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=edge"):
            request = requests.form(address, dict.fromkeys(keys(), value), kind)
            assert answered(site, request)[0] < 500, request


def test_hostile_requests_reach_every_address_and_field() -> None:
    """What they are made of is read from the URLconf and the forms."""
    assert {"/roles/{}/document.json", "/readyz", "/sitemap-{}.xml", "/compare/compare.xlsx"} <= set(paths())
    assert {"superfunction", "rows", "header_row", "website", "differences", "view", "then"} <= set(keys())
    assert set(FORMS) <= set(paths())
    assert Requests(random.Random(3)).next() == Requests(random.Random(3)).next() != Request("GET", "/")
