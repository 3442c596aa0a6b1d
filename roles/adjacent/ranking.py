"""Ranking: every listed role by its structural distance from one, page by page, of a band and a kind of move if chosen.

The roles that are related to it in the same way and on the same level have the same distance. Each such group is a set
in the facet index, so that a page, and how many there are, is known without reading the roles before it.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from roles.domain import codes
from roles.domain.coordinates import Coordinates, MatchBand, MoveKind, distance, match_band, move_kind
from roles.facets import index as facet_index
from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.facets.role_set import RoleSet
from roles.models import Level, Role

_OTHER = "-"  # any code but the role's own


def ranked(role: Role, band: MatchBand | None = None, move: MoveKind | None = None) -> Listing:
    """All listed roles but the role itself, nearest first, ties by code; ``role`` needs its place.

    Two queries, and one for each page.
    """
    index = facet_index.current()
    tiers: dict[Fraction, RoleSet] = defaultdict(RoleSet)
    for coordinates, roles in _groups(role, index):
        value = distance(role.coordinates, coordinates).value
        if band in (None, match_band(value)) and move in (None, move_kind(role.coordinates, coordinates)):
            tiers[value] |= roles
    return index.listing(*(tiers[value] for value in sorted(tiers)), order=("code",))


def _groups(role: Role, index: FacetIndex) -> Iterator[tuple[Coordinates, RoleSet]]:
    """The other roles in groups of one distance, each with coordinates that have that distance."""
    own = role.coordinates
    focus = index.with_value("focus", f"{own.function}.{own.focus}")
    function = index.with_value("function", own.function)
    superfunction = index.with_value("superfunction", own.superfunction)
    general = function & index.with_value("focus", codes.GENERAL_FOCUS)
    kinships = [
        ((own.superfunction, own.function, own.focus), focus),
        ((own.superfunction, own.function, codes.GENERAL_FOCUS), general - focus),
        ((own.superfunction, own.function, _OTHER), function - general - focus),
        ((own.superfunction, _OTHER, _OTHER), superfunction - function),
        ((_OTHER, _OTHER, _OTHER), index.all - superfunction),
    ]
    itself = focus & index.with_value("level", role.level.code)
    for level in Level.objects.in_order():
        on_level = index.with_value("level", level.code) - itself
        for place, roles in kinships:
            yield Coordinates(*place, level.track.code, level.grade), roles & on_level
