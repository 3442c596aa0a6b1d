"""Titles that look or are the same: asked about, warned of, compared without what cannot be seen."""

import importlib
import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.test import Client
from django.urls import reverse

from roles.actions import aliases
from roles.actions.refusal import ActionRefused
from roles.actions.suggestions import suggest
from roles.models import Alias, Component, Revision, Role
from tests.admin.forms import errors, fill, said, shown
from tests.admin.titles import new_alias

QUEUE = "/admin/roles/alias/"


def url(role: Role) -> str:
    return reverse("admin:roles_role_change", args=[role.pk])


@pytest.mark.parametrize(
    "title",
    ["Quokka Keeper", "quokka  keeper", "ＱUOKKA KEEPER", "Quok\u00adka Keeper", "\u200bQuokka Keeper"],
)
def test_a_title_that_another_role_has_is_asked_about(desk: Client, role: Role, title: str) -> None:
    other = Role.objects.get(code="DATSCI.GEN.P3")
    Role.objects.filter(pk=other.pk).update(title="Quokka Keeper")
    before = role.title
    response = fill(desk, url(role), title=title)
    assert "DATSCI.GEN.P3 has this title too." in errors(response)
    assert Role.objects.get(pk=role.pk).title == before
    [key] = re.findall(r'name="_same_title" value="([^"]*)"', response.content.decode())
    sent = {name: "" if value is None else value for name, value in shown(response).items()}
    assert desk.post(url(role), {**sent, "_same_title": key}).status_code == 302
    assert Role.objects.get(pk=role.pk).title == title
    assert fill(desk, url(role), summary="Another summary.").redirect_chain, "it is asked once"


def test_an_answer_is_about_one_title(desk: Client, role: Role) -> None:
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Quokka Keeper")
    response = fill(desk, url(role), title="Quokka Keeper", _same_title="another title")
    assert "has this title too" in errors(response)


def test_a_retired_role_gives_its_title_free(desk: Client, role: Role) -> None:
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Quokka Keeper", status="retired")
    assert fill(desk, url(role), title="Quokka Keeper").redirect_chain


def test_an_alias_is_the_same_with_characters_that_cannot_be_seen(desk: Client, whisperer: Alias) -> None:
    given = {"role": whisperer.role_id, "text": "Model\u200b Whisper\u00ader III", "confidence": "0.7"}
    assert "The role has this alias already." in errors(fill(desk, f"{QUEUE}add/", **given))


@pytest.mark.parametrize("text", ["Engineer \u202ereenignE", "\u2066Engineer"])
def test_a_text_that_changes_its_direction_is_refused_everywhere(
    desk: Client, vera: User, role: Role, text: str
) -> None:
    response = fill(desk, f"{QUEUE}add/", role=role.pk, text=text, confidence="0.7")
    assert "characters that change its direction" in errors(response)
    for field in ("title", "summary", "story_plan", "change_reason"):
        assert "characters that change its direction" in errors(fill(desk, url(role), **{field: text}))
    alias = role.aliases.earliest("pk")
    response = desk.post(f"{QUEUE}{alias.pk}/approve/", {"reason": text}, follow=True)
    assert "characters that change its direction" in said(response)[0]
    with pytest.raises(ActionRefused, match="direction"):
        new_alias(vera, role.code, text)
    with pytest.raises(ActionRefused, match="direction"):
        suggest(role=role, text=text)
    page = Client().post("/titles/suggest/", {"role": role.code, "title": text}).content.decode()
    assert "change its direction" in page


def test_a_text_of_which_nothing_can_be_seen_is_refused(desk: Client, vera: User, role: Role) -> None:
    response = fill(desk, f"{QUEUE}add/", role=role.pk, text="\u200b\u200b", confidence="0.7")
    assert "at least one visible character" in errors(response)
    with pytest.raises(ActionRefused, match="visible"):
        new_alias(vera, role.code, "\u200b")


def test_letters_that_look_latin_are_warned_of(desk: Client, vera: User, role: Role) -> None:
    title = "Data \u0410nalyst"
    response = fill(desk, f"{QUEUE}add/", role=role.pk, text=title, confidence="0.7")
    assert response.redirect_chain
    warning = "Cyrillic or Greek letters that look Latin: “\u0410nalyst”"
    assert f"{warning}. Is that meant?" in said(response)
    assert warning in desk.get(QUEUE, {"q": title}).content.decode(), "the list shows it to who decides"
    assert f"{warning}. Is that meant?" in said(fill(desk, url(role), title=title))


class TestKeysOfStoredRows:
    """The migration computes keys again that were made when invisible characters counted."""

    @pytest.fixture(autouse=True)
    def _catalogue(self, vera: User) -> None:
        self.vera = vera
        self.module: Any = importlib.import_module("roles.migrations.0010_keys_without_invisible_characters")

    def old(self, code: str, text: str, **others: Any) -> Alias:
        """An alias as it was stored before."""
        role = Role.objects.get(code=code)
        row = Alias(role=role, text=text, key=text.casefold(), confidence=Decimal("0.5"), **others)
        return Alias.objects.bulk_create([row])[0]

    def migrate(self) -> None:
        name = ("roles", "0010_keys_without_invisible_characters")
        state = MigrationLoader(connection).project_state(name)
        self.module.compute_keys_again(state.apps, connection.schema_editor())

    def test_a_key_is_computed_again(self) -> None:
        alias = self.old("AIMLAM.GEN.P3", "Quok\u00adka Keeper")
        hidden = self.old("AIMLAM.GEN.P3", "\u200b")
        before = Revision.current().number
        self.migrate()
        assert Alias.objects.get(pk=alias.pk).key == "quokka keeper"
        assert Alias.objects.get(pk=hidden.pk).key == "\u200b"
        assert Revision.current().number == before + 1
        self.migrate()
        assert Revision.current().number == before + 1

    @pytest.mark.parametrize(("state", "stays"), [("pending", "plain"), ("approved", "other")])
    def test_of_two_aliases_of_a_role_the_decided_one_stays(self, state: str, stays: str) -> None:
        plain = new_alias(self.vera, "AIMLAM.GEN.P3", "Quokka Keeper")
        other = self.old("AIMLAM.GEN.P3", "Quokka\u200b Keeper", state=state)
        self.migrate()
        [kept] = Alias.objects.filter(key="quokka keeper")
        gone = {plain.pk, other.pk} - {kept.pk}
        assert kept.pk == (plain if stays == "plain" else other).pk
        assert Alias.history.filter(id__in=gone, history_type="-").count() == 1

    def test_a_second_approval_waits_for_a_decision(self) -> None:
        aliases.approve(alias=new_alias(self.vera, "AIMLAM.GEN.P4", "Quokka Keeper"), by=self.vera)
        other = self.old("AIMLAM.GEN.P3", "Quokka\u200b Keeper", state="approved", decided_by="olaf")
        self.migrate()
        other.refresh_from_db()
        assert (other.key, other.state, other.decided_by) == ("quokka keeper", "pending", "")
        assert other.history.latest().history_change_reason == self.module.REASON

    def test_a_component_keeps_its_roles(self) -> None:
        component = Component(
            kind="skill", label="Quok\u00adka care", key="quok\u00adka care", slug="quokka-care"
        )
        Component.objects.bulk_create([component])
        self.migrate()
        assert Component.objects.get(slug="quokka-care").key == "quokka care"
