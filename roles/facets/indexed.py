"""A facet at one revision of the catalogue: its values, and the listed roles with each of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import compress

from roles.facets.declared import Choices, Facet
from roles.facets.role_set import Ranges, RoleSet

Range = tuple[int, int]
"""The place of the first role, and the place after the last."""


class IndexedFacet:
    """The values of a facet with their labels in order, and the roles with each value by their place in the tree.

    The roles of a superfunction, function or focus follow each other in the order of the tree. Two numbers keep them
    where a set would take 12 KB among a hundred thousand roles, for each of thousands of focuses.
    """

    def __init__(
        self, declared: Facet, choices: Choices, sets: Mapping[str, RoleSet], ranges: Mapping[str, Range]
    ) -> None:
        self.declared = declared
        self.labels: dict[str, str] = {}
        self.parents: dict[str, str] = {}
        for value, label, *parent in choices:
            self.labels[value] = label
            if parent:
                self.parents[value] = parent[0]
        self._sets = sets
        self._ranges = ranges
        self._counting = Ranges([stop for _, stop in ranges.values()])

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {value: rank for rank, value in enumerate(self.labels)}

    def in_order(self, values: Iterable[str]) -> list[str]:
        """Those of the values that a form may offer, in its order."""
        return sorted((value for value in values if value in self.labels), key=self._ranks.__getitem__)

    def below(self, parent: str) -> list[str]:
        """The values below one of the parent facet, then those that have no parent."""
        return [value for above in dict.fromkeys((parent, "")) for value in self._below.get(above, ())]

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for value in self.labels:
            found[self.parents.get(value, "")].append(value)
        return found

    def roles(self, value: str) -> RoleSet:
        """The roles with a value; none for a value that no role has."""
        if value in self._ranges:
            return RoleSet.between(*self._ranges[value])
        return self._sets.get(value) or RoleSet()

    def count(self, roles: RoleSet, values: Iterable[str] | None = None) -> Counter[str]:
        """How many roles of a set have each value, or each of some values."""
        if values is not None:
            return Counter({value: self.roles(value).overlap(roles) for value in values})
        found = {value: one.overlap(roles) for value, one in self._sets.items()}
        if self._ranges:
            found |= zip(self._ranges, self._counting.counts(roles), strict=True)
        return Counter(found)

    def in_tree(self, roles: RoleSet) -> list[str]:
        """The values that a role of the set has, in the order of the tree; for a facet of the tree."""
        return list(compress(self._ranges, self._counting.counts(roles)))
