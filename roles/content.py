"""Neighbours by content: the roles that share the most of a role's work (edition ``content@1``)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import fsum

from django.db.models import QuerySet

from roles.models import Component, Revision, Role, RoleComponent
from roles.overlap import PLACES, Share, share, weight, weighted_overlap
from roles.vocabulary import Status

MOST_SHARING = 4000
"""In so many roles the components stand together by which candidates are found, a role counted for each it has."""

_FIRST_ROUND = 60  # candidates weighed at once; a second round is rarely needed
_LATER_ROUND = 600  # databases limit how long a list in a query may be


@dataclass(frozen=True)
class ContentNeighbour:
    """A role with the overlap (0 to 1) of its content with another's, and the plain share."""

    role: Role
    overlap: float
    share: Share


def components_of(roles: Iterable[int]) -> dict[int, set[int]]:
    """The ids of the components of each role, by the role's id."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs = RoleComponent.objects.filter(role_id__in=list(roles)).values_list("role_id", "component_id")
    for role, component in pairs.order_by():
        found[role].add(component)
    return found


def nearest_by_content(role: Role, limit: int = 5) -> list[ContentNeighbour]:
    """The listed roles with the largest overlap of content, largest first, ties by code; none without overlap.

    A role that shares the weight s of this role's A has an overlap of at most s / A, so that roles with too little
    in common need not be weighed whole. Exact while the role's components stand in MOST_SHARING roles altogether.
    Beyond, the candidates are those that share its rarest components, which weigh the most, up to that number, and
    the most promising of them are weighed: a role that shares nothing but common components may be missed.
    """
    total = max(1, Revision.current().listed)
    weights = _weights(Component.objects.filter(role_components__role=role.pk), total)
    own = set(weights)
    rarest = _rarest(weights)
    shared, codes = _candidates(role, rarest)
    whole = fsum(weight for weight, _ in weights.values())
    known = {component: weight for component, (weight, _) in weights.items()}
    bounds = {other: round(fsum(known[c] for c in ids) / whole, PLACES) for other, ids in shared.items()}
    promising = sorted(bounds, key=lambda other: (-bounds[other], codes[other]))
    if len(rarest) < len(own):
        promising = promising[:_FIRST_ROUND]
    found: list[_Weighed] = []
    start, size = 0, _FIRST_ROUND
    while start < len(promising) and not _is_settled(found, limit, bounds[promising[start]]):
        found += _weighed(promising[start : start + size], own, known, total)
        start, size = start + size, _LATER_ROUND
    best = sorted(found, key=lambda one: (-one.overlap, codes[one.role]))[:limit]
    roles = Role.objects.with_card().in_bulk([one.role for one in best])
    return [ContentNeighbour(roles[one.role], one.overlap, share(own, one.components)) for one in best]


@dataclass(frozen=True)
class _Weighed:
    role: int
    overlap: float
    components: set[int]


def _weights(components: QuerySet[Component], total: int) -> dict[int, tuple[float, int]]:
    """The weight of each component, and how many listed roles have it."""
    having = components.order_by().values_list("pk", "roles")
    # A retired role may have a component that no listed one has: it weighs as if one had.
    return {component: (weight(total, max(1, roles)), roles) for component, roles in having}


def _rarest(weights: Mapping[int, tuple[float, int]]) -> list[int]:
    """The components that few roles have, as many as stand in MOST_SHARING roles together."""
    ordered = sorted(weights, key=lambda component: (weights[component][1], component))
    together = accumulate(weights[component][1] for component in ordered)
    return [component for component, roles in zip(ordered, together, strict=True) if roles <= MOST_SHARING]


def _candidates(role: Role, components: list[int]) -> tuple[dict[int, set[int]], dict[int, str]]:
    """Which of the components each other listed role has, and their codes."""
    rows = RoleComponent.objects.filter(component_id__in=components).exclude(role_id=role.pk)
    listed = rows.exclude(role__status=Status.RETIRED.value).order_by()
    shared: dict[int, set[int]] = defaultdict(set)
    codes: dict[int, str] = {}
    for other, code, component in listed.values_list("role_id", "role__code", "component_id"):
        shared[other].add(component)
        codes[other] = code
    return shared, codes


def _is_settled(found: list[_Weighed], limit: int, bound: float) -> bool:
    """Whether no role with at most this overlap can enter the best, nor tie with the last of them."""
    return len(found) >= limit and sorted(one.overlap for one in found)[-limit] > bound


def _weighed(roles: list[int], own: set[int], weights: dict[int, float], total: int) -> list[_Weighed]:
    components = components_of(roles)
    foreign = {c for ids in components.values() for c in ids} - weights.keys()
    others = Component.objects.filter(pk__in=foreign)
    known = weights | {component: heavy for component, (heavy, _) in _weights(others, total).items()}
    return [
        _Weighed(other, weighted_overlap(own, components[other], known), components[other]) for other in roles
    ]
