"""Nobody puts words in the catalogue's mouth: what no editor has decided is confident nowhere, and a visitor's title is
on no public page before it is approved."""

import json

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from roles.actions import aliases, search_index
from roles.domain.titles import title_slug
from roles.models import Alias, Posting, Role, Word
from tests.reader import captioned, cells, every, opened, shown_codes, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")

ROLE = "DATENG.GEN.P4"
TITLE = "Senior Blockchain Sorcerer"


@pytest.fixture
def suggested(client: Client) -> Alias:
    """The title, sent by a visitor."""
    client.post(reverse("roles:suggest_title"), {"role": ROLE, "title": TITLE})
    return Alias.objects.get(text=TITLE)


def places_that_show(client: Client, title: str = TITLE, code: str = ROLE) -> set[str]:
    """The public places that tell that the role has the title."""
    other = Role.objects.filter(status="published").exclude(code=code).earliest("code").code
    pages = {
        "role": f"/roles/{code}/",
        "print view": f"/roles/{code}/?view=print",
        "document": f"/roles/{code}/document.json",
        "A to Z": f"/titles/?letter={title[0].lower()}&after={title[:8].lower()}",
        "compare": f"/compare/?role={code}&role={other}",
        "compare.csv": f"/compare/compare.csv?role={code}&role={other}",
        "roles.csv": "/roles/roles.csv",
        "sitemap": "/sitemap.xml",
    }
    found = {
        name
        for name, address in pages.items()
        if title in client.get(address).content.decode(errors="ignore")
    }
    search = opened(client, f"/roles/?q={title.split()[-1]}")
    found |= {"search"} if code in shown_codes(search) else set()
    found |= {"typing"} if code in client.get("/roles/suggest/", {"q": title}).content.decode() else set()
    found |= {"resolve"} if code in the(opened(client, f"/resolve/?title={title}"), "main").text else set()
    listed = client.post("/resolve/list/", {"titles": title}).content.decode()
    found |= {"resolve a list"} if code in listed else set()
    page = client.get(f"/titles/{title_slug(title)}/")
    found |= {"its own page"} if page.status_code == 200 or code in page.content.decode() else set()
    return found


EVERYWHERE = {
    *("role", "print view", "document", "A to Z", "compare", "compare.csv", "search", "typing", "resolve"),
    *("resolve a list", "its own page"),
}


def test_a_suggestion_is_public_nowhere_until_it_is_approved(client: Client, suggested: Alias) -> None:
    assert places_that_show(client) == set()
    vera = User.objects.create_user("vera")
    aliases.reject(alias=suggested, by=vera)
    assert places_that_show(client) == set()
    aliases.undo(alias=suggested, by=vera)
    assert places_that_show(client) == set()
    aliases.approve(alias=suggested, by=vera)
    assert places_that_show(client) == EVERYWHERE
    assert the(opened(client, f"/resolve/?title={TITLE}"), "h2", id="answer").text == "Confident"


def test_a_suggestion_is_not_in_the_search_index_and_counts_for_nothing(suggested: Alias) -> None:
    assert not Posting.objects.filter(word__text="sorcerer").exists()
    assert not Word.objects.filter(text="sorcerer", roles__gt=0).exists()
    before = set(Posting.objects.values_list("role", "word", "field"))
    search_index.refresh(Role.objects.filter(code=ROLE))
    assert set(Posting.objects.values_list("role", "word", "field")) == before


def test_a_suggestion_takes_no_confidence_from_what_is_decided(client: Client) -> None:
    for code in (ROLE, "DATSCI.GEN.P3", "DATANA.GEN.P4"):
        client.post(reverse("roles:suggest_title"), {"role": code, "title": "Sr. Data Scientist"})
    page = opened(client, "/resolve/?title=Sr.+Data+Scientist")
    assert the(page, "h2", id="answer").text == "Confident"
    assert cells(captioned(page, "Roles that the title may mean"))[0][1] == "DATSCI.GEN.P4"
    assert ROLE not in the(page, "main").text


