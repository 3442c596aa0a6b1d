"""Suggestions while typing: what holds the text, what begins with it first, and nothing that is not listed."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases
from roles.models import Alias, Role
from roles.vocabulary import AliasType

pytestmark = pytest.mark.usefixtures("catalogue")


def suggested(client: Client, text: str) -> list[tuple[str, str]]:
    response = client.get("/roles/suggest/", {"q": text})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    data = response.json()
    assert set(data) == {"roles"}
    assert all(set(role) == {"code", "title"} for role in data["roles"])
    return [(role["code"], role["title"]) for role in data["roles"]]


def expected(text: str) -> list[tuple[str, str]]:
    wanted = " ".join(text.lower().split())
    found = []
    for role in Role.objects.exclude(status="retired"):
        names = [role.code.lower(), role.title.lower()]
        approved = role.aliases.filter(state="approved").values_list("text", flat=True)
        if any(wanted in name for name in (*names, *(alias.lower() for alias in approved))):
            begins = any(name.startswith(wanted) for name in names)
            found.append((not begins, role.code, role.title))
    return [(code, title) for _, code, title in sorted(found)[:10]]


@pytest.mark.parametrize(
    "text", ["engineer", "sen", "aimlam.g", "SWENG.MOB.P1", "  Data   Scientist ", "e", "P3"]
)
def test_roles_that_hold_the_text_and_first_those_that_begin_with_it(client: Client, text: str) -> None:
    Role.objects.filter(function__code="AIMLAM", level__code="P2").update(status="retired")
    assert expected(text)
    assert suggested(client, text) == expected(text)


def test_those_that_begin_with_the_text_come_first_however_late_their_codes(client: Client) -> None:
    last = Role.objects.order_by("-code")[0]
    Role.objects.update(title="Software engineer")
    Role.objects.filter(pk=last.pk).update(title="Engineer of the last code")
    found = suggested(client, "engineer")
    assert found[0] == (last.code, "Engineer of the last code")
    assert found == expected("engineer")


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


def test_a_role_is_suggested_once_however_many_of_its_aliases_hold_the_text(client: Client) -> None:
    Alias.objects.filter(role__code="AIMLAM.GEN.P3", text__contains="Deep").update(state="approved")
    assert (
        suggested(client, "deep learning")
        == expected("deep learning")
        == [("AIMLAM.GEN.P3", "Experienced AI/ML Engineer")]
    )


@pytest.mark.parametrize("text", ["", "   ", "x" * 121, "a\0b", "nobody is called this", "%", "_"])
def test_nothing_is_suggested_for_nothing(client: Client, text: str) -> None:
    assert suggested(client, text) == []


def test_without_a_text_nothing_is_suggested(client: Client) -> None:
    assert client.get("/roles/suggest/").json() == {"roles": []}


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/roles/suggest/").status_code == 405
