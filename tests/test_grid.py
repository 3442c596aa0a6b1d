"""Grid: every role once, in the row of its focus and the column of its level; what is missing is shown as missing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.grid import focuses_of, grid
from roles.models import Focus, Role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_every_role_stands_once_in_its_place() -> None:
    roles = Role.objects.listed().with_card()
    shown = grid(roles, list(focuses_of(roles)))
    cells = [
        (row.focus, level, role)
        for row in shown.rows
        for level, role in zip(shown.levels, row.cells, strict=True)
    ]
    standing = [(focus, level, role) for focus, level, role in cells if role]
    assert sorted(role.code for *_, role in standing) == sorted(
        Role.objects.listed().values_list("code", flat=True)
    )
    assert all((role.focus, role.level) == (focus, level) for focus, level, role in standing)
    assert len(cells) == len(shown.rows) * len(shown.levels) > len(standing)


def test_columns_are_the_levels_in_use_whatever_is_filtered() -> None:
    roles = Role.objects.listed().with_card().filter(level__code="P3")
    shown = grid(roles, list(focuses_of(roles)))
    assert {level.code for level in shown.levels} == set(Role.objects.values_list("level__code", flat=True))
    assert {role.level.code for row in shown.rows for role in row.cells if role} == {"P3"}


def test_only_focuses_with_a_role_have_a_row() -> None:
    roles = Role.objects.listed().filter(function__code="DATENG", level__code="P1")
    assert [str(focus) for focus in focuses_of(roles)] == [
        str(Focus.objects.get(function__code="DATENG", code="GEN"))
    ]


def test_it_costs_two_queries_however_many_rows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    roles = Role.objects.listed().with_card()
    for number in (1, 12):
        focuses = list(focuses_of(roles)[:number])
        with django_assert_num_queries(2):
            assert len(grid(roles, focuses).rows) == number
