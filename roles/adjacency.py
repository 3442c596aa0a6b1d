"""Adjacent roles: the nearest by structural coordinates, each distance taken apart."""

from dataclasses import dataclass

from roles.content import components_of
from roles.coordinates import Distance, MoveKind, distance, move_kind
from roles.models import Role
from roles.overlap import Share, share
from roles.rings import nearest

NEAREST = 8
NEAREST_OUTSIDE = 4


@dataclass(frozen=True)
class Neighbour:
    """A role seen from another: distance with its terms, kind of move, and share of components in common."""

    role: Role
    distance: Distance
    move: MoveKind
    share: Share


def neighbours(role: Role, others: list[Role]) -> list[Neighbour]:
    """Other roles as neighbours of one, in the order given; one query for the shares."""
    components = components_of([role.pk, *(other.pk for other in others)])
    place = role.coordinates
    return [
        Neighbour(
            other,
            distance(place, other.coordinates),
            move_kind(place, other.coordinates),
            share(components[role.pk], components[other.pk]),
        )
        for other in others
    ]


@dataclass(frozen=True)
class Adjacency:
    """What the role page shows: the nearest roles, and the nearest outside the role's function."""

    nearest: list[Neighbour]
    outside: list[Neighbour]


def adjacency(role: Role) -> Adjacency:
    """The nearest eight, and the nearest four outside the function; three queries."""
    near, outside = nearest(role, NEAREST, NEAREST_OUTSIDE)
    roles = Role.objects.with_card().in_bulk([*near, *outside])
    found = neighbours(role, [roles[pk] for pk in (*near, *outside)])
    return Adjacency(found[: len(near)], found[len(near) :])
