"""Neighbours by content: the roles that share the most of a role's work (edition ``content@1``)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import fsum

from django.db.models import Count

from roles.models import Role, RoleComponent
from roles.overlap import PLACES, Share, share, weight, weighted_overlap
from roles.vocabulary import Status

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

    Exact: a role that shares the weight s of this role's A has an overlap of at most s / A, so that roles with
    too little in common need not be weighed whole.
    """
    own = components_of([role.pk])[role.pk]
    shared, codes, weights, total = _candidates(role, own)
    whole = fsum(weights.values())
    bounds = {other: round(fsum(weights[c] for c in ids) / whole, PLACES) for other, ids in shared.items()}
    promising = sorted(bounds, key=lambda other: -bounds[other])
    found: list[_Weighed] = []
    start, size = 0, _FIRST_ROUND
    while start < len(promising) and not _is_settled(found, limit, bounds[promising[start]]):
        found += _weighed(promising[start : start + size], own, weights, total)
        start, size = start + size, _LATER_ROUND
    best = sorted(found, key=lambda one: (-one.overlap, codes[one.role]))[:limit]
    roles = Role.objects.with_card().in_bulk([one.role for one in best])
    return [ContentNeighbour(roles[one.role], one.overlap, share(own, one.components)) for one in best]


@dataclass(frozen=True)
class _Weighed:
    role: int
    overlap: float
    components: set[int]


def _candidates(
    role: Role, own: set[int]
) -> tuple[dict[int, set[int]], dict[int, str], dict[int, float], int]:
    """What each listed role has in common, their codes, the weights of the own components, the number of roles."""
    rows = RoleComponent.objects.exclude(role__status=Status.RETIRED.value).filter(component_id__in=own)
    having: dict[int, int] = defaultdict(int)
    shared: dict[int, set[int]] = defaultdict(set)
    codes: dict[int, str] = {}
    for other, code, component in rows.values_list("role_id", "role__code", "component_id").order_by():
        having[component] += 1
        if other != role.pk:
            shared[other].add(component)
            codes[other] = code
    total = Role.objects.listed().count()
    # A retired role may have a component that no listed one has: it weighs as if one had.
    return shared, codes, {component: weight(total, max(1, having[component])) for component in own}, total


def _is_settled(found: list[_Weighed], limit: int, bound: float) -> bool:
    """Whether no role with at most this overlap can enter the best, nor tie with the last of them."""
    return len(found) >= limit and sorted(one.overlap for one in found)[-limit] > bound


def _weighed(roles: list[int], own: set[int], weights: dict[int, float], total: int) -> list[_Weighed]:
    components = components_of(roles)
    foreign = {c for ids in components.values() for c in ids} - weights.keys()
    counts = (
        RoleComponent.objects.filter(component_id__in=foreign)
        .exclude(role__status=Status.RETIRED.value)
        .order_by()
        .values_list("component_id")
        .annotate(Count("pk"))
    )
    known = weights | {component: weight(total, having) for component, having in counts}
    return [
        _Weighed(other, weighted_overlap(own, components[other], known), components[other]) for other in roles
    ]
