"""Ranking: every listed role by its structural distance from one, page by page, of a band and a kind of move if chosen.

The roles of one kinship on one level stand at one distance, so the ranking is a row of sets in the cube: each page,
and how many there are, is known without a look at the roles before it.
"""

from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from roles.domain import codes
from roles.domain.coordinates import Coordinates, MatchBand, MoveKind, distance, match_band, move_kind
from roles.facets import index as facet_index
from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.models import Level, Role

_OTHER = "-"  # stands for any code that is not the role's own


def ranked(role: Role, band: MatchBand | None = None, move: MoveKind | None = None) -> Listing:
    """All listed roles but the role itself, nearest first, ties by code; ``role`` needs its place.

    Two queries, and one for each page.
    """
    known = facet_index.current()
    by_distance: dict[Fraction, int] = defaultdict(int)
    for place, bits in _rings(role, known):
        value = distance(role.coordinates, place).value
        if band in (None, match_band(value)) and move in (None, move_kind(role.coordinates, place)):
            by_distance[value] |= bits
    rings = [by_distance[value] for value in sorted(by_distance)]
    sizes = [ring.bit_count() for ring in rings]

    def page(start: int, stop: int) -> list[int]:
        ids: list[int] = []
        for ring, size in zip(rings, sizes, strict=True):
            if start < size and stop > 0:
                ids += known.page(ring, ("code",), max(start, 0), stop)
            start, stop = start - size, stop - size
        return ids

    return Listing(sum(sizes), page)


def _rings(role: Role, known: FacetIndex) -> Iterator[tuple[Coordinates, int]]:
    """The rings round a role: the coordinates of one that would stand there, and the roles that do."""
    here = role.coordinates
    focus = known.having("focus", f"{here.function}.{here.focus}")
    function = known.having("function", here.function)
    superfunction = known.having("superfunction", here.superfunction)
    general = function & known.having("focus", codes.GENERAL_FOCUS)
    kin = [
        ((here.superfunction, here.function, here.focus), focus),
        ((here.superfunction, here.function, codes.GENERAL_FOCUS), general & ~focus),
        ((here.superfunction, here.function, _OTHER), function & ~general & ~focus),
        ((here.superfunction, _OTHER, _OTHER), superfunction & ~function),
        ((_OTHER, _OTHER, _OTHER), known.whole & ~superfunction),
    ]
    own = focus & known.having("level", role.level.code)
    for level in Level.objects.in_order():
        on = known.having("level", level.code) & ~own
        for place, roles in kin:
            yield Coordinates(*place, level.track.code, level.grade), roles & on
