"""Roles: their coordinates and their lists."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from roles.domain.confidence import ConfidenceBand
from roles.domain.coordinates import Coordinates
from roles.models import Focus, Level, Role
from tests.models.test_constraints import spare_role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_coordinates_of_a_role() -> None:
    role = Role.objects.with_place().get(code="AIMLAM.NLP.P4")
    assert role.coordinates == Coordinates("DATA", "AIMLAM", "NLP", "P", 6)


def test_roles_with_their_place_take_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert all(role.coordinates and role.focus.name for role in Role.objects.with_place())


def test_code_and_coordinates_follow_focus_and_level() -> None:
    role = spare_role()
    role.save()
    role.level = Level.objects.get(code="M4")
    role.focus = Focus.objects.get_by_natural_key("SWENG", "BACK")
    role.save()
    role.refresh_from_db()
    assert role.code == "SWENG.BACK.M4"
    assert role.coordinates == Coordinates("SOFT", "SWENG", "BACK", "M", 8)


def test_an_editor_who_picks_a_taken_rung_is_told() -> None:
    role = spare_role()
    role.level = Level.objects.get(code="P1")
    with pytest.raises(ValidationError) as refused:
        role.full_clean()
    assert "This focus has a role on that level already." in refused.value.messages


def test_a_role_is_not_replaced_by_itself() -> None:
    role = Role.objects.earliest("pk")
    role.status, role.replaced_by = "retired", role
    with pytest.raises(ValidationError) as refused:
        role.full_clean()
    assert refused.value.message_dict["replaced_by"] == ["A role cannot be replaced by itself."]


def test_retired_roles_leave_the_lists_and_keep_their_row() -> None:
    role = spare_role(status="retired")
    role.save()
    assert role.is_retired
    assert role not in Role.objects.listed()
    assert role in Role.objects.all()
    assert Role.objects.listed().count() == Role.objects.count() - 1


@pytest.mark.parametrize("band", list(ConfidenceBand))
def test_roles_by_confidence_band(band: ConfidenceBand) -> None:
    for level, figure in (("S1", "0.49"), ("S2", "0.50"), ("S3", "0.79"), ("S4", "0.80"), ("E3", "1.00")):
        spare_role(level=Level.objects.get(code=level), confidence=Decimal(figure)).save()
    found = set(Role.objects.in_confidence_band(band))
    assert found == {role for role in Role.objects.all() if role.confidence_band is band}
    assert found


def test_words_of_a_role() -> None:
    role = spare_role(status="in_review")
    assert role.status_word == "in review"
    assert str(role) == "AIMLAM.GEN.S1 Spare"


def test_a_save_is_in_the_history() -> None:
    role = spare_role()
    role.save()
    role.title = "Spare no more"
    role.save()
    assert [(past.history_type, past.title) for past in role.history.all()] == [
        ("~", "Spare no more"),
        ("+", "Spare"),
    ]
