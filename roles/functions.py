"""The tree as lists with the numbers of roles."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from roles.facets.index import FacetIndex
from roles.models import Function, Superfunction

MOST_SHOWN = 12
"""How many functions of a superfunction the home page shows; the page of functions shows all."""

MOST_SUPERFUNCTIONS = 24
"""And how many superfunctions."""


def superfunctions(index: FacetIndex) -> list[Superfunction]:
    """The superfunctions with ``role_count``, and their functions with ``role_count``; three queries."""
    return _counted(index, _in_order(), Function.objects.prefetch_related("focuses"))


def some_functions(index: FacetIndex) -> list[Superfunction]:
    """The first superfunctions with ``role_count``, and the first functions of each; two queries."""
    found = _in_order()[:MOST_SUPERFUNCTIONS]
    functions: dict[str, list[str]] = {superfunction.code: [] for superfunction in found}
    for function, above in index.facets["function"].parents.items():
        if above in functions and len(functions[above]) < MOST_SHOWN:
            functions[above].append(function)
    first = [function for below in functions.values() for function in below]
    return _counted(index, found, Function.objects.filter(code__in=first))


def _in_order() -> QuerySet[Superfunction]:
    return Superfunction.objects.order_by("position", "code")


def _counted(
    index: FacetIndex, found: QuerySet[Superfunction], functions: QuerySet[Function]
) -> list[Superfunction]:
    rows = list(found)
    prefetch_related_objects(rows, Prefetch("functions", functions.order_by("position", "code")))
    _count(index, "superfunction", rows)
    _count(index, "function", [function for field in rows for function in field.functions.all()])
    return rows


def _count(index: FacetIndex, facet: str, rows: Iterable[Any]) -> None:
    roles = index.count(facet)
    for row in rows:
        row.role_count = roles[row.code]
