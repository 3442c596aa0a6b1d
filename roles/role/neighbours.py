"""The roles round a role: the nearest by structural coordinates, and those that share the most of its work."""

from dataclasses import dataclass

from roles.adjacent.by_content import common_work
from roles.adjacent.nearest import nearest
from roles.adjacent.neighbour import Neighbour, neighbour
from roles.domain.overlap import Share
from roles.models import Role

NEAREST = 8
NEAREST_OUTSIDE = 4
NEAREST_BY_CONTENT = 5


@dataclass(frozen=True)
class Adjacency:
    """The nearest roles, and the nearest outside the role's function."""

    nearest: list[Neighbour]
    outside: list[Neighbour]


@dataclass(frozen=True)
class ContentNeighbour:
    """A role with the overlap (0 to 1) of its content with another's, and the plain share."""

    role: Role
    overlap: float
    share: Share


@dataclass(frozen=True)
class Surroundings:
    """What the role page shows of other roles; the two lists never mix."""

    adjacency: Adjacency
    content: list[ContentNeighbour]


def surroundings(role: Role) -> Surroundings:
    """The nearest eight, the nearest four outside the function, and the five with the largest overlap of content.

    ``role`` needs its place. Two queries.
    """
    near, outside = nearest(role, NEAREST, NEAREST_OUTSIDE)
    work = common_work(role.pk, {*near, *outside}, NEAREST_BY_CONTENT)
    return Surroundings(
        Adjacency(
            [neighbour(role, work.roles[pk], work.shares[pk]) for pk in near],
            [neighbour(role, work.roles[pk], work.shares[pk]) for pk in outside],
        ),
        [ContentNeighbour(work.roles[pk], overlap, work.shares[pk]) for pk, overlap in work.nearest],
    )
