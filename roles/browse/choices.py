"""Facets: how many roles each value of a filter would leave, and which of the values a form shows."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from roles.browse.filters import RoleFilter
from roles.domain import codes
from roles.facets.read import Facet

LONG = 60
"""Of a list with more values than this, only those are shown that leave a role."""

MOST = 150
"""Of a list with more values than this, only those below what is chosen above it in the tree, and never more."""

_ABOVE = {"function": "superfunction", "focus": "function"}

Counts = dict[str, Counter[str]]
"""For each filter, the number of roles by value."""


def facet_counts(filters: RoleFilter) -> Counts:
    """Count the roles for the values of every facet, each facet without regard to what is chosen in itself.

    No query: ``filters`` is a valid form with its cube. Of a long list the values are counted that may be shown.
    """
    chosen, found, cube = filters.facets, filters.found, filters.cube
    counts: Counts = {}
    for name, facet in cube.facets.items():
        elsewhere = {other: value for other, value in chosen.items() if other != name}
        values = _reachable(name, facet, chosen)
        counts[name] = cube.count(name, cube.chosen(elsewhere, found), values)
    return counts


def show_counts(filters: RoleFilter, counts: Counts | None = None) -> None:
    """Put the values into the form's lists of choices, with their counts: "Data & AI (42)".

    A form that cannot be read has no counts, and shows what it would without a choice.
    """
    for name, facet in filters.cube.facets.items():
        field: Any = filters.form.fields[name]
        chosen = filters.facets if counts else {}
        shown = _shown(name, facet, chosen, counts[name] if counts else None)
        given = str(filters.data.get(name, ""))
        kept = facet.in_order({*shown, given})
        field.widget.choices = [field.any_choice, *_choices(filters, name, kept, counts)]
        if len(kept) < len(facet.labels) > MOST:
            field.help_text = f"The {_ABOVE[name]} decides which are shown."


def _reachable(name: str, facet: Facet, chosen: Mapping[str, str]) -> Iterable[str] | None:
    """The values that may be shown, and the chosen one; None for all of them."""
    above = chosen.get(_ABOVE.get(name, ""))
    if len(facet.labels) <= MOST or (name == "function" and not above):
        return None
    below = [value for value, parent in facet.parents.items() if parent == above] if above else []
    return [*below, *(value for value in (codes.GENERAL_FOCUS, chosen.get(name)) if value in facet.labels)]


def _shown(name: str, facet: Facet, chosen: Mapping[str, str], counts: Counter[str] | None) -> set[str]:
    values = _reachable(name, facet, chosen)
    reachable = facet.labels if values is None else dict.fromkeys(values)
    if counts is None:
        return set(sorted(reachable)[:MOST])
    is_long = len(facet.labels) > LONG
    left = counts if is_long and values is None else Counter({value: counts[value] for value in reachable})
    return {value for value, roles in left.most_common(MOST) if roles or not is_long}


def _choices(
    filters: RoleFilter, name: str, values: Iterable[str], counts: Counts | None
) -> Iterator[tuple[str, Any]]:
    """The choices of a list; the focuses stand under their functions."""
    labels = filters.cube.facets[name].labels
    counted = [
        (value, f"{labels[value]} ({counts[name][value]:,})" if counts else labels[value]) for value in values
    ]
    if name != "focus":
        yield from counted
        return
    functions = filters.cube.facets["function"].labels
    for above, choices in groupby(counted, lambda choice: choice[0].rpartition(".")[0]):
        yield functions.get(above, "Every function"), list(choices)
