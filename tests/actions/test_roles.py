"""Changes to roles: edits, statuses, replacements, core outputs, and moves that leave a redirect."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import roles
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Status
from roles.models import CoreOutput, Focus, Level, Redirect, Revision, Role


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def role(catalogue: None) -> Role:
    return Role.objects.get(code="AIMLAM.GEN.P3")


@pytest.fixture
def with_outputs(catalogue: None) -> Role:
    role = Role.objects.get(code="AIMLAM.GEN.P1")
    assert 1 < role.core_outputs.count() < 12
    return role


def new_role(focus: Focus, level: Level, **others: Any) -> Role:
    given = {"title": "A Title", "tagline": "A line.", "summary": "A summary.", "confidence": Decimal("0.60")}
    return Role(focus=focus, level=level, **{**given, **others})


def free_place() -> tuple[Focus, Level]:
    """A focus and a level that have no role yet."""
    for focus in Focus.objects.select_related("function__superfunction"):
        for level in Level.objects.select_related("track"):
            if not Role.objects.filter(focus=focus, level=level).exists():
                return focus, level
    raise AssertionError("every place of the catalogue is taken")


@pytest.mark.parametrize("present", Status)
@pytest.mark.parametrize("wanted", Status)
def test_the_transition_table_holds(role: Role, vera: User, present: Status, wanted: Status) -> None:
    Role.objects.filter(pk=role.pk).update(status=present.value)
    before = Revision.current().number
    if wanted in roles.TRANSITIONS[present]:
        roles.change_status(role=role, status=wanted, by=vera, reason="the spring review")
        stored = Role.objects.get(pk=role.pk)
        assert stored.status == wanted.value
        version = stored.history.latest()
        assert version.history_user == vera
        assert version.history_change_reason == f"{wanted.label}: the spring review"
        assert Revision.current().number == before + 1
    else:
        with pytest.raises(ActionRefused, match=rf"^AIMLAM\.GEN\.P3 is {present.label}"):
            roles.change_status(role=role, status=wanted, by=vera)
        assert Role.objects.get(pk=role.pk).status == present.value
        assert Revision.current().number == before


def test_a_refused_status_names_those_that_may_follow(role: Role, vera: User) -> None:
    Role.objects.filter(pk=role.pk).update(status="draft")
    with pytest.raises(ActionRefused) as refused:
        roles.change_status(role=role, status=Status.PUBLISHED, by=vera)
    assert str(refused.value) == (
        "AIMLAM.GEN.P3 is draft; from there it goes to in review or retired, not to published."
    )


def test_a_retired_role_names_its_replacement_until_it_comes_back(role: Role, vera: User) -> None:
    other = Role.objects.get(code="AIMLAM.GEN.P4")
    Role.objects.filter(pk=role.pk).update(status="published")
    roles.change_status(role=role, status=Status.RETIRED, by=vera, replaced_by=other)
    assert Role.objects.get(pk=role.pk).replaced_by == other
    roles.change_status(role=role, status=Status.PUBLISHED, by=vera)
    assert Role.objects.get(pk=role.pk).replaced_by is None


@pytest.mark.parametrize(
    ("replacement", "status", "sentence"),
    [
        pytest.param("AIMLAM.GEN.P4", Status.IN_REVIEW, "Only a retired role is replaced", id="not-retired"),
        pytest.param("AIMLAM.GEN.P3", Status.RETIRED, "cannot be replaced by itself", id="itself"),
        pytest.param("AIMLAM.GEN.P5", Status.RETIRED, "AIMLAM.GEN.P5 is retired itself", id="retired-itself"),
    ],
)
def test_a_role_that_cannot_replace_is_refused(
    role: Role, vera: User, replacement: str, status: Status, sentence: str
) -> None:
    Role.objects.filter(pk=role.pk).update(status="published")
    Role.objects.filter(code="AIMLAM.GEN.P5").update(status="retired")
    with pytest.raises(ActionRefused, match=sentence):
        roles.change_status(role=role, status=status, by=vera, replaced_by=Role.objects.get(code=replacement))
    assert Role.objects.get(pk=role.pk).status == "published"


def test_an_edit_is_saved_with_who_and_why(role: Role, vera: User) -> None:
    before = Revision.current().number
    role.title = "Another Title"
    roles.save(role=role, by=vera, reason="clearer")
    stored = Role.objects.get(pk=role.pk)
    assert stored.title == "Another Title"
    version = stored.history.latest()
    assert (version.title, version.history_user, version.history_change_reason) == (
        "Another Title",
        vera,
        "clearer",
    )
    assert Revision.current().number == before + 1
    assert not Redirect.objects.filter(role=role).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"title": ""}, "cannot be blank", id="title"),
        pytest.param({"confidence": Decimal("1.5")}, "from 0.00 to 1.00", id="confidence"),
        pytest.param({"scope": "here"}, "A scope is", id="scope"),
    ],
)
def test_an_invalid_edit_is_refused(role: Role, vera: User, changes: dict[str, Any], sentence: str) -> None:
    before = Revision.current().number
    for name, value in changes.items():
        setattr(role, name, value)
    with pytest.raises(ActionRefused, match=sentence):
        roles.save(role=role, by=vera)
    assert Revision.current().number == before


def test_a_new_role_is_placed_by_its_focus_and_level(catalogue: None, vera: User) -> None:
    focus, level = free_place()
    role = roles.save(role=new_role(focus, level), by=vera)
    stored = Role.objects.get(pk=role.pk)
    assert stored.code == f"{focus.function.code}.{focus.code}.{level.code}"
    assert (stored.function, stored.superfunction, stored.track, stored.grade, stored.status) == (
        focus.function,
        focus.function.superfunction,
        level.track,
        level.grade,
        "draft",
    )


def test_a_new_role_on_a_taken_place_is_refused(role: Role, vera: User) -> None:
    with pytest.raises(ActionRefused, match="This focus has a role on that level already"):
        roles.save(role=new_role(role.focus, role.level), by=vera)


def test_a_new_role_takes_its_code_from_a_redirect(role: Role, vera: User) -> None:
    focus, level = free_place()
    code = f"{focus.function.code}.{focus.code}.{level.code}"
    Redirect.objects.create(code=code, role=role)
    roles.save(role=new_role(focus, level), by=vera)
    assert not Redirect.objects.filter(code=code).exists()


def test_a_moved_role_is_found_at_its_former_code(role: Role, vera: User, client: Client) -> None:
    focus, level = free_place()
    before = Revision.current().number
    roles.move(role=role, focus=focus, level=level, by=vera, reason="it was never general")
    stored = Role.objects.get(pk=role.pk)
    assert stored.code == f"{focus.function.code}.{focus.code}.{level.code}"
    assert stored.grade == level.grade
    assert list(Redirect.objects.values_list("code", "role")) == [("AIMLAM.GEN.P3", role.pk)]
    assert stored.history.latest().history_change_reason == "moved from AIMLAM.GEN.P3: it was never general"
    assert Revision.current().number == before + 1
    response = client.get("/roles/AIMLAM.GEN.P3/")
    assert response["Location"] == f"/roles/{stored.code}/"
    assert client.get(response["Location"]).status_code == 200


def test_a_role_that_moves_back_needs_no_redirect_to_itself(role: Role, vera: User) -> None:
    focus, level = role.focus, role.level
    away = free_place()
    roles.move(role=role, focus=away[0], level=away[1], by=vera)
    former = role.code
    roles.move(role=role, focus=focus, level=level, by=vera)
    assert list(Redirect.objects.values_list("code", flat=True)) == [former]


def test_a_role_that_moves_twice_is_found_at_both_former_codes(role: Role, vera: User) -> None:
    formers = []
    for _ in range(2):
        formers.append(role.code)
        focus, level = free_place()
        roles.move(role=role, focus=focus, level=level, by=vera)
    assert set(Redirect.objects.filter(role=role).values_list("code", flat=True)) == set(formers) - {
        role.code
    }


def test_a_move_to_a_taken_place_is_refused(role: Role, vera: User) -> None:
    taken = Role.objects.get(code="AIMLAM.GEN.P4")
    with pytest.raises(ActionRefused, match=f"^AIMLAM.GEN.P4 is taken by “{taken.title}”.$"):
        roles.move(role=role, focus=taken.focus, level=taken.level, by=vera)
    assert Role.objects.get(pk=role.pk).code == "AIMLAM.GEN.P3"
    assert not Redirect.objects.exists()


def test_a_move_to_its_own_place_is_refused(role: Role, vera: User) -> None:
    with pytest.raises(ActionRefused, match=r"^AIMLAM\.GEN\.P3 stands there already\.$"):
        roles.move(role=role, focus=role.focus, level=role.level, by=vera)


@pytest.mark.parametrize(
    "texts",
    [
        pytest.param([], id="none"),
        pytest.param(["Only one"], id="fewer"),
        pytest.param([f"Output {i}" for i in range(12)], id="more"),
    ],
)
def test_core_outputs_are_set_as_a_list(with_outputs: Role, texts: list[str]) -> None:
    before = Revision.current().number
    roles.set_core_outputs(role=with_outputs, texts=texts)
    stored = CoreOutput.objects.filter(role=with_outputs).order_by("position")
    assert [(output.position, output.text) for output in stored] == list(enumerate(texts))
    assert Revision.current().number == before + 1


def test_core_outputs_change_places(with_outputs: Role) -> None:
    texts = list(with_outputs.core_outputs.order_by("position").values_list("text", flat=True))
    roles.set_core_outputs(role=with_outputs, texts=reversed(texts))
    assert list(with_outputs.core_outputs.order_by("position").values_list("text", flat=True)) == texts[::-1]


def test_core_outputs_that_stay_as_they_are_raise_no_revision(with_outputs: Role) -> None:
    before = Revision.current().number
    roles.set_core_outputs(
        role=with_outputs, texts=with_outputs.core_outputs.order_by("position").values_list("text", flat=True)
    )
    assert Revision.current().number == before
