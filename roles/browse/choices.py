"""Choices: which values of each facet the form shows, and how many roles each of them would leave."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from roles.browse.filters import RoleFilter
from roles.facets.indexed import IndexedFacet

LONG = 60
"""Of a list with more values than this, only those are shown that leave a role."""

MOST = 150
"""Of a list with more values than this, only those below what is chosen above it in the tree, and never more."""

Counts = dict[str, Counter[str]]
"""For each facet, the number of roles by value."""


def facet_counts(filters: RoleFilter) -> Counts:
    """Count the roles for the values of every facet, each facet without regard to what is chosen in itself.

    No query: ``filters`` is a valid form with its index. Of a long list the values are counted that may be shown.
    """
    chosen = filters.chosen
    return {
        name: filters.index.count(name, filters.matching(without=name), _reachable(facet, chosen))
        for name, facet in filters.index.facets.items()
    }


def show_counts(filters: RoleFilter, counts: Counts | None = None) -> None:
    """Put the values into the form's lists of choices, with their counts: "Data & AI (42)".

    A form that cannot be read has no counts, and shows what it would without a choice.
    """
    chosen = filters.chosen if counts else {}
    for name, facet in filters.index.facets.items():
        field: Any = filters.form.fields[name]
        shown = _shown(facet, chosen, counts[name] if counts else None)
        given = str(filters.data.get(name, ""))
        kept = facet.in_order({*shown, given})
        field.widget.choices = [field.any_choice, *_choices(filters, facet, kept, counts)]
        if facet.declared.parent and len(kept) < len(facet.labels) > MOST:
            field.help_text = f"The {facet.declared.parent} decides which are shown."


def _reachable(facet: IndexedFacet, chosen: Mapping[str, str]) -> Iterable[str] | None:
    """The values that may be shown, and the chosen one; None for all of them.

    Without a parent chosen, a long list offers the values that are the same for every parent, or if there are none
    (every function has one superfunction) all values.
    """
    declared = facet.declared
    parent = chosen.get(declared.parent, "")
    is_limited = declared.parent and (parent or declared.everywhere)
    if len(facet.labels) <= MOST or not is_limited:
        return None
    return [*facet.below(parent), *(value for value in [chosen.get(declared.name)] if value)]


def _shown(facet: IndexedFacet, chosen: Mapping[str, str], counts: Counter[str] | None) -> set[str]:
    values = _reachable(facet, chosen)
    reachable = facet.labels if values is None else dict.fromkeys(values)
    if counts is None:
        return set(sorted(reachable)[:MOST])
    is_long = len(facet.labels) > LONG
    left = Counter({value: counts[value] for value in reachable})
    return {value for value, roles in left.most_common(MOST) if roles or not is_long}


def _choices(
    filters: RoleFilter, facet: IndexedFacet, values: Iterable[str], counts: Counts | None
) -> Iterator[tuple[str, Any]]:
    """The choices of a list; where some values are the same for every parent, the others come under their own."""
    name, parent, labels = facet.declared.name, facet.declared.parent, facet.labels
    counted = [
        (value, f"{labels[value]} ({counts[name][value]:,})" if counts else labels[value]) for value in values
    ]
    if not facet.declared.everywhere:
        yield from counted
        return
    above = filters.index.facets[parent]
    for value, choices in groupby(counted, lambda choice: facet.parents.get(choice[0], "")):
        yield above.labels.get(value, f"Every {above.declared.label.lower()}"), list(choices)
