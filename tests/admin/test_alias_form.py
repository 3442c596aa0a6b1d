"""The page of one alias: its form, its buttons, its history."""

import re
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from roles.actions import aliases
from roles.models import Alias, Revision, Role
from tests.admin.forms import errors, fill, said

QUEUE = "/admin/roles/alias/"


def state(alias: Alias) -> str:
    return Alias.objects.get(pk=alias.pk).state


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_the_page_of_an_alias_has_the_same_buttons(desk: Client, whisperer: Alias) -> None:
    url = reverse("admin:roles_alias_change", args=[whisperer.pk])
    page = desk.get(url).content.decode()
    assert re.findall(r'class="decision" formaction="([^"]*)"', page) == [
        f"{QUEUE}{whisperer.pk}/approve/",
        f"{QUEUE}{whisperer.pk}/reject/",
    ]
    data = {"from_form": "1", "reason": "nobody says this"}
    response = desk.post(f"{QUEUE}{whisperer.pk}/reject/", data, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert said(response) == ["Model Whisperer III: rejected."]
    assert whisperer.history.latest().history_change_reason == "rejected: nobody says this"


def test_an_editor_adds_an_alias(desk: Client) -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    before = Revision.current().number
    response = fill(desk, f"{QUEUE}add/", role=role.pk, text=" ML\u200b Whisperer\n", confidence="0.4")
    alias = Alias.objects.get(role=role, origin="editor", state="pending")
    assert response.redirect_chain
    assert alias.text == "ML\u200b Whisperer"
    assert role.aliases.order_by("position").last() == alias
    assert alias.history.latest().history_user.username == "vera"
    assert Revision.current().number > before


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"text": "MODEL  whisperer iii"}, "The role has this alias already.", id="twice"),
        pytest.param({"confidence": "1.2"}, "less than or equal to 1", id="confidence"),
        pytest.param({"scope": "de"}, "A scope is “global” or a region code", id="scope"),
        pytest.param({"text": " "}, "This field is required", id="empty"),
    ],
)
def test_a_wrong_alias_is_refused_beside_the_form(
    desk: Client, whisperer: Alias, changes: dict[str, str], sentence: str
) -> None:
    given = {"role": whisperer.role_id, "text": "Another", "confidence": "0.7", **changes}
    response = fill(desk, f"{QUEUE}add/", **given)
    assert response.status_code == 200
    assert not response.redirect_chain
    assert sentence in errors(response)


def test_a_pending_title_may_be_corrected_with_the_reason_kept(desk: Client, whisperer: Alias) -> None:
    url = reverse("admin:roles_alias_change", args=[whisperer.pk])
    fill(desk, url, text="Model Charmer III", change_reason="a typing error")
    whisperer.refresh_from_db()
    assert (whisperer.text, whisperer.key) == ("Model Charmer III", "model charmer iii")
    version = whisperer.history.latest()
    assert (version.history_user.username, version.history_change_reason) == ("vera", "a typing error")


def test_a_decided_title_stays_as_it_was_decided_on(desk: Client, vera: User, whisperer: Alias) -> None:
    aliases.approve(alias=whisperer, by=vera)
    url = reverse("admin:roles_alias_change", args=[whisperer.pk])
    fill(desk, url, text="Another", scope="DE", state="rejected", decided_by="olaf", confidence="0.90")
    whisperer.refresh_from_db()
    assert (whisperer.text, whisperer.scope, whisperer.state, whisperer.decided_by) == (
        "Model Whisperer III",
        "global",
        "approved",
        "vera",
    )
    assert whisperer.confidence == Decimal("0.90")


def test_a_deletion_raises_the_revision_and_stays_in_the_history(desk: Client, whisperer: Alias) -> None:
    before = Revision.current().number
    desk.post(reverse("admin:roles_alias_delete", args=[whisperer.pk]), {"post": "yes"})
    assert not Alias.objects.filter(pk=whisperer.pk).exists()
    assert Revision.current().number == before + 1
    last = Alias.history.filter(id=whisperer.pk).latest()
    assert (last.history_type, last.history_user.username) == ("-", "vera")


def test_the_history_says_who_did_what_when_and_why(desk: Client, vera: User, whisperer: Alias) -> None:
    aliases.approve(alias=whisperer, by=vera, reason="heard it twice")
    page = desk.get(reverse("admin:roles_alias_history", args=[whisperer.pk])).content.decode()
    table = page[page.index('<table id="change-history"') :]
    newest, oldest = (words(line) for line in table.split("<tr>")[2:])
    assert "vera Changed approved: heard it twice" in newest
    assert "pending → approved" in newest
    assert "vera Created added" in oldest


def test_a_former_version_is_read_and_not_put_back(desk: Client, vera: User, whisperer: Alias) -> None:
    aliases.approve(alias=whisperer, by=vera)
    first = whisperer.history.earliest()
    url = reverse("admin:roles_alias_simple_history", args=[whisperer.pk, first.pk])
    page = desk.get(url)
    assert page.status_code == 200
    data = {
        "text": "Another",
        "role": whisperer.role_id,
        "type": "common",
        "confidence": "0.1",
        "scope": "global",
    }
    assert desk.post(url, data).status_code == 403
    assert state(whisperer) == "approved"
    whisperer.refresh_from_db()
    assert whisperer.text == "Model Whisperer III"
