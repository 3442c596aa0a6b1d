"""How much two roles have in common: the plain share, and the weighted overlap of edition ``content@1``.

Neither ever enters the structural distance.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from math import fsum, log

EDITION = "content@1"
PLACES = 12
"""The decimals of an overlap."""


@dataclass(frozen=True)
class Share:
    """How many components two or more roles share, of all that any of them has."""

    shared: int
    all: int

    @property
    def percent(self) -> int:
        """The share from 0 to 100, rounded; 0 when there is nothing to share."""
        return round(100 * self.shared / self.all) if self.all else 0


def share(first: set[int], *others: set[int]) -> Share:
    """The share of the components (ids) that every role has."""
    return Share(len(first.intersection(*others)), len(first.union(*others)))


def weight(roles: int, having: int) -> float:
    """The weight of a component that ``having`` of ``roles`` roles have: ln(1 + N / n), greater when rarer."""
    return log(1 + roles / having)


def overlap(shared: float, first: float, second: float) -> float:
    """The shared weight over the weight of all, 0 to 1, from both roles' own weights; 0 when both have none.

    Rounded to PLACES, because floats that are equal by the rule differ by the order in which they were added.
    """
    everything = first + second - shared
    return round(shared / everything, PLACES) if everything else 0.0


def weighted_overlap(first: Set[int], second: Set[int], weights: Mapping[int, float]) -> float:
    """The overlap of two sets of component ids, by definition; ``roles.adjacent.by_content`` adds in the database."""
    shared, own, other = (
        fsum(weights[component] for component in some) for some in (first & second, first, second)
    )
    return overlap(shared, own, other)
