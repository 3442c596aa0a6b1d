"""Titles: the index, the page of one, and suggestions that wait for an editor."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from roles.actions import aliases
from roles.domain.choices import AliasType
from roles.domain.titles import normalise, title_slug
from roles.models import Alias, Role
from tests.reader import captioned, cells, every, faults, links, opened, page_of, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def vera() -> User:
    return User.objects.create_user("vera")


def all_entries(client: Client, letter: str) -> list[str]:
    found, address = [], f"/titles/?letter={letter}"
    while address:
        page = opened(client, address)
        for index in every(page, "ul", class_="index"):
            found += [every(item, "a")[0].text for item in every(index, "li")]
        onward = [link.attributes["href"] for link in every(page, "a", rel="next")]
        address = f"/titles/{onward[0]}" if onward else ""
    return found


def test_the_index_has_every_title_once(client: Client) -> None:
    keys = {normalise(text) for text in Role.objects.values_list("title", flat=True)}
    keys |= set(Alias.objects.approved().values_list("key", flat=True))
    found = [normalise(text) for letter in "sd" for text in all_entries(client, letter)]
    assert sorted(found) == sorted(key for key in keys if key[0] in "sd")


def test_an_entry_says_which_roles_have_the_title_and_how(client: Client) -> None:
    assert "Machine Learning III" not in all_entries(client, "m")
    Alias.objects.filter(role__code="AIMLAM.GEN.P3", text="Machine Learning III").update(state="approved")
    entries = every(the(opened(client, "/titles/?letter=m"), "ul", class_="index"), "li")
    (entry,) = [e for e in entries if every(e, "a")[0].text == "Machine Learning III"]
    assert entry.text == "Machine Learning III approved AIMLAM.GEN.P3"
    assert links(entry)["Machine Learning III"] == "/titles/machine-learning-iii/"


def test_the_page_of_a_title_names_its_roles_with_state_and_decision(client: Client, vera: User) -> None:
    alias = Alias.objects.get(role__code="AIMLAM.GEN.P3", text="Machine Learning III")
    aliases.approve(alias=alias, by=vera)
    page = opened(client, "/titles/machine-learning-iii/")
    (row,) = cells(captioned(page, "Roles that have the title"))
    assert row[1] == "AIMLAM.GEN.P3"
    assert row[3] == "approved common alias"
    assert row[5].endswith("by vera")
    assert not any("contested" in text for text in texts(page, "p"))
    assert "Confident" in the(page, "h2", id="read-as").text


def test_a_contested_title_lists_every_claim(client: Client, vera: User) -> None:
    for code in ("AIMLAM.GEN.P3", "DATSCI.GEN.P3"):
        role = Role.objects.get(code=code)
        aliases.add(role=role, text="Model Tamer", type=AliasType.COMMON, confidence=Decimal("0.6"), by=vera)
    page = opened(client, "/titles/model-tamer/")
    assert "This title is contested: several roles claim it. Each claim is listed with its state." in texts(
        page, "p"
    )
    assert "Roles that have it" not in texts(page, "h2")
    claims = the(page, "details")
    assert the(claims, "summary").text == "Claims: 2 not yet reviewed"
    assert [text.split()[0] for text in texts(claims, "li")] == ["AIMLAM.GEN.P3", "DATSCI.GEN.P3"]
    aliases.approve(alias=Alias.objects.get(role__code="DATSCI.GEN.P3", text="Model Tamer"), by=vera)
    page = opened(client, "/titles/model-tamer/")
    assert [row[1] for row in cells(captioned(page, "Roles that have the title"))] == ["DATSCI.GEN.P3"]
    assert the(the(page, "details"), "summary").text == "Claims: 1 not yet reviewed"


def test_a_title_that_nobody_has_is_read_all_the_same(client: Client) -> None:
    page = opened(client, "/titles/senior-data-scientist-of-wonders/", status=404)
    assert texts(page, "p", class_="lede") == ["No role has this title. Below is what it would be read as."]
    assert cells(captioned(page, "Roles that the title may mean"))[0][1] == "DATSCI.GEN.P4"


def test_capitals_and_spaces_lead_to_the_titles_address(client: Client) -> None:
    response = client.get("/titles/Sr. Data Scientist/")
    assert (response.status_code, response["Location"]) == (302, "/titles/sr.-data-scientist/")


def test_every_title_is_found_at_its_own_address(client: Client) -> None:
    titles = Alias.objects.filter(role__function__code="SRENG").exclude(origin="generated")
    for text in titles.values_list("text", flat=True)[:40]:
        assert opened(client, f"/titles/{title_slug(text)}/")


@pytest.mark.parametrize("letter", ["ß", "aa", "!", "%"])
def test_a_letter_that_is_none_is_named(client: Client, letter: str) -> None:
    response = client.get("/titles/", {"letter": letter})
    assert response.status_code == 400
    assert faults(page_of(response)) == [f"There is no letter “{letter}” in the index. Choose one below."]


# --- suggestions


@pytest.fixture(autouse=True)
def _fresh_cache() -> None:
    cache.clear()


def suggest(client: Client, **data: str) -> Any:
    return client.post("/titles/suggest/", {"role": "AIMLAM.GEN.P3", "title": "ML Wizard", **data})


def test_a_suggestion_is_a_pending_alias_and_the_next_page_tells_what_happens(client: Client) -> None:
    response = suggest(client)
    assert response.status_code == 302
    assert "sessionid" not in client.cookies
    assert "messages" not in client.cookies
    page = opened(client, response["Location"])
    assert texts(page, "h1") == ["Thank you. Your title waits for an editor"]
    assert "Until then it is shown nowhere" in the(page, "main").text
    assert links(the(page, "main"))["Experienced AI/ML Engineer"] == "/roles/AIMLAM.GEN.P3/"
    alias = Alias.objects.get(text="ML Wizard")
    assert (alias.role.code, alias.state, alias.origin, alias.decided_by) == (
        "AIMLAM.GEN.P3",
        "pending",
        "suggested",
        "",
    )


def test_no_link_can_have_the_next_page_show_a_text(client: Client) -> None:
    for query in (
        "?title=Senior+Blockchain+Sorcerer",
        "?role=Senior+Blockchain",
        "?role=NOPE.GEN.P3",
        "?role=%00",
    ):
        page = opened(client, f"/titles/suggest/thanks/{query}")
        assert "Blockchain" not in the(page, "main").text
        assert "It was suggested for one role." in texts(page, "p")


def test_what_another_visitor_suggested_is_not_told(client: Client) -> None:
    assert suggest(client)["Location"] == suggest(Client(), title="ml  WIZARD")["Location"]
    assert Alias.objects.filter(key="ml wizard").count() == 1
    Alias.objects.filter(key="ml wizard").update(state="rejected")
    response = suggest(Client(), title="ml wizarD")
    assert response.status_code == 400
    assert faults(page_of(response)) == ["Title: “ml wizarD” is known for AIMLAM.GEN.P3 already: rejected."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"title": ""}, "This field is required"),
        ({"title": "12 34"}, "at least one letter"),
        ({"title": "x" * 121}, "at most 120 characters"),
        ({"title": "machine learning  III"}, "is known for AIMLAM.GEN.P3 already: pending"),
        ({"role": "AIMLM.GEN.P3"}, "Did you mean AIMLAM.GEN.P3"),
        ({"role": ""}, "This field is required"),
    ],
    ids=["no-title", "figures", "long", "known", "near-role", "no-role"],
)
def test_what_cannot_be_suggested_is_explained(client: Client, data: dict[str, str], said: str) -> None:
    before = Alias.objects.count()
    response = suggest(client, **data)
    assert response.status_code == 400
    assert any(said in fault for fault in faults(page_of(response)))
    assert Alias.objects.count() == before


def test_what_a_machine_fills_in_is_thanked_for_and_dropped(client: Client) -> None:
    assert suggest(client, website="spam.example").status_code == 302
    assert not Alias.objects.filter(text="ML Wizard").exists()


def test_the_eleventh_suggestion_of_an_hour_is_refused(client: Client) -> None:
    for i in range(10):
        assert suggest(client, title=f"Wizard number {chr(97 + i)}").status_code == 302
    response = suggest(client, title="Wizard number k")
    assert response.status_code == 429
    assert not Alias.objects.filter(text="Wizard number k").exists()
    assert suggest(Client(REMOTE_ADDR="192.0.2.7"), title="Wizard number k").status_code == 302


def test_the_form_begins_with_what_the_address_names(client: Client) -> None:
    page = opened(client, "/titles/suggest/?role=AIMLAM.GEN.P3&title=ML+Wizard")
    filled = {field.attributes["name"]: field.attributes.get("value") for field in every(page, "input")}
    assert (filled["role"], filled["title"]) == ("AIMLAM.GEN.P3", "ML Wizard")
