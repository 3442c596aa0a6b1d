"""Grid: functions and their focuses against levels, every cell shown, empty ones too."""

from collections.abc import Sequence
from dataclasses import dataclass

from roles.browse.filters import RoleFilter
from roles.facets.index import TREE_ORDER
from roles.facets.role_set import RoleSet
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


def focuses(filters: RoleFilter) -> list[str]:
    """The rows of the grid: the focuses that have a role of a valid form, as ``AIMLAM.NLP``, in the order of the tree.

    No query but that of a search.
    """
    return filters.index.focuses(filters.matching())


def grid(filters: RoleFilter, focuses: Sequence[str]) -> Grid:
    """The roles of these focuses as a grid; columns are the levels that the whole catalogue uses. Three queries."""
    index = filters.index
    in_use = index.count("level")
    levels = tuple(level for level in Level.objects.in_order() if in_use[level.code])
    shown = RoleSet.union(index.with_value("focus", focus) for focus in focuses) & filters.matching()
    roles = Role.objects.for_summaries().in_bulk(index.page(shown, TREE_ORDER, 0, len(shown)))
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
