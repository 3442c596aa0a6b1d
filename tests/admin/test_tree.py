"""The pages of the tree, the ladder and the shared things: changes that roles must follow, and what is refused."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from roles.models import (
    Classification,
    ClassificationEntry,
    Component,
    Focus,
    Function,
    Level,
    LevelGuide,
    Redirect,
    Revision,
    Role,
    Superfunction,
    Track,
)
from tests.admin.forms import errors, fill, said


def change(row: Any) -> str:
    return reverse(f"admin:roles_{row._meta.model_name}_change", args=[row.pk])


@pytest.fixture
def function(catalogue: None) -> Function:
    return Function.objects.get(code="AIMLAM")


def test_a_renamed_function_takes_its_roles_along(chief: Client, function: Function) -> None:
    number = Role.objects.filter(function=function).count()
    response = fill(chief, change(function), code="LEARN")
    assert said(response)[0] == f"{number} roles were placed anew; a former code leads to its role."
    assert Role.objects.filter(code__startswith="LEARN.").count() == number
    assert Redirect.objects.filter(code__startswith="AIMLAM.").count() == number
    assert Client().get("/roles/AIMLAM.GEN.P3/")["Location"] == "/roles/LEARN.GEN.P3/"


def test_an_edit_without_a_move_leaves_the_roles_alone(chief: Client, function: Function) -> None:
    versions = Role.history.count()
    response = fill(chief, change(function), definition="Another definition.", title_stems="One\nTwo")
    assert len(said(response)) == 1
    function.refresh_from_db()
    assert (function.definition, function.title_stems) == ("Another definition.", ["One", "Two"])
    assert Role.history.count() == versions


def test_a_focus_moves_to_another_function_with_its_roles(chief: Client, function: Function) -> None:
    focus = Focus.objects.get_by_natural_key("AIMLAM", "NLP")
    target = Function.objects.get(code="DATSCI")
    fill(chief, change(focus), function=target.pk)
    assert Role.objects.filter(focus=focus).exists()
    assert (
        not Role.objects.filter(focus=focus).exclude(function=target, code__startswith="DATSCI.NLP.").exists()
    )


def test_a_function_moves_to_another_superfunction_with_its_roles(chief: Client, function: Function) -> None:
    other = Superfunction.objects.exclude(pk=function.superfunction_id).earliest("pk")
    fill(chief, change(function), superfunction=other.pk)
    assert set(Role.objects.filter(function=function).values_list("superfunction", flat=True)) == {other.pk}


def test_a_level_takes_its_roles_to_another_grade(chief: Client) -> None:
    level = Level.objects.get(code="P6")
    fill(chief, change(level), grade=9)
    assert set(Role.objects.filter(level=level).values_list("grade", flat=True)) == {9}
    assert not Redirect.objects.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"code": "M6"}, "begins with P", id="track"),
        pytest.param({"grade": 13}, "less than or equal to 12", id="grade"),
        pytest.param({"grade": 7}, "Another level of this track has that grade already.", id="grade-twice"),
        pytest.param({"min_years": 51, "max_years": None}, "less than or equal to 50", id="years"),
        pytest.param({"min_years": 20, "max_years": 10}, "cannot be fewer than the least", id="years-fall"),
    ],
)
def test_a_wrong_level_is_refused(chief: Client, changes: dict[str, Any], sentence: str) -> None:
    response = fill(chief, change(Level.objects.get(code="P6")), **changes)
    assert sentence in errors(response)
    assert Level.objects.get(code="P6").grade == 8


def test_a_new_function_gets_its_general_focus(chief: Client, function: Function) -> None:
    given = {
        "superfunction": function.superfunction_id,
        "code": "NEWONE",
        "name": "New",
        "definition": "New work.",
    }
    fill(chief, "/admin/roles/function/add/", **given)
    assert [focus.code for focus in Function.objects.get(code="NEWONE").focuses.all()] == ["GEN"]


def test_the_general_focus_is_neither_renamed_nor_deleted(chief: Client) -> None:
    general = Focus.objects.get_by_natural_key("AIMLAM", "GEN")
    fill(chief, change(general), code="OTHER")
    general.refresh_from_db()
    assert general.code == "GEN"
    delete = reverse("admin:roles_focus_delete", args=[general.pk])
    assert chief.post(delete, {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [general.pk], "post": "yes"}
    chief.post("/admin/roles/focus/", data)
    assert Focus.objects.filter(pk=general.pk).exists()


def test_what_roles_stand_on_is_not_deleted(chief: Client, function: Function) -> None:
    delete = reverse("admin:roles_function_delete", args=[function.pk])
    assert "Cannot delete function" in chief.get(delete).content.decode()
    chief.post(delete, {"post": "yes"})
    assert Function.objects.filter(pk=function.pk).exists()


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        pytest.param("python ", "without regard to case and spacing", id="case"),
        pytest.param("Python!", "differs from that label only in punctuation", id="punctuation"),
        pytest.param("!!!", "A label holds at least one letter or figure.", id="no-letter"),
    ],
)
def test_a_component_that_is_there_is_not_added_again(desk: Client, label: str, sentence: str) -> None:
    assert Component.objects.filter(kind="skill", label="Python").exists()
    response = fill(desk, "/admin/roles/component/add/", kind="skill", label=label)
    assert sentence in errors(response)


def test_a_component_is_added_and_renamed(desk: Client) -> None:
    fill(desk, "/admin/roles/component/add/", kind="skill", label="Falconry")
    component = Component.objects.get(label="Falconry")
    fill(desk, change(component), label="Hawking")
    component.refresh_from_db()
    assert (component.key, component.slug) == ("hawking", "hawking")


def test_an_editor_words_a_level_for_a_function(desk: Client, function: Function) -> None:
    worded = LevelGuide.objects.filter(function=function).values("level")
    level = Level.objects.exclude(pk__in=worded).earliest("pk")
    given = {"function": function.pk, "level": level.pk, "scope": "Whole\r\nmodels"}
    fill(desk, "/admin/roles/levelguide/add/", **given)
    assert LevelGuide.objects.get(function=function, level=level).scope == "Whole models"
    again = fill(desk, "/admin/roles/levelguide/add/", **given)
    assert "This function words that level already." in errors(again)


def test_an_entry_has_a_code_of_its_classification(chief: Client) -> None:
    soc = Classification.objects.get(code="SOC2018")
    esco = Classification.objects.create(code="ESCO", name="ESCO", publisher="European Commission")
    elsewhere = ClassificationEntry.objects.create(classification=esco, code="2511.4", title="Analyst")
    add = "/admin/roles/classificationentry/add/"
    given = {"classification": soc.pk, "title": "Something"}
    assert "This cannot be a code of SOC 2018." in errors(fill(chief, add, code="2511", **given))
    response = fill(chief, add, code="19-1010", parent=elsewhere.pk, **given)
    assert "The parent is an entry of SOC 2018 too." in errors(response)
    fill(chief, add, code="19-1010", **given)
    assert ClassificationEntry.objects.get_by_natural_key("SOC2018", "19-1010").title == "Something"


def test_a_redirect_does_not_stand_in_the_way_of_a_role(chief: Client) -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    add = "/admin/roles/redirect/add/"
    response = fill(chief, add, code="AIMLAM.GEN.P4", role=role.pk)
    assert "AIMLAM.GEN.P4 is the present code of a role." in errors(response)
    fill(chief, add, code="OLDOLD.GEN.P3", role=role.pk)
    assert Client().get("/roles/OLDOLD.GEN.P3/")["Location"] == "/roles/AIMLAM.GEN.P3/"


def test_nobody_writes_the_revision(chief: Client) -> None:
    row = Revision.objects.get()
    assert chief.post(change(row), {"number": 1_000_000}).status_code == 403
    assert (
        chief.post(reverse("admin:roles_revision_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    )
    assert Revision.current().number == row.number


@pytest.mark.parametrize(
    "model",
    [
        Superfunction,
        Function,
        Focus,
        Track,
        Level,
        LevelGuide,
        Component,
        Classification,
        ClassificationEntry,
    ],
)
def test_every_page_raises_the_revision_once_it_is_saved(chief: Client, model: Any) -> None:
    row = model.objects.earliest("pk")
    before = Revision.current().number
    response = fill(chief, change(row))
    assert response.redirect_chain, errors(response)
    assert Revision.current().number > before
