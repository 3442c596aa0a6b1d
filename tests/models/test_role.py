"""Roles: their place, their distances in queries, their lists."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries

from roles.confidence import ConfidenceBand
from roles.coordinates import Coordinates, distance
from roles.models import Focus, Level, Role
from roles.models.role import DISTANCE_UNITS
from tests.models.test_constraints import spare_role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_database_orders_by_distance_exactly_as_the_arithmetic_does() -> None:
    roles = list(Role.objects.with_place())
    assert len(roles) > 50
    for role in roles:
        expected = sorted(
            (distance(role.coordinates, other.coordinates).value * DISTANCE_UNITS, other.code)
            for other in roles
            if other != role
        )
        found = Role.objects.by_distance_from(role).values_list("distance_units", "code")
        assert list(found) == expected


def test_distances_hold_on_every_rung_of_the_ladder() -> None:
    """Also across tracks and at both ends of the scale, where fixtures/ has no roles."""
    focuses = [Focus.objects.get_by_natural_key(*key) for key in (("AIMLAM", "GEN"), ("SWENG", "MOB"))]
    taken = set(Role.objects.values_list("focus", "level"))
    for focus in focuses:
        for level in Level.objects.all():
            if (focus.pk, level.pk) not in taken:
                spare_role(focus=focus, level=level).save()
    roles = list(Role.objects.with_place())
    for code in ("AIMLAM.GEN.S1", "AIMLAM.GEN.E3", "SWENG.MOB.M5", "AIMLAM.NLP.P4"):
        [role] = [role for role in roles if role.code == code]
        units = dict(Role.objects.by_distance_from(role).values_list("code", "distance_units"))
        assert len(units) == len(roles) - 1
        for other in roles:
            if other != role:
                assert (
                    units[other.code] == distance(role.coordinates, other.coordinates).value * DISTANCE_UNITS
                )


def test_coordinates_of_a_role() -> None:
    role = Role.objects.with_place().get(code="AIMLAM.NLP.P4")
    assert role.coordinates == Coordinates("DATA", "AIMLAM", "NLP", "P", 6)


def test_a_role_with_its_place_takes_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
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


def test_an_editor_who_picks_a_taken_rung_is_told_so() -> None:
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


def test_a_save_is_remembered() -> None:
    role = spare_role()
    role.save()
    role.title = "Spare no more"
    role.save()
    assert [(past.history_type, past.title) for past in role.history.all()] == [
        ("~", "Spare no more"),
        ("+", "Spare"),
    ]


@pytest.mark.parametrize("fields", [("focus", "track"), ("function", "track"), ("superfunction", "track")])
def test_the_rings_of_adjacency_stand_on_an_index(fields: tuple[str, str]) -> None:
    role = Role.objects.earliest("pk")
    wanted = {field: getattr(role, field) for field in fields}
    ring = Role.objects.filter(**wanted, grade=role.grade).order_by("code")[:10]
    if connection.vendor == "sqlite":
        assert f"role_ring_{fields[0]}" in ring.explain()
    assert f"role_ring_{fields[0]}" in _indexes(Role)


def _indexes(model: type[Model]) -> set[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    return {name for name, details in found.items() if details["index"]}
