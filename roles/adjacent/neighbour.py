"""Neighbours: other roles as seen from one, with the terms of the distance."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from roles.domain.coordinates import Distance, MoveKind, distance, move_kind
from roles.domain.overlap import Share, share
from roles.models import Role, RoleComponent


@dataclass(frozen=True)
class Neighbour:
    """A role as seen from another: distance with its terms, kind of move, and share of components in common."""

    role: Role
    distance: Distance
    move: MoveKind
    share: Share


def neighbour(role: Role, other: Role, in_common: Share) -> Neighbour:
    """One role as seen from another; both need their place in the tree."""
    here, there = role.coordinates, other.coordinates
    return Neighbour(other, distance(here, there), move_kind(here, there), in_common)


def neighbours(role: Role, others: list[Role]) -> list[Neighbour]:
    """Other roles as neighbours of one, in the order given; one query for the shares."""
    components = components_of([role.pk, *(other.pk for other in others)])
    return [neighbour(role, other, share(components[role.pk], components[other.pk])) for other in others]


def components_of(roles: Iterable[int]) -> dict[int, set[int]]:
    """The ids of the components of each role, by the role's id."""
    found: dict[int, set[int]] = defaultdict(set)
    pairs = RoleComponent.objects.filter(role_id__in=list(roles)).values_list("role_id", "component_id")
    for role, component in pairs.order_by():
        found[role].add(component)
    return found
