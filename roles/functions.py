"""The tree as lists with counts."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from roles.cube import Cube
from roles.listing import Listing
from roles.models import Function, Level, Superfunction


def superfunctions(known: Cube) -> list[Superfunction]:
    """The superfunctions with ``role_count``, and their functions with ``role_count``; three queries."""
    functions = Function.objects.order_by("position", "code")
    tree = Superfunction.objects.order_by("position", "code")
    found = list(tree.prefetch_related(Prefetch("functions", functions), "functions__focuses"))
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
