"""Texts of small models, and the named queries over them."""

import pytest
from django.utils import timezone

from roles.models import Alias, ClassificationEntry, Component, Level, Mapping, Revision, Role
from roles.models.component import SLUG_LENGTH, component_slug
from tests.models.test_constraints import spare_alias, spare_component

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("AI/ML model architecture", "ai-ml-model-architecture"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("R&D", "r-and-d"),
        (".NET", "net"),
        ("5–8+ years of experience", "58-plus-years-of-experience"),
        ("Gestión del cambio", "gestión-del-cambio"),
        ("+" * 120, component_slug("+" * 120)),
    ],
)
def test_component_slugs(label: str, slug: str) -> None:
    assert component_slug(label) == slug
    assert len(slug) <= SLUG_LENGTH


def test_a_component_derives_its_keys_when_it_is_saved() -> None:
    component = spare_component()
    component.label = "  Plate  Spinning "
    component.save()
    component.refresh_from_db()
    assert (component.key, component.slug) == ("plate spinning", "plate-spinning")
    assert Component.objects.get_by_natural_key("skill", "plate spinning") == component


def test_an_alias_derives_its_key_when_it_is_saved() -> None:
    alias = spare_alias()
    alias.text = "Spare  TITLE Two"
    alias.save()
    alias.refresh_from_db()
    assert alias.key == "spare title two"


def test_the_review_queue_of_aliases_begins_with_the_undecided() -> None:
    for text, state in (("AAA first", "approved"), ("ZZZ last", "pending"), ("MMM middle", "rejected")):
        spare_alias(text=text, state=state).save()
    texts = list(Alias.objects.pending_first().values_list("text", flat=True))
    assert texts.index("ZZZ last") < texts.index("AAA first") < texts.index("MMM middle")
    assert {alias.text for alias in Alias.objects.approved()} >= {"AAA first"}
    assert not Alias.objects.awaiting_review().filter(text__in=["AAA first", "MMM middle"]).exists()
    assert Alias.objects.awaiting_review().filter(text="ZZZ last").exists()


def test_mappings_awaiting_review_are_those_without_a_verdict() -> None:
    mapping = Mapping.objects.awaiting_review().earliest("pk")
    mapping.review, mapping.decided_by, mapping.decided_at = "confirmed", "ada", timezone.now()
    mapping.save()
    assert mapping not in Mapping.objects.awaiting_review()


@pytest.mark.parametrize(
    ("code", "years"),
    [("P3", "3–5 years"), ("S4", "5 or more years"), ("E1", "15 or more years"), ("P1", "0–2 years")],
)
def test_typical_years_in_words(code: str, years: str) -> None:
    assert Level.objects.get(code=code).years == years


def test_levels_in_order_go_track_by_track_from_the_lowest_grade_up() -> None:
    assert [level.code for level in Level.objects.in_order()] == [
        *("S1", "S2", "S3", "S4"),
        *("P1", "P2", "P3", "P4", "P5", "P6"),
        *("M1", "M2", "M3", "M4", "M5"),
        *("E1", "E2", "E3"),
    ]


def test_an_entry_is_shown_with_its_title_and_knows_its_depth() -> None:
    entry = ClassificationEntry.objects.get_by_natural_key("SOC2018", "15-0000")
    assert str(entry) == "15-0000 Computer and Mathematical Occupations"
    assert entry.depth == "SOC major group"


def test_the_revision_counts_up_from_nought() -> None:
    Revision.objects.all().delete()
    assert Revision.current().number == 0
    for expected in (1, 2, 3):
        before = Revision.current().changed_at
        Revision.bump()
        assert Revision.current().number == expected
        assert Revision.current().changed_at >= before
    assert Revision.objects.count() == 1


def test_rows_read_as_what_they_are() -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    assert str(role.role_components.first()) == (
        "AIMLAM.GEN.P3 Experienced AI/ML Engineer – Leading the development of an entire model or significant feature"
    )
    assert str(role.mappings.get()).endswith("→ 15-0000 Computer and Mathematical Occupations")
    assert str(role.focus) == "AIMLAM.GEN General"
