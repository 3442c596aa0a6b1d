"""Forms: a role by its code in any spelling, or a sentence with a way on; choices that are closed lists."""

import pytest
from django.contrib.auth.models import User
from django.http import QueryDict

from roles.actions import roles
from roles.domain.coordinates import MatchBand, MoveKind
from roles.forms import AdjacentForm, CompareForm, ComponentsForm, DistanceForm
from roles.models import Level, Redirect, Role

pytestmark = pytest.mark.usefixtures("catalogue")


def faults_of(a: str) -> list[str]:
    form = DistanceForm({"a": a, "b": "AIMLAM.GEN.P4"})
    assert not form.is_valid()
    assert set(form.errors) == {"a"}
    return list(form.errors["a"])


@pytest.mark.parametrize("text", ["AIMLAM.GEN.P3", "aimlam.gen.p3", "\tAimlam.Gen.P3 "])
def test_a_role_is_read_by_its_code(text: str) -> None:
    form = DistanceForm({"a": text, "b": "AIMLAM.GEN.P4"})
    assert form.is_valid()
    assert form.cleaned_data["a"] == Role.objects.get(code="AIMLAM.GEN.P3")


def test_a_role_is_read_by_a_former_code() -> None:
    role = Role.objects.get(code="AIMLAM.CVN.P1")
    role.level = Level.objects.get(code="E1")
    roles.save(role=role, by=User.objects.create_user("vera"))
    form = DistanceForm({"a": "AIMLAM.CVN.P1", "b": "AIMLAM.CVN.E1"})
    assert form.is_valid()
    assert form.cleaned_data == {"a": role, "b": role}


def test_a_slip_is_answered_with_codes_like_it() -> None:
    (fault,) = faults_of("AIMLM.GEN.P3")
    assert fault.startswith("There is no role AIMLM.GEN.P3. Did you mean AIMLAM.GEN.P3 or ")
    assert fault.count(" or ") == 2  # three at most


def test_a_text_like_no_code_is_told_what_a_code_is() -> None:
    assert faults_of("qqq") == [
        "“qqq” is not a role code. A code has three parts: function, focus and level, as in AIMLAM.GEN.P3."
    ]


@pytest.mark.parametrize("text", ["", "   "])
def test_both_roles_are_required(text: str) -> None:
    assert faults_of(text) == ["This field is required."]


def test_a_text_beyond_all_measure_is_refused() -> None:
    assert len(faults_of("x" * 121)) == 1


def compared(query: str) -> CompareForm:
    form = CompareForm(QueryDict(query))
    form.is_valid()
    return form


def test_roles_to_compare_are_read_in_the_order_given() -> None:
    Redirect.objects.create(code="OLDONE.GEN.P1", role=Role.objects.get(code="AIMLAM.GEN.P4"))
    form = compared("role=oldone.gen.p1&role=+&role=+aimlam.gen.p3")
    assert form.is_comparable
    assert form.cleaned_data["role"] == form.codes == ["AIMLAM.GEN.P4", "AIMLAM.GEN.P3"]
    assert form.texts == ["oldone.gen.p1", "aimlam.gen.p3", "", ""]


@pytest.mark.parametrize("query", ["", "role=", "role=AIMLAM.GEN.P3"])
def test_fewer_than_two_roles_are_no_fault_and_no_comparison(query: str) -> None:
    form = compared(query)
    assert form.is_valid()
    assert not form.is_comparable
    assert len(form.texts) == 4


def test_every_fault_of_roles_to_compare_is_named_and_the_others_are_kept() -> None:
    form = compared("role=AIMLAM.GEN.P3&role=aimlam.gen.p3&role=qqq&role=AIMLM.GEN.P4&role=x%00y")
    assert form.errors == {
        "role": [
            "AIMLAM.GEN.P3 is named twice. Name each role once.",
            "“qqq” is not a role code. A code has three parts: function, focus and level, as in AIMLAM.GEN.P3.",
            "“x\0y” is not a role code. A code has three parts: function, focus and level, as in AIMLAM.GEN.P3.",
            "5 roles are named. Compare two to four at a time.",
            "There is no role AIMLM.GEN.P4.",
        ]
    }
    assert not form.is_comparable
    assert form.codes == ["AIMLAM.GEN.P3"]
    assert "AIMLAM.GEN.P4" in [near.code for near in form.near]


@pytest.mark.parametrize(
    ("query", "expected"), [("1", True), ("0", False), ("", False), ("+1", False), ("1%00", False)]
)
def test_equal_rows_are_left_out_by_one_value_only(query: str, expected: bool) -> None:
    assert compared(f"differences={query}").only_differences is expected


def test_the_choices_of_the_adjacent_roles_are_the_closed_lists() -> None:
    for band in MatchBand:
        for move in MoveKind:
            form = AdjacentForm({"band": band.slug, "move": move.slug})
            assert form.is_valid()
            assert (form.cleaned_data["band"], form.cleaned_data["move"]) == (band.slug, move.slug)
    assert AdjacentForm({}).is_valid()
    assert AdjacentForm(QueryDict("band=tepid")).errors == {"band": ["“tepid” is not one of the list."]}


def test_the_text_for_components_is_trimmed_and_bounded() -> None:
    form = ComponentsForm({"q": "  data  "})
    assert form.is_valid()
    assert form.cleaned_data["q"] == "data"
    assert not ComponentsForm({"q": "x" * 121}).is_valid()
