"""The levels with their numbers of roles, and the roles of one level."""

from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.models import Level


def levels(index: FacetIndex) -> list[Level]:
    """The levels in order with ``role_count``; one query."""
    found = list(Level.objects.in_order())
    roles = index.count("level")
    for level in found:
        level.role_count = roles[level.code]  # type: ignore[attr-defined]
    return found


def roles_of_level(index: FacetIndex, level: Level) -> Listing:
    """The listed roles of a level in the order of the tree."""
    return index.listing(index.with_value("level", level.code))
