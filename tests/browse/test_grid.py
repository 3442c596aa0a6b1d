"""Grid: every role once, in the row of its focus and the column of its level; what is missing is shown as missing."""

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from roles.browse.filters import RoleFilter, role_filter
from roles.browse.grid import focuses, grid
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


def chosen(query: str) -> RoleFilter:
    filters = role_filter(QueryDict(query))
    assert filters.form.is_valid()
    return filters


def test_every_role_is_shown_once_in_its_place() -> None:
    filters = chosen("")
    shown = grid(filters, focuses(filters))
    cells = [
        (row.focus, level, role)
        for row in shown.rows
        for level, role in zip(shown.levels, row.cells, strict=True)
    ]
    filled = [(focus, level, role) for focus, level, role in cells if role]
    assert sorted(role.code for *_, role in filled) == sorted(
        Role.objects.listed().values_list("code", flat=True)
    )
    assert all((role.focus, role.level) == (focus, level) for focus, level, role in filled)
    assert len(cells) == len(shown.rows) * len(shown.levels) > len(filled)


def test_columns_are_the_levels_in_use_whatever_is_filtered() -> None:
    filters = chosen("level=P3")
    shown = grid(filters, focuses(filters))
    assert {level.code for level in shown.levels} == set(Role.objects.values_list("level__code", flat=True))
    assert {role.level.code for row in shown.rows for role in row.cells if role} == {"P3"}


def test_only_focuses_with_a_role_have_a_row() -> None:
    assert focuses(chosen("function=DATENG&level=P1")) == ["DATENG.GEN"]


def test_it_costs_three_queries_however_many_rows(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    filters = chosen("")
    rows = focuses(filters)
    for number in (1, 12):
        with django_assert_num_queries(3):
            assert len(grid(filters, rows[:number]).rows) == number
