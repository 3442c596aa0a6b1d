"""What a facet index is made of, read from the database: the listed roles in the order of the tree, and the facets."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from roles.facets.declared import Facet
from roles.facets.indexed import IndexedFacet, Range
from roles.facets.role_set import RoleSet
from roles.models import Focus, Level, Role

_TREE = (
    "function__superfunction__position",
    "function__superfunction__code",
    "function__position",
    "function__code",
    "position",
    "code",
)
"""The order of the focuses: field, function, focus."""

Row = tuple[Any, ...]


def read_index(facets: Sequence[Facet]) -> tuple[Sequence[int], dict[str, IndexedFacet]]:
    """The ids of the listed roles in the order of the tree, and the facets with their roles by place in that order.

    A query each for focuses, levels and roles, and one for the choices of each facet that has a table of its own.
    """
    focuses = list(Focus.objects.order_by(*_TREE).values_list("pk", *_columns(facets, Focus)))
    levels = list(Level.objects.in_order().values_list("pk", *_columns(facets, Level)))
    rows = _placed_roles(focuses, levels, _columns(facets, Role))
    columns = _by_facet(facets, Focus, focuses) | _by_facet(facets, Level, levels)
    columns |= _by_facet(facets, Role, [row[1:] for row in rows])
    focus_at = [row[0] // len(levels) for row in rows]
    level_at = [row[0] % len(levels) for row in rows]
    indexed = {}
    for facet in facets:
        column = columns[facet.name]
        if facet.source is Focus:
            indexed[facet.name] = _of_focuses(facet, column, focus_at)
        else:
            values = map(column.__getitem__, level_at) if facet.source is Level else column
            indexed[facet.name] = _indexed(facet, _sets(values), {})
    return array("q", [row[1] for row in rows]), indexed


def _columns(facets: Sequence[Facet], source: type) -> list[Any]:
    return [facet.column for facet in facets if facet.source is source]


def _by_facet(facets: Sequence[Facet], source: type, rows: Sequence[Row]) -> dict[str, Sequence[Any]]:
    """The columns of the rows after their id, by the facet that each belongs to."""
    names = [facet.name for facet in facets if facet.source is source]
    return dict(zip(names, list(zip(*rows, strict=True))[1:] or [()] * len(names), strict=True))


def _placed_roles(focuses: Sequence[Row], levels: Sequence[Row], columns: Sequence[Any]) -> list[Row]:
    """Each listed role as its place in the tree, its id and its columns: focus by focus, then up the ladder.

    They are sorted here by one number each, because the database would sort them by six columns of four other tables.
    """
    first_places = {pk: rank * len(levels) for rank, (pk, *_) in enumerate(focuses)}
    rungs = {pk: rung for rung, (pk, *_) in enumerate(levels)}
    roles = Role.objects.listed().order_by().values_list("focus_id", "level_id", "pk", *columns)
    return sorted(
        (first_places[focus] + rungs[level], *rest) for focus, level, *rest in roles.iterator(chunk_size=5000)
    )


def _of_focuses(facet: Facet, column: Sequence[Any], focus_at: Sequence[int]) -> IndexedFacet:
    """A facet whose value is that of the role's focus: as ranges if the values follow the order of the tree."""
    ranges = _ranges(column, Counter(focus_at))
    sets: dict[Any, RoleSet] = {}
    if sum(stop - first for first, stop in ranges.values()) != len(focus_at):
        ranges, sets = {}, _sets(map(column.__getitem__, focus_at))
    if facet.everywhere:
        has_it = [value.endswith(f".{facet.everywhere}") for value in column]
        sets[facet.everywhere] = RoleSet(place for place, focus in enumerate(focus_at) if has_it[focus])
    return _indexed(facet, sets, ranges)


def _ranges(values: Sequence[Any], roles: Mapping[int, int]) -> dict[Any, Range]:
    """For each value the places from its first role to its last, by the values and the numbers of roles of focuses."""
    found: dict[Any, Range] = {}
    first = 0
    for focus, value in enumerate(values):
        if number := roles.get(focus):
            found[value] = found.get(value, (first,))[0], first + number
            first += number
    return found


def _sets(values: Iterable[Any]) -> dict[Any, RoleSet]:
    places: dict[Any, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value].append(place)
    places.pop(None, None)
    return {value: RoleSet(found) for value, found in places.items()}


def _indexed(facet: Facet, sets: Mapping[Any, RoleSet], ranges: Mapping[Any, Range]) -> IndexedFacet:
    """The facet with its values as text, as an address has them."""
    choices = facet.choices() if facet.choices else ((str(v), str(v)) for v in sorted([*sets, *ranges]))
    by_text = {str(value): roles for value, roles in sets.items()}
    return IndexedFacet(facet, choices, by_text, {str(value): one for value, one in ranges.items()})