@pytest.mark.parametrize(
    "title", ["Machine Learning III", "mid-level deep learning", "Mid-Level Statistical Modeling"]
)
def test_a_generated_alias_is_evidence_and_never_confident(client: Client, title: str) -> None:
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "Needs review"
    first, *_ = cells(captioned(page, "Roles that the title may mean"))
    assert first[1] == "AIMLAM.GEN.P3"
    assert first[4].startswith("exact alias not yet reviewed “")
    assert any("the nearest name is an alias not yet reviewed" in text for text in texts(page, "p"))
    page = opened(client, f"/titles/{title_slug(title)}/", status=404)
    assert not every(page, "details")


def test_generated_aliases_are_on_the_page_of_their_role_alone(client: Client) -> None:
    """Folded into one line; search and resolution name one only as the reason why they propose the role."""
    shown = places_that_show(client, "Mid-Level Statistical Modeling", "AIMLAM.GEN.P3")
    assert shown == {"role", "print view", "document", "search", "resolve", "resolve a list"} | {
        "its own page"
    }
    details = the(the(opened(client, "/roles/AIMLAM.GEN.P3/"), "section", id="aliases"), "details")
    assert the(details, "summary").text == "10 titles not yet reviewed"
    assert "open" not in details.attributes
    in_print = the(opened(client, "/roles/AIMLAM.GEN.P3/?view=print"), "section", id="aliases")
    assert "open" in the(in_print, "details").attributes


@pytest.mark.parametrize(
    ("code", "title"),
    [
        ("DATENG.GEN.P4", "Lead Dispensing Chemist"),
        ("DATSCI.GEN.P3", "Quantum Insight Specialist"),
        ("SRENG.GEN.P4", "Uptime Guardian IV"),
    ],
)
def test_an_imported_alias_is_a_claim_until_it_is_approved(client: Client, code: str, title: str) -> None:
    role = Role.objects.get(code=code)
    alias = Alias.objects.create(role=role, text=title, origin="imported", confidence="0.95", position=99)
    search_index.refresh(Role.objects.filter(pk=role.pk))
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "Needs review"
    assert "not yet reviewed" in the(page, "main").text
    index = opened(client, f"/titles/?letter={title[0].lower()}&after={title[:4].lower()}")
    assert title not in the(index, "main").text
    page = opened(client, f"/titles/{title_slug(title)}/")
    assert not any("Roles that have" in heading for heading in texts(page, "h2"))
    assert the(page, "summary").text == "Claims: 1 not yet reviewed"
    aliases.approve(alias=alias, by=User.objects.create_user("vera"))
    assert the(opened(client, f"/resolve/?title={title}"), "h2", id="answer").text == "Confident"


@pytest.mark.parametrize(
    "title", ["Experienced AI/ML Engineer", "Senior  AI/ML engineer", "Senior AI/ML Engineer, Payments"]
)
def test_the_title_of_a_draft_needs_review_and_the_answer_says_draft(client: Client, title: str) -> None:
    page = opened(client, f"/resolve/?title={title}")
    assert the(page, "h2", id="answer").text == "Needs review"
    assert any("the nearest name is the title of a draft role" in text for text in texts(page, "p"))
    code = cells(captioned(page, "Roles that the title may mean"))[0][1]
    assert code == ("AIMLAM.GEN.P3" if title.startswith("Exp") else "AIMLAM.GEN.P4")
    for status in ("in_review", "published"):
        Role.objects.filter(code=code).update(status=status)
        assert the(opened(client, f"/resolve/?title={title}"), "h2", id="answer").text == "Confident"


def test_the_document_has_what_waits_but_no_suggestion(client: Client, suggested: Alias) -> None:
    data = json.loads(client.get(f"/roles/{ROLE}/document.json").content)
    kept = Alias.objects.filter(role__code=ROLE).exclude(pk=suggested.pk)
    assert [alias["text"] for alias in data["aliases"]] == [
        alias.text for alias in kept.order_by("position", "key")
    ]
    assert {alias["state"] for alias in data["aliases"]} == {"approved", "pending"}
