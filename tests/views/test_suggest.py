"""Suggestions while typing: what holds the text, what begins with it first, and nothing that is not listed."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases, search_index
from roles.domain.choices import AliasType
from roles.models import Alias, Role
from roles.title_parsing.parser import read

pytestmark = pytest.mark.usefixtures("catalogue")


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    response = client.get("/roles/suggest/", {"q": text})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    data = response.json()
    assert set(data) == {"roles"}
    assert all(set(role) == {"code", "title"} for role in data["roles"])
    return [(role["code"], role["title"]) for role in data["roles"]]


def has_words(role: Role, text: str) -> bool:
    """Whether every word of the text begins a word of the title, of an approved alias, or of the code."""
    approved = role.aliases.filter(state="approved").values_list("text", flat=True)
    titles = [role.title, *approved]
    written_out = [word for title in titles for word in read(title).words]
    names = " ".join([role.code.replace(".", " "), *titles, *written_out]).lower()
    return all(re.search(rf"(?<![a-z0-9]){re.escape(word)}", names) for word in text.lower().split())


@pytest.mark.parametrize(
    "text", ["senior fron", "computer vis", "SWENG.MOB", "  Data   Scient ", "NLP engineer i"]
)
def test_roles_whose_names_have_the_words_are_suggested(client: Client, text: str) -> None:
    Role.objects.filter(code="DATSCI.GEN.P2").update(status="retired")
    search_index.rebuild()
    found = suggested(client, text)
    assert found
    for code, title in found:
        role = Role.objects.get(code=code)
        assert role.title == title
        assert role.status != "retired"
        assert has_words(role, text.replace(".", " ")), (code, title)


def test_a_code_that_is_begun_comes_first_and_in_order(client: Client) -> None:
    codes = [code for code, _ in suggested(client, "aimlam.g")]
    assert codes == sorted(Role.objects.filter(code__startswith="AIMLAM.G").values_list("code", flat=True))


def test_there_are_ten_at_most(client: Client) -> None:
    assert len(suggested(client, "engineer")) == 10


def test_every_approved_alias_suggests_its_role(client: Client) -> None:
    approved = Alias.objects.filter(state="approved").select_related("role")
    assert len(approved) > 10
    for alias in approved:
        assert (alias.role.code, alias.role.title) in suggested(client, alias.text), alias.text


def test_only_approved_aliases_suggest_their_role(client: Client) -> None:
    vera = User.objects.create_user("vera")
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    title = aliases.add(
        role=role, text="Gradient Wrangler", type=AliasType.INTERNAL, confidence=Decimal("0.50"), by=vera
    )
    assert suggested(client, "gradient wr") == []
    aliases.approve(alias=title, by=vera)
    assert suggested(client, "gradient wr") == [("AIMLAM.GEN.P3", role.title)]
    aliases.reject(alias=title, by=vera)
    assert suggested(client, "gradient wr") == []


def test_a_role_is_suggested_once_however_many_of_its_names_have_the_words(client: Client) -> None:
    codes = [code for code, _ in suggested(client, "senior data sci")]
    assert codes.count("DATSCI.GEN.P4") == 1


@pytest.mark.parametrize("text", ["", "   ", "x" * 121, "a\0b", "nobody is called this", "%", "_"])
def test_nothing_is_suggested_for_nothing(client: Client, text: str) -> None:
    assert suggested(client, text) == []


def test_without_a_text_nothing_is_suggested(client: Client) -> None:
    assert client.get("/roles/suggest/").json() == {"roles": []}


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/roles/suggest/").status_code == 405
