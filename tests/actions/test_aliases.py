"""Aliases: second approvals and runs of decisions refused in words, new ones, and what the public page shows."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client

from roles.actions import aliases
from roles.actions.refusal import ActionRefused, decide_each
from roles.domain.choices import AliasOrigin, AliasType
from roles.models import Alias, Posting, Revision, Role
from roles.title_parsing.tokens import SearchField
from tests.actions.races import at_the_same_moment, lose_race

_several_writers = pytest.mark.skipif(
    connection.vendor == "sqlite", reason="SQLite lets one writer in at a time: no race to lose"
)


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


def new_alias(
    by: User, code: str = "AIMLAM.GEN.P3", text: str = "Model Whisperer III", **others: Any
) -> Alias:
    given = {"type": AliasType.COMMON, "confidence": Decimal("0.70"), **others}
    return aliases.add(role=Role.objects.get(code=code), text=text, by=by, **given)


def test_a_second_approval_names_the_role_that_has_the_title(catalogue: None, vera: User) -> None:
    aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P4"), by=vera)
    second = new_alias(vera, "AIMLAM.GEN.P3", "model  WHISPERER iii")
    before = Revision.current().number
    with pytest.raises(ActionRefused) as refused:
        aliases.approve(alias=second, by=vera)
    assert str(refused.value) == (
        "“model  WHISPERER iii” is already approved for AIMLAM.GEN.P4 (scope global)."
    )
    assert Alias.objects.get(pk=second.pk).state == "pending"
    assert Revision.current().number == before


def test_another_scope_is_another_matter(catalogue: None, vera: User) -> None:
    aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P4"), by=vera)
    regional = aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P3", scope="DE"), by=vera)
    assert Alias.objects.get(pk=regional.pk).state == "approved"


def test_a_title_taken_back_is_free_for_another_role(catalogue: None, vera: User) -> None:
    first = aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P4"), by=vera)
    second = new_alias(vera, "AIMLAM.GEN.P3")
    aliases.undo(alias=first, by=vera)
    aliases.approve(alias=second, by=vera)
    assert list(Alias.objects.approved().filter(key=second.key)) == [second]


def test_an_approval_committed_after_the_check_is_explained_too(catalogue: None, vera: User) -> None:
    first, second = new_alias(vera, "AIMLAM.GEN.P4"), new_alias(vera, "AIMLAM.GEN.P3")
    others = Alias.objects.filter(pk=first.pk)
    with pytest.raises(ActionRefused, match=r"is already approved for AIMLAM\.GEN\.P4 \(scope global\)\."):
        lose_race(
            lambda: aliases.approve(alias=second, by=vera),
            table="roles_alias",
            to=lambda: others.update(state="approved"),
        )
    assert Alias.objects.get(pk=second.pk).state == second.state == "pending"


@_several_writers
def test_of_two_editors_at_the_same_moment_one_is_refused(live_catalogue: None) -> None:
    vera = User.objects.create_user("vera")
    first, second = new_alias(vera, "AIMLAM.GEN.P4"), new_alias(vera, "AIMLAM.GEN.P3")
    raised = at_the_same_moment(
        lambda: aliases.approve(alias=first, by=vera), lambda: aliases.approve(alias=second, by=vera)
    )
    assert isinstance(raised, ActionRefused)
    assert str(raised) == "“Model Whisperer III” is already approved for AIMLAM.GEN.P4 (scope global)."


@_several_writers
def test_two_decisions_on_a_role_at_the_same_moment_both_stand_and_are_found(live_catalogue: None) -> None:
    vera = User.objects.create_user("vera")
    first, second = new_alias(vera, text="Quokka Keeper"), new_alias(vera, text="Quokka Warden")
    raised = at_the_same_moment(
        lambda: aliases.approve(alias=first, by=vera), lambda: aliases.approve(alias=second, by=vera)
    )
    assert raised is None
    fields = dict(Posting.objects.filter(role=first.role).values_list("word__text", "field"))
    assert {fields[word] for word in ("quokka", "keeper", "warden")} == {SearchField.APPROVED}


def test_in_a_run_of_decisions_a_refusal_stops_no_other(catalogue: None, vera: User) -> None:
    aliases.approve(alias=new_alias(vera, "AIMLAM.GEN.P4", "Taken Title"), by=vera)
    run = [
        new_alias(vera, "AIMLAM.GEN.P3", "Free Title"),
        new_alias(vera, "AIMLAM.GEN.P3", "Taken Title"),
        new_alias(vera, "AIMLAM.GEN.P2", "Free Title"),
        new_alias(vera, "AIMLAM.GEN.P2", "Another Title"),
    ]
    done, refusals = decide_each(run, lambda alias: aliases.approve(alias=alias, by=vera))
    assert done == [run[0], run[3]]
    assert refusals == [
        "“Taken Title” is already approved for AIMLAM.GEN.P4 (scope global).",
        "“Free Title” is already approved for AIMLAM.GEN.P3 (scope global).",
    ]
    states = [Alias.objects.get(pk=alias.pk).state for alias in run]
    assert states == ["approved", "pending", "pending", "approved"]


def test_a_new_alias_stands_last_and_pending(catalogue: None, vera: User) -> None:
    before = Revision.current().number
    alias = new_alias(vera, text="  Model Whisperer  ", origin=AliasOrigin.SUGGESTED)
    role = alias.role
    assert role.aliases.order_by("position").last() == alias
    stored = Alias.objects.get(pk=alias.pk)
    assert (stored.text, stored.key, stored.state, stored.origin, stored.scope) == (
        "Model Whisperer",
        "model whisperer",
        "pending",
        "suggested",
        "global",
    )
    assert Revision.current().number == before + 1


def test_the_first_alias_of_a_role_has_the_first_place(catalogue: None, vera: User) -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.aliases.all().delete()
    assert new_alias(vera, role.code).position == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"text": "MODEL whisperer iii"}, "The role has this alias already.", id="twice"),
        pytest.param({"text": " "}, "text is empty", id="empty"),
        pytest.param({"text": "Two\nlines"}, "without line breaks", id="line-break"),
        pytest.param({"confidence": Decimal("1.20")}, "less than or equal to 1", id="confidence"),
        pytest.param({"scope": "Bavaria"}, "scope “?'Bavaria'”? has the wrong form", id="scope"),
    ],
)
def test_what_cannot_be_an_alias_is_refused(
    catalogue: None, vera: User, changes: dict[str, Any], sentence: str
) -> None:
    new_alias(vera)
    before = Alias.objects.count()
    with pytest.raises(ActionRefused, match=sentence):
        new_alias(vera, **{"text": "Another Title", **changes})
    assert Alias.objects.count() == before


def test_an_alias_added_by_somebody_else_after_the_check_is_explained_too(
    catalogue: None, vera: User
) -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    rival = Alias(
        role=role, text="Model Whisperer III", key="model whisperer iii", confidence=Decimal("0.70")
    )
    with pytest.raises(ActionRefused, match=r"^The role has this alias already\.$"):
        lose_race(lambda: new_alias(vera), table="roles_alias", to=lambda: Alias.objects.bulk_create([rival]))
    assert not role.aliases.filter(origin="editor", key=rival.key).exists()


def test_the_next_request_for_the_public_page_shows_the_decision(
    catalogue: None, vera: User, client: Client
) -> None:
    alias = new_alias(vera)

    def row() -> str:
        page = client.get(alias.role.get_absolute_url()).content.decode()
        found = re.search(r"<tr>(?:(?!</tr>).)*Model Whisperer III.*?</tr>", page, re.DOTALL)
        return found.group() if found else ""

    assert "Model Whisperer III" in row()
    assert "/titles/model-whisperer-iii/" not in row()  # only an approved title has a page
    aliases.approve(alias=alias, by=vera)
    assert "/titles/model-whisperer-iii/" in row()
    aliases.reject(alias=alias, by=vera)
    assert row() == ""
