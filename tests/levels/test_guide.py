"""The level guide: seven rows, each the function's override where it has one, and else the general text."""

import pytest

from roles.levels.guide import LABELS, guide, overrides
from roles.models import Function, Level, LevelGuide
from roles.models.level import GUIDE_ROWS

pytestmark = pytest.mark.usefixtures("catalogue")


def test_without_an_override_the_guide_is_the_levels() -> None:
    for level in Level.objects.all():
        found = guide(level)
        assert [(row.name, row.text) for row in found.rows] == [
            (name, getattr(level, name)) for name in GUIDE_ROWS
        ]
        assert not found.has_overrides
        assert not any(row.is_override for row in found.rows)


def test_an_override_replaces_the_rows_that_it_fills() -> None:
    level = Level.objects.get(code="P3")
    override = LevelGuide(level=level, scope="A ward", leadership="Teaches students")
    found = guide(level, override)
    assert found.has_overrides
    assert {row.name: row.text for row in found.rows if row.is_override} == {
        "scope": "A ward",
        "leadership": "Teaches students",
    }
    assert all(row.text == getattr(level, row.name) for row in found.rows if not row.is_override)


def test_the_one_line_comes_first_and_the_rest_below() -> None:
    found = guide(Level.objects.get(code="M2"))
    assert found.description == Level.objects.get(code="M2").description
    assert [row.label for row in found.details] == [
        "Scope",
        "Autonomy",
        "Complexity",
        "Impact",
        "Decision rights",
        "Leadership",
    ]
    assert list(LABELS) == list(GUIDE_ROWS)


def test_overrides_are_found_by_function_and_level() -> None:
    functions = list(Function.objects.filter(guides__isnull=False).distinct())
    assert len(functions) > 1
    found = overrides(*(function.pk for function in functions))
    assert found == {(row.function_id, row.level_id): row for row in LevelGuide.objects.all()}
    assert overrides(functions[0].pk) == {key: row for key, row in found.items() if key[0] == functions[0].pk}
    assert overrides() == {}
