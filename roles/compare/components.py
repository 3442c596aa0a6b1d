"""The components of compared roles: shared by all, by some, only here, and nearly the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, product

from rapidfuzz import fuzz

from roles.domain.choices import Kind
from roles.domain.overlap import Share
from roles.models import Component, Role

NEARLY = 80
"""The likeness, 0 to 100, of two labels with sorted words from which they are shown as nearly the same."""


@dataclass(frozen=True)
class NearPair:
    """Two different labels of two roles that may mean the same."""

    first: Component
    second: Component


@dataclass(frozen=True)
class KindComparison:
    """One kind: what all roles share, what some share, and for each role what it alone has."""

    kind: Kind
    shared: tuple[Component, ...]
    some: tuple[tuple[Component, ...], ...]
    only: tuple[tuple[Component, ...], ...]
    near: tuple[NearPair, ...]
    share: Share

    @property
    def heading(self) -> str:
        """The kind's plural with a capital."""
        return self.kind.plural.capitalize()

    @property
    def equal(self) -> bool:
        """Whether the roles have the same components of the kind."""
        return self.share.shared == self.share.all

    @property
    def has_some(self) -> bool:
        """Whether some components are shared by some roles and not by all."""
        return any(self.some)


def compare_components(roles: Sequence[Role]) -> tuple[KindComparison, ...]:
    """All six kinds in order. The roles need their components loaded."""
    return tuple(_compare(kind, roles) for kind in Kind)


def _compare(kind: Kind, roles: Sequence[Role]) -> KindComparison:
    lists = [
        [row.component for row in role.role_components.all() if row.component.kind == kind] for role in roles
    ]
    having = Counter(component for components in lists for component in components)
    only = tuple(tuple(c for c in components if having[c] == 1) for components in lists)
    some = tuple(tuple(c for c in components if 1 < having[c] < len(roles)) for components in lists)
    shared = tuple(c for c in lists[0] if having[c] == len(roles))
    return KindComparison(kind, shared, some, only, _near(only), Share(len(shared), len(having)))


def _near(only: tuple[tuple[Component, ...], ...]) -> tuple[NearPair, ...]:
    return tuple(
        NearPair(first, second)
        for firsts, seconds in combinations(only, 2)
        for first, second in product(firsts, seconds)
        if fuzz.token_sort_ratio(first.key, second.key) >= NEARLY
    )
