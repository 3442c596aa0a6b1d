"""The map of a neighbourhood, for any neighbours: none is lost, none overlaps, none leaves its band."""

from itertools import combinations, pairwise
from math import dist

from hypothesis import given
from hypothesis import strategies as st

from roles.adjacent.map import DOT_SPACE, NeighbourhoodMap, neighbourhood_map
from roles.adjacent.neighbour import Neighbour
from roles.domain.coordinates import Coordinates, Kinship, distance, move_kind
from roles.domain.overlap import Share
from roles.models import Role

FOCUSES = {
    Kinship.SAME_FOCUS: ("DATA", "AIMLAM", "NLP"),
    Kinship.GENERAL_AND_SPECIALISM: ("DATA", "AIMLAM", "GEN"),
    Kinship.TWO_SPECIALISMS: ("DATA", "AIMLAM", "CVN"),
    Kinship.SAME_SUPERFUNCTION: ("DATA", "DATSCI", "GEN"),
    Kinship.ELSEWHERE: ("SOFT", "SWENG", "GEN"),
}
LABELS = {
    Kinship.SAME_FOCUS: "Focus",
    Kinship.GENERAL_AND_SPECIALISM: "Function",
    Kinship.TWO_SPECIALISMS: "Function",
    Kinship.SAME_SUPERFUNCTION: "Superfunction",
    Kinship.ELSEWHERE: "Elsewhere",
}
Others = list[tuple[Kinship, str, int]]


def _worlds(
    kin: st.SearchStrategy[Kinship], grades: st.SearchStrategy[int]
) -> st.SearchStrategy[tuple[int, Others]]:
    return st.tuples(grades, st.lists(st.tuples(kin, st.sampled_from("SPME"), grades), max_size=60))


near = st.sampled_from([Kinship.SAME_FOCUS, Kinship.SAME_SUPERFUNCTION])
worlds = given(
    st.one_of(
        _worlds(st.sampled_from(Kinship), st.integers(1, 12)),
        _worlds(st.sampled_from(Kinship), st.integers(5, 6)),
        _worlds(near, st.integers(5, 6)),  # the places that fill up, the role's own among them
    )
)


def drawn(grade: int, others: Others) -> NeighbourhoodMap:
    """The map round a role of NLP on the professional track."""
    here = Coordinates(*FOCUSES[Kinship.SAME_FOCUS], "P", grade)
    neighbours = []
    for i, (kin, track, other) in enumerate(others):
        place = Coordinates(*FOCUSES[kin], track, other)
        role = Role(pk=i + 1, code=f"N{i}", grade=other)
        neighbours.append(Neighbour(role, distance(here, place), move_kind(here, place), Share(0, 0)))
    return neighbourhood_map(Role(code="HERE", grade=grade), neighbours)


@worlds
def test_every_neighbour_is_a_dot_or_counted(world: tuple[int, Others]) -> None:
    grade, others = world
    found = drawn(grade, others)
    codes = [dot.neighbour.role.code for dot in found.dots]
    assert len(codes) == len(set(codes))
    assert len(codes) + sum(more.count for more in found.more) == len(others)
    assert all(more.count > 1 for more in found.more)


@worlds
def test_nothing_on_the_map_comes_nearer_than_a_pointer_needs(world: tuple[int, Others]) -> None:
    grade, others = world
    found = drawn(grade, others)
    places = [(found.x, found.y), *((mark.x, mark.y) for mark in (*found.dots, *found.more))]
    assert all(dist(a, b) >= DOT_SPACE for a, b in combinations(places, 2))


@worlds
def test_everything_is_in_its_band_and_above_its_grade(world: tuple[int, Others]) -> None:
    grade, others = world
    found = drawn(grade, others)
    bands = {band.label: band for band in found.bands}
    columns = dict(found.grades)
    half = DOT_SPACE // 2
    for dot in found.dots:
        band = bands[LABELS[dot.neighbour.distance.kinship]]
        assert band.top + half <= dot.y <= band.top + band.height - half
        assert abs(columns[dot.neighbour.role.grade] - dot.x) < (DOT_SPACE * 3 + 8) / 2
    focus = bands["Focus"]
    assert focus.top + half <= found.y <= focus.top + focus.height - half
    assert abs(columns[grade] - found.x) < (DOT_SPACE * 3 + 8) / 2
    for mark in (*found.dots, *found.more):
        assert found.left <= mark.x - half
        assert mark.x + half <= found.width


@worlds
def test_the_bands_lie_one_on_the_other_inside_the_drawing(world: tuple[int, Others]) -> None:
    grade, others = world
    found = drawn(grade, others)
    assert [band.label for band in found.bands] == ["Elsewhere", "Superfunction", "Function", "Focus"]
    for upper, lower in pairwise(found.bands):
        assert upper.top + upper.height == lower.top
    last = found.bands[-1]
    assert last.top + last.height < found.axis_y < found.height
    assert [band.term for band in found.bands] == ["1", "0.45", "0.15 / 0.25", "0"]


@worlds
def test_the_axis_spans_the_grades_that_are_there(world: tuple[int, Others]) -> None:
    grade, others = world
    there = {grade, *(other for _, _, other in others)}
    assert [shown for shown, _ in drawn(grade, others).grades] == list(range(min(there), max(there) + 1))


@worlds
def test_the_nearest_are_shown_first(world: tuple[int, Others]) -> None:
    grade, others = world
    found = drawn(grade, others)
    shown = {dot.neighbour.role.code for dot in found.dots}
    places: dict[tuple[str, int], list[str]] = {}
    for i, (kin, _, other) in enumerate(others):
        places.setdefault((LABELS[kin], other), []).append(f"N{i}")
    for codes in places.values():
        standing = [code in shown for code in codes]
        assert standing == sorted(standing, reverse=True)


def test_places_hold_twelve_and_the_roles_own_place_eight() -> None:
    def counts(kin: Kinship, grade: int, number: int) -> tuple[int, list[int]]:
        found = drawn(5, [(kin, "M", grade)] * number)
        return len(found.dots), [more.count for more in found.more]

    assert counts(Kinship.ELSEWHERE, 7, 12) == (12, [])
    assert counts(Kinship.ELSEWHERE, 7, 13) == (11, [2])
    assert counts(Kinship.SAME_FOCUS, 5, 8) == (8, [])
    assert counts(Kinship.SAME_FOCUS, 5, 9) == (7, [2])


def test_a_role_alone() -> None:
    found = drawn(5, [])
    assert (found.dots, found.more, found.bands_present) == ((), (), ())
    assert [grade for grade, _ in found.grades] == [5]
