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
    """How many components two or more roles share, of all that they have together."""

    shared: int
    all: int

    @property
    def percent(self) -> int:
        """The share from 0 to 100, rounded; 0 when there is nothing to share."""
        return round(100 * self.shared / self.all) if self.all else 0


def share(first: set[int], *others: set[int]) -> Share:
    """The share of the components (as ids) that all the roles have."""
    return Share(len(first.intersection(*others)), len(first.union(*others)))


def weight(roles: int, having: int) -> float:
    """The weight of a component that ``having`` of ``roles`` roles have: ln(1 + N / n), rarer is heavier."""
    return log(1 + roles / having)


def overlap(shared: float, first: float, second: float) -> float:
    """The weight in common over that of all, 0 to 1, from the weights of both; 0 when there is nothing to share.

    Rounded to PLACES, so that overlaps that are equal by the rule are equal however their weights were added.
    """
    everything = first + second - shared
    return round(shared / everything, PLACES) if everything else 0.0


def weighted_overlap(first: Set[int], second: Set[int], weights: Mapping[int, float]) -> float:
    """The overlap of two sets of components: the definition. ``roles.content`` has the database add the weights."""
    shared, own, other = (
        fsum(weights[component] for component in some) for some in (first & second, first, second)
    )
    return overlap(shared, own, other)
