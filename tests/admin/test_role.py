"""The page of a role: edits that keep the rules, the rows below it, its status, and its move to another place."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from roles import dump
from roles.actions import roles
from roles.domain.choices import Status
from roles.models import Alias, Component, Focus, Function, Level, Redirect, Revision, Role
from tests.actions.races import lose_race
from tests.admin.forms import confirm, errors, fill, said, shown

LIST = "/admin/roles/role/"


def url(role: Role) -> str:
    return reverse("admin:roles_role_change", args=[role.pk])


def document(role: Role) -> dict[str, Any]:
    fresh = dump.with_document(Role.objects.filter(pk=role.pk)).get()
    return dump.document(fresh).as_data()


def free_level(role: Role) -> Level:
    taken = Role.objects.filter(focus=role.focus).values("level")
    level = Level.objects.exclude(pk__in=taken).first()
    assert level is not None
    return level


def add_form(desk: Client, **changes: Any) -> Any:
    focus = Focus.objects.get_by_natural_key("AIMLAM", "GEN")
    taken = Role.objects.filter(focus=focus).values("level")
    level = Level.objects.exclude(pk__in=taken).earliest("pk")
    given = {"title": "T", "tagline": "T.", "summary": "S.", "confidence": "0.5"}
    return fill(desk, f"{LIST}add/", **{"focus": focus.pk, "level": level.pk, **given, **changes})


def test_a_page_saved_as_it_stands_changes_nothing(desk: Client, role: Role) -> None:
    before = document(role)
    response = fill(desk, url(role))
    assert response.redirect_chain
    assert document(role) == before
    assert not Redirect.objects.exists()


def test_an_edit_is_kept_with_who_and_why_and_seen_at_once(desk: Client, role: Role) -> None:
    before = Revision.current().number
    fill(desk, url(role), title="Fledgling Engineer", change_reason="plainer")
    version = Role.objects.get(pk=role.pk).history.latest()
    assert (version.title, version.history_user.username, version.history_change_reason) == (
        "Fledgling Engineer",
        "vera",
        "plainer",
    )
    assert Revision.current().number > before
    assert "Fledgling Engineer" in Client().get(role.get_absolute_url()).content.decode()


def test_the_story_is_written_in_lines_and_paragraphs(desk: Client, role: Role) -> None:
    page = desk.get(url(role))
    assert shown(page)["story_plan"] == "\n".join(role.story_plan)
    fill(desk, url(role), story_plan="Ask.\r\n\r\n  Build. \r\nMeasure.", story_who="Somebody\r\nwho asks.\t")
    stored = Role.objects.get(pk=role.pk)
    assert stored.story_plan == ["Ask.", "Build.", "Measure."]
    assert stored.story_who == "Somebody who asks."
    fill(desk, url(role), story_plan=None)
    assert Role.objects.get(pk=role.pk).story_plan == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"title": " "}, "This field is required", id="title"),
        pytest.param({"summary": "x" * 2001}, "at most 2000 characters", id="summary"),
        pytest.param({"confidence": "1.01"}, "less than or equal to 1", id="confidence"),
        pytest.param({"version": "0"}, "greater than or equal to 1", id="version-zero"),
        pytest.param({"version": "10000"}, "less than or equal to 9999", id="version-large"),
        pytest.param({"scope": "x"}, "A scope is", id="scope"),
        pytest.param(
            {"story_plan": "\n".join("abcdefghijklm")}, "There are 13 lines; expected at most 12.", id="plan"
        ),
        pytest.param(
            {"story_plan": "a\n" + "x" * 2001},
            "Line 2 has 2,001 characters; expected at most 2,000.",
            id="step",
        ),
        pytest.param({"change_reason": "x" * 101}, "at most 100 characters", id="reason"),
    ],
)
def test_what_a_document_cannot_hold_is_refused_beside_the_form(
    desk: Client, role: Role, changes: dict[str, str], sentence: str
) -> None:
    before = document(role)
    response = fill(desk, url(role), **changes)
    assert not response.redirect_chain
    assert sentence in errors(response)
    assert document(role) == before


def test_a_plan_that_was_refused_is_shown_as_it_was_typed(desk: Client, role: Role) -> None:
    typed = "\n".join("abcdefghijklm")
    assert shown(fill(desk, url(role), story_plan=typed))["story_plan"] == typed


def test_the_status_is_not_a_field_of_the_form(desk: Client, role: Role) -> None:
    Role.objects.filter(pk=role.pk).update(status="draft")
    fill(desk, url(role), status="published", code="AIMLAM.GEN.P9")
    stored = Role.objects.get(pk=role.pk)
    assert (stored.status, stored.code) == ("draft", "AIMLAM.GEN.P1")


def test_accepted_findings_are_shown_and_stay_as_they_are(desk: Client, role: Role) -> None:
    accepted = [{"rule": "near-duplicate", "place": "components", "reason": "<As> the source has it."}]
    Role.objects.filter(pk=role.pk).update(accepted=accepted)
    page = desk.get(url(role)).content.decode()
    assert "near-duplicate components: &lt;As&gt; the source has it." in page
    assert "accepted" not in shown(desk.get(url(role)))
    fill(desk, url(role), title="Fledgling Engineer")
    assert Role.objects.get(pk=role.pk).accepted == accepted
    history = desk.get(reverse("admin:roles_role_history", args=[role.pk])).content.decode()
    assert "&lt;As&gt; the source has it." in history


def test_many_change_status_and_refusals_are_explained(desk: Client, vera: User) -> None:
    draft, reviewed = (Role.objects.get(code=f"AIMLAM.GEN.P{i}") for i in (1, 2))
    Role.objects.filter(pk=draft.pk).update(status="draft")
    Role.objects.filter(pk=reviewed.pk).update(status="in_review")
    data = {"action": "publish", "_selected_action": [draft.pk, reviewed.pk]}
    assert said(confirm(desk, desk.post(LIST, data, follow=True))) == [
        "1 published. 1 refused: AIMLAM.GEN.P1 is draft; from there it goes to in review or retired, "
        "not to published."
    ]
    assert Role.objects.get(pk=reviewed.pk).history.latest().history_user == vera


@pytest.mark.parametrize(
    ("present", "offered"),
    [
        ("draft", ["Send to review", "Retire"]),
        ("in_review", ["Publish", "Back to draft"]),
        ("published", ["Send to review", "Retire"]),
        ("retired", ["Publish"]),
    ],
)
def test_the_page_of_a_role_offers_the_statuses_that_may_follow(
    desk: Client, role: Role, present: str, offered: list[str]
) -> None:
    Role.objects.filter(pk=role.pk).update(status=present)
    page = desk.get(url(role)).content.decode()
    buttons = re.findall(r'class="decision" formaction="([^"]*)">([^<]*)<', page)
    assert [label for _, label in buttons] == offered
    response = desk.post(buttons[0][0], {"from_form": "1", "reason": "as agreed"}, follow=True)
    assert response.redirect_chain == [(url(role), 302)]
    version = Role.objects.get(pk=role.pk).history.latest()
    assert version.status != present
    assert version.history_change_reason.endswith(": as agreed")


def test_only_a_retired_role_names_its_replacement(desk: Client, role: Role, vera: User) -> None:
    other = Role.objects.get(code="AIMLAM.GEN.P2")
    Role.objects.filter(pk=role.pk).update(status="draft")
    fill(desk, url(role), replaced_by=other.pk)
    assert Role.objects.get(pk=role.pk).replaced_by is None
    roles.change_status(role=role, status=Status.RETIRED, by=vera)
    fill(desk, url(role), replaced_by=other.pk)
    assert Role.objects.get(pk=role.pk).replaced_by == other
    response = fill(desk, url(role), replaced_by=role.pk)
    assert "A role cannot be replaced by itself." in errors(response)


def test_another_level_moves_the_role_and_leaves_a_redirect(desk: Client, role: Role) -> None:
    level = free_level(role)
    fill(desk, url(role), level=level.pk)
    stored = Role.objects.get(pk=role.pk)
    assert stored.code == f"AIMLAM.GEN.{level.code}"
    assert Client().get("/roles/AIMLAM.GEN.P1/")["Location"] == f"/roles/{stored.code}/"


def test_a_taken_place_is_refused_beside_the_form(desk: Client, role: Role) -> None:
    other = Role.objects.get(code="AIMLAM.GEN.P2")
    response = fill(desk, url(role), level=other.level_id)
    assert "This focus has a role on that level already." in errors(response)
    assert Role.objects.get(pk=role.pk).code == "AIMLAM.GEN.P1"


def test_a_place_taken_while_the_form_was_under_way_is_explained(desk: Client, role: Role) -> None:
    level = free_level(role)
    rival = Role.objects.filter(code="AIMLAM.GEN.P2")
    values = {**shown(desk.get(url(role))), "level": level.pk}
    response = lose_race(
        lambda: desk.post(url(role), values),
        table="roles_role",
        to=lambda: rival.update(level=level, code=f"AIMLAM.GEN.{level.code}"),
    )
    assert response["Location"] == url(role)
    assert "This focus has a role on that level already." in " ".join(said(desk.get(url(role))))
    assert Role.objects.get(pk=role.pk).code == "AIMLAM.GEN.P1"


def test_a_new_role_is_written_with_the_rows_below_it(desk: Client) -> None:
    component = Component.objects.earliest("pk")
    response = add_form(
        desk,
        **{
            "core_outputs-0-text": "An output",
            "role_components-0-component": component.pk,
            "aliases-0-text": "Another Title",
            "aliases-0-confidence": "0.5",
        },
    )
    assert response.redirect_chain, errors(response)
    role = Role.objects.get(title="T")
    assert role.status == "draft"
    assert [output.text for output in role.core_outputs.all()] == ["An output"]
    assert [said.component for said in role.role_components.all()] == [component]
    assert [alias.text for alias in role.aliases.all()] == ["Another Title"]
    assert [version.history_type for version in role.history.all()] == ["+"]
    assert Client().get(role.get_absolute_url()).status_code == 200
    assert document(role)["role"]["code"] == role.code


def test_a_new_role_on_a_taken_place_is_refused(desk: Client) -> None:
    level = Level.objects.get(code="P3")
    response = add_form(desk, level=level.pk)
    assert "This focus has a role on that level already." in errors(response)
    assert not Role.objects.filter(title="T").exists()


def test_the_page_leads_to_the_public_one(desk: Client, role: Role) -> None:
    page = desk.get(url(role)).content.decode()
    assert f'<a href="{role.get_absolute_url()}" class="viewsitelink">' in page
    assert desk.get(role.get_absolute_url()).status_code == 200


def test_the_list_counts_the_titles_to_decide_and_leads_to_them(desk: Client, role: Role) -> None:
    page = desk.get(LIST, {"q": role.code}).content.decode()
    [(address, count)] = re.findall(r'class="field-titles_to_decide"><a href="([^"]*)">(\d+)</a>', page)
    waiting = role.aliases.filter(state="pending")
    assert int(count) == waiting.count() > 0
    listed = desk.get(address.replace("&amp;", "&")).context_data["cl"].result_list
    assert {alias.pk for alias in listed} == set(waiting.values_list("pk", flat=True))


def test_a_role_is_found_by_an_alias(desk: Client, role: Role) -> None:
    alias = role.aliases.earliest("pk")
    assert role in desk.get(LIST, {"q": alias.text}).context_data["cl"].result_list


def test_a_reader_sees_the_whole_page_and_changes_nothing(client: Client, role: Role) -> None:
    reader = User.objects.create_user("reader", is_staff=True)
    reader.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    client.force_login(reader)
    page = client.get(url(role))
    assert page.status_code == 200
    assert 'type="submit"' not in page.content.decode().split('id="content-main"')[1]
    assert client.post(url(role), {"title": "Mine"}).status_code == 403


def test_aliases_are_suggested_for_the_chosen_roles_and_collisions_named(
    catalogue: None, desk: Client
) -> None:
    Function.objects.filter(code="SRENG").update(title_stems=["Quux Taming"])
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Quux Taming II")
    chosen = Role.objects.filter(code__in=["SRENG.GEN.P2", "SRENG.GEN.P3"])
    data = {"action": "suggest_aliases", "_selected_action": [role.pk for role in chosen]}
    assert said(confirm(desk, desk.post(LIST, data, follow=True))) == [
        "6 aliases made; they are pending. 1 of them collide with a title of another role: "
        "“Quux Taming II” of SRENG.GEN.P2 with DATSCI.GEN.P3;"
    ]
    made = Alias.objects.filter(text__contains="Quux")
    assert set(made.values_list("role__code", "state", "origin")) == {
        (role.code, "pending", "generated") for role in chosen
    }
