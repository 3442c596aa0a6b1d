"""Grid: functions and their focuses against levels, every cell shown, empty ones too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from roles.models import Focus, Level, Role

PAGE_SIZE = 40


@dataclass(frozen=True)
class GridRow:
    """A focus of a function, with its role on each level of the grid, or None."""

    focus: Focus
    cells: tuple[Role | None, ...]


@dataclass(frozen=True)
class Grid:
    """The levels across and the focuses down."""

    levels: tuple[Level, ...]
    rows: tuple[GridRow, ...]


def focuses_of(roles: QuerySet[Role]) -> QuerySet[Focus]:
    """The focuses that have one of the roles, in the order of the tree."""
    return Focus.objects.filter(pk__in=roles.order_by().values("focus")).select_related("function")


def grid(roles: QuerySet[Role], focuses: Sequence[Any]) -> Grid:
    """The roles of these focuses as a grid; columns are the levels that the whole catalogue uses. Two queries."""
    levels = tuple(Level.objects.in_order().filter(pk__in=Role.objects.listed().order_by().values("level")))
    found = {(role.focus_id, role.level_id): role for role in roles.filter(focus__in=focuses)}
    rows = tuple(
        GridRow(focus, tuple(found.get((focus.pk, level.pk)) for level in levels)) for focus in focuses
    )
    return Grid(levels, rows)
