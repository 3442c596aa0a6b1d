"""Grid: functions and their focuses against levels, every cell shown, empty ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from roles.browse.filters import RoleFilter
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


def ladders(filters: RoleFilter) -> list[str]:
    """The focuses that have one of the roles of a valid form, as ``AIMLAM.NLP``, in the order of the tree. No query."""
    return filters.cube.focuses(filters.cube.chosen(filters.facets, filters.found))


def grid(filters: RoleFilter, focuses: Sequence[str]) -> Grid:
    """The roles of these focuses as a grid; columns are the levels that the whole catalogue uses. Three queries."""
    cube = filters.cube
    levels = tuple(level for level in Level.objects.in_order() if level.code in cube.sets["level"])
    bits = 0
    for focus in focuses:
        bits |= cube.having("focus", focus)
    bits &= cube.chosen(filters.facets, filters.found)
    roles = Role.objects.for_summaries().in_bulk(cube.page(bits, (), 0, len(cube)))
    found = {(f"{role.function.code}.{role.focus.code}", role.level_id): role for role in roles.values()}
    rows = tuple(
        GridRow(focus, tuple(found.get((code, level.pk)) for level in levels))
        for code, focus in _focuses(focuses)
    )
    return Grid(levels, rows)


def _focuses(names: Sequence[str]) -> list[tuple[str, Focus]]:
    functions = {name.partition(".")[0] for name in names}
    found = {
        f"{focus.function.code}.{focus.code}": focus
        for focus in Focus.objects.filter(function__code__in=functions).select_related("function")
    }
    return [(name, found[name]) for name in names if name in found]
