"""Every family of pages in every state, also those that links do not reach: faults, nothing found, nothing there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.site import checks, states
from tests.site.conftest import Shown
from tests.site.families import FAULTS, PAGES
from tests.site.page import Page

ANSWERS = dict.fromkeys({**PAGES, **states.PAGES}, 200) | {
    name: status for name, (_, status) in FAULTS.items()
}


def test_every_state_has_its_status(shown: dict[str, Shown]) -> None:
    assert {name: one.response.status_code for name, one in shown.items()} == ANSWERS


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
def test_every_state_is_sound(shown: dict[str, Shown], check: Callable[[Page], list[str]]) -> None:
    assert {name: wrong for name, one in shown.items() if (wrong := check(one.page))} == {}


def test_every_state_has_the_security_headers(shown: dict[str, Shown]) -> None:
    found = {name: checks.wrong_headers(one.response.headers.items()) for name, one in shown.items()}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("name", FAULTS)
def test_a_page_about_a_fault_says_what_and_leads_on(shown: dict[str, Shown], name: str) -> None:
    page = shown[name].page
    said = [
        e
        for e in page.elements
        if e.attributes.get("role") == "alert" or e.attributes.get("class") == "empty"
    ]
    assert said or "no page" in page.all("h1")[0].text
    assert [link for link in page.ways_on if not link.attributes["href"].startswith("#")] != []


def test_a_retired_role_says_what_replaces_it_and_leaves_every_list(
    catalogue: None, client: Client, tmp_path: Path
) -> None:
    states.load(tmp_path)
    page = Page("", client.get(f"/roles/{states.RETIRED}/").content.decode())
    notice = next(e for e in page.elements if e.attributes.get("data-kind") == "fault")
    assert "retired" in notice.text
    assert "AIMLAM.NLP.P1" in notice.text
    for address in ("/roles/?q=NLP+Assistant", "/functions/AIMLAM/", "/levels/S1/"):
        assert states.RETIRED not in client.get(address).content.decode(), address
    assert client.get("/roles/suggest/?q=NLP+Assistant").json() == {"roles": []}


@pytest.mark.parametrize(
    "address",
    [
        "/livez",
        "/readyz",
        "/robots.txt",
        "/sitemap.xml",
        "/sitemap-roles.xml",
        "/roles/suggest/?q=data",
        "/roles/aimlam.gen.p3/",
        "/admin/",
        "/admin/login/",
        "/compare/compare.csv?role=AIMLAM.GEN.P3",
    ],
)
def test_other_answers_have_the_security_headers(catalogue: None, client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code < 400
    assert checks.wrong_headers(response.headers.items()) == []
