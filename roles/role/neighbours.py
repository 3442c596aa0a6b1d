"""The neighbours on the page of a role: the nearest by structural coordinates, and by content."""

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
class ContentNeighbour:
    """A role with the overlap (0 to 1) of its content with another's, and the share of components in common."""

    role: Role
    overlap: float
    share: Share


@dataclass(frozen=True)
class RoleNeighbours:
    """The nearest roles, the nearest outside the function, and those with the largest overlap of content."""

    nearest: list[Neighbour]
    outside: list[Neighbour]
    by_content: list[ContentNeighbour]


def role_neighbours(role: Role) -> RoleNeighbours:
    """The neighbours of a role, which needs its place in the tree. Two queries."""
    near, outside = nearest(role, NEAREST, NEAREST_OUTSIDE)
    work = common_work(role.pk, {*near, *outside}, NEAREST_BY_CONTENT)
    return RoleNeighbours(
        [neighbour(role, work.roles[pk], work.shares[pk]) for pk in near],
        [neighbour(role, work.roles[pk], work.shares[pk]) for pk in outside],
        [ContentNeighbour(work.roles[pk], overlap, work.shares[pk]) for pk, overlap in work.nearest],
    )
