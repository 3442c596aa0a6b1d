"""The tree as lists with counts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.models import Function, Level, Superfunction

MOST_SHOWN = 12
"""So many functions of a superfunction stand on the home page; all of them stand on the page of functions."""

MOST_SUPERFUNCTIONS = 24
"""And so many superfunctions."""


def superfunctions(known: FacetIndex) -> list[Superfunction]:
    """The superfunctions with ``role_count``, and their functions with ``role_count``; three queries."""
    return _counted(known, _in_order(), Function.objects.prefetch_related("focuses"))


def some_functions(known: FacetIndex) -> list[Superfunction]:
    """The first superfunctions with ``role_count``, and the first functions of each; two queries."""
    found = _in_order()[:MOST_SUPERFUNCTIONS]
    functions: dict[str, list[str]] = {superfunction.code: [] for superfunction in found}
    for function, above in known.facets["function"].parents.items():
        if above in functions and len(functions[above]) < MOST_SHOWN:
            functions[above].append(function)
    first = [function for below in functions.values() for function in below]
    return _counted(known, found, Function.objects.filter(code__in=first))


def _in_order() -> QuerySet[Superfunction]:
    return Superfunction.objects.order_by("position", "code")


def _counted(
    known: FacetIndex, found: QuerySet[Superfunction], functions: QuerySet[Function]
) -> list[Superfunction]:
    rows = list(found)
    prefetch_related_objects(rows, Prefetch("functions", functions.order_by("position", "code")))
    _count(known, "superfunction", rows)
    _count(known, "function", [function for field in rows for function in field.functions.all()])
    return rows


def levels(known: FacetIndex) -> list[Level]:
    """The levels in order with ``role_count``; one query."""
    found = list(Level.objects.in_order())
    _count(known, "level", found)
    return found


def _count(known: FacetIndex, facet: str, rows: Iterable[Any]) -> None:
    roles = known.count(facet, known.whole)
    for row in rows:
        row.role_count = roles[row.code]


def roles_of_level(known: FacetIndex, level: Level) -> Listing:
    """The listed roles of a level in the order of the tree."""
    bits = known.having("level", level.code)
    return Listing(bits.bit_count(), lambda start, stop: known.page(bits, (), start, stop))
