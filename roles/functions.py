"""The tree as lists with counts."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet

from roles.cube import Cube
from roles.listing import Listing
from roles.models import Function, Level, Superfunction

MOST_SHOWN = 12
"""So many functions of a superfunction stand on the home page; all of them stand on the page of functions."""


def superfunctions(known: Cube) -> list[Superfunction]:
    """The superfunctions with ``role_count``, and their functions with ``role_count``; three queries."""
    return _counted(known, Function.objects.prefetch_related("focuses"))


def some_functions(known: Cube) -> list[Superfunction]:
    """The superfunctions with ``role_count``, and the first MOST_SHOWN functions of each; two queries."""
    functions: dict[str, list[str]] = defaultdict(list)
    for function, above in known.facets["function"].parents.items():
        functions[above].append(function)
    first = [function for below in functions.values() for function in below[:MOST_SHOWN]]
    return _counted(known, Function.objects.filter(code__in=first))


def _counted(known: Cube, functions: QuerySet[Function]) -> list[Superfunction]:
    below = Prefetch("functions", functions.order_by("position", "code"))
    found = list(Superfunction.objects.order_by("position", "code").prefetch_related(below))
    _count(known, "superfunction", found)
    _count(known, "function", [function for field in found for function in field.functions.all()])
    return found


def levels(known: Cube) -> list[Level]:
    """The levels in order with ``role_count``; one query."""
    found = list(Level.objects.in_order())
    _count(known, "level", found)
    return found


def _count(known: Cube, facet: str, rows: Iterable[Any]) -> None:
    roles = known.count(facet, known.whole)
    for row in rows:
        row.role_count = roles[row.code]


def roles_of_level(known: Cube, level: Level) -> Listing:
    """The listed roles of a level in the order of the tree."""
    bits = known.having("level", level.code)
    return Listing(bits.bit_count(), lambda start, stop: known.page(bits, (), start, stop))
