"""The layout of the map of a role's neighbours: grade to the right, taxonomy distance upward.

Pixels are computed here so that the template only draws. No two dots are nearer than DOT_SPACE, the least distance of
targets for a pointer (WCAG 2.5.8).
"""

from collections import defaultdict
from dataclasses import dataclass

from roles.adjacent.neighbour import Neighbour
from roles.domain.coordinates import Kinship, MatchBand
from roles.models import Role

DOT_SPACE = 24
_PER_ROW = 3
_MOST_ROWS = 4
_CELL = DOT_SPACE * _PER_ROW + 8
_LEFT = 150
_TOP = 12
_BAND_PADDING = 14
_AXIS = 40

_BANDS = (
    ("Elsewhere", (Kinship.ELSEWHERE,)),
    ("Superfunction", (Kinship.SAME_SUPERFUNCTION,)),
    ("Function", (Kinship.GENERAL_AND_SPECIALISM, Kinship.TWO_SPECIALISMS)),
    ("Focus", (Kinship.SAME_FOCUS,)),
)
_OWN_BAND = _BANDS[-1][0]


@dataclass(frozen=True)
class Dot:
    """A neighbour on the map, in pixels."""

    neighbour: Neighbour
    x: int
    y: int

    @property
    def shape(self) -> str:
        """The class that draws the match band."""
        return self.neighbour.distance.band.slug


@dataclass(frozen=True)
class MapBand:
    """A labelled band of taxonomy distance."""

    label: str
    term: str
    top: int
    height: int
    middle: int


@dataclass(frozen=True)
class More:
    """How many neighbours did not fit into a cell; the table lists them."""

    count: int
    x: int
    y: int


@dataclass(frozen=True)
class NeighbourhoodMap:
    """The map, ready to draw."""

    width: int
    height: int
    left: int
    bands: tuple[MapBand, ...]
    grades: tuple[tuple[int, int], ...]
    dots: tuple[Dot, ...]
    more: tuple[More, ...]
    x: int
    y: int
    axis_y: int

    @property
    def bands_present(self) -> tuple[MatchBand, ...]:
        """The match bands that some dot is in, for the key."""
        present = {dot.neighbour.distance.band for dot in self.dots}
        return tuple(band for band in MatchBand if band in present)


def neighbourhood_map(role: Role, neighbours: list[Neighbour]) -> NeighbourhoodMap:
    """Lay out the neighbours around the role; a cell (band and grade) that is full ends with a count of the rest."""
    cells: dict[tuple[str, int], list[Neighbour]] = defaultdict(list)
    for neighbour in neighbours:
        cells[_band_of(neighbour), neighbour.role.grade].append(neighbour)
    first, last = _grades(role, neighbours)
    bands: list[MapBand] = []
    dots: list[Dot] = []
    more: list[More] = []
    top = _TOP
    for label, kin in _BANDS:
        height = _rows(label, cells, role) * DOT_SPACE + 2 * _BAND_PADDING
        bands.append(
            MapBand(label, " / ".join(f"{float(k.term):g}" for k in kin), top, height, top + height // 2)
        )
        for grade in range(first, last + 1):
            here = cells.get((label, grade), [])
            left = _LEFT + (grade - first) * _CELL
            placed, overflow = _place(here, left, top + _BAND_PADDING, _columns(label, grade, role))
            dots += placed
            more += overflow
        top += height
    grades = tuple((grade, _LEFT + (grade - first) * _CELL + _CELL // 2) for grade in range(first, last + 1))
    return NeighbourhoodMap(
        width=_LEFT + (last - first + 1) * _CELL + 8,
        height=top + _AXIS,
        left=_LEFT,
        bands=tuple(bands),
        grades=grades,
        dots=tuple(dots),
        more=tuple(more),
        x=_LEFT + (role.grade - first) * _CELL + DOT_SPACE // 2 + 2,
        y=next(band.middle for band in bands if band.label == _OWN_BAND),
        axis_y=top + 18,
    )


def _band_of(neighbour: Neighbour) -> str:
    return next(label for label, kin in _BANDS if neighbour.distance.kinship in kin)


def _grades(role: Role, neighbours: list[Neighbour]) -> tuple[int, int]:
    grades = [role.grade, *(neighbour.role.grade for neighbour in neighbours)]
    return min(grades), max(grades)


def _columns(label: str, grade: int, role: Role) -> range:
    # The first column of the role's own cell is for the role itself.
    return range(1 if label == _OWN_BAND and grade == role.grade else 0, _PER_ROW)


def _rows(label: str, cells: dict[tuple[str, int], list[Neighbour]], role: Role) -> int:
    needed = [
        -(-len(found) // len(_columns(label, grade, role)))
        for (band, grade), found in cells.items()
        if band == label
    ]
    return min(max([1, *needed]), _MOST_ROWS)


def _place(here: list[Neighbour], left: int, top: int, columns: range) -> tuple[list[Dot], list[More]]:
    spots = [
        (left + column * DOT_SPACE + DOT_SPACE // 2 + 2, top + row * DOT_SPACE + DOT_SPACE // 2)
        for row in range(_MOST_ROWS)
        for column in columns
    ]
    if len(here) <= len(spots):
        return [Dot(n, x, y) for n, (x, y) in zip(here, spots, strict=False)], []
    shown = len(spots) - 1
    dots = [Dot(n, x, y) for n, (x, y) in zip(here[:shown], spots, strict=False)]
    return dots, [More(len(here) - shown, *spots[-1])]
