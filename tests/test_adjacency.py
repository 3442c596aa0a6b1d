"""Adjacent roles as the database finds them are those of the definition, for every role there is."""

import pytest

from roles.adjacency import NEAREST, NEAREST_OUTSIDE, adjacency, neighbours, ranked
from roles.coordinates import MatchBand, MoveKind, match_band, move_kind
from roles.models import Focus, Level, Role
from tests import by_hand, worlds


@pytest.fixture
def every_rung(catalogue: None) -> list[Role]:
    """The catalogue with a function that has a role on each level of two focuses, and some retired roles."""
    worlds.grow(36)
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[5::13]).update(status="retired")
    return list(Role.objects.with_place().order_by("code"))


def test_the_order_is_that_of_the_definition(every_rung: list[Role]) -> None:
    known = by_hand.places()
    for role in every_rung:
        found = list(ranked(role).values_list("code", flat=True))
        assert found == [other.code for other in by_hand.nearest(role.code, known)]


def test_the_filters_agree_with_the_arithmetic_for_every_role(every_rung: list[Role]) -> None:
    listed = {role.code: role.coordinates for role in every_rung if not role.is_retired}
    seen: set[tuple[MatchBand, MoveKind]] = set()
    for role in every_rung[::3]:
        said = {
            other.code: (match_band(n.distance.value), move_kind(role.coordinates, listed[other.code]))
            for n in neighbours(role, list(ranked(role)))
            for other in [n.role]
        }
        assert set(said) == set(listed) - {role.code}
        seen |= set(said.values())
        for band in MatchBand:
            codes = set(ranked(role, band).values_list("code", flat=True))
            assert codes == {code for code, (b, _) in said.items() if b is band}
        for move in MoveKind:
            codes = set(ranked(role, None, move).values_list("code", flat=True))
            assert codes == {code for code, (_, m) in said.items() if m is move}
    assert {band for band, _ in seen} == set(MatchBand)
    assert {move for _, move in seen} == set(MoveKind)


def test_band_and_move_are_both_kept(every_rung: list[Role]) -> None:
    role = every_rung[0]
    for band in MatchBand:
        for move in MoveKind:
            both = set(ranked(role, band, move).values_list("code", flat=True))
            assert both == set(ranked(role, band).values_list("code", flat=True)) & set(
                ranked(role, None, move).values_list("code", flat=True)
            )


def test_a_neighbour_is_seen_with_every_term(every_rung: list[Role]) -> None:
    role = every_rung[0]
    known, sets = by_hand.places(), by_hand.components()
    here = known[role.code]
    for neighbour in neighbours(role, every_rung[1:]):
        code = neighbour.role.code
        other = known[code]
        assert neighbour.distance.value == by_hand.distance(here, other)
        assert neighbour.distance.band == by_hand.band(here, other)
        assert neighbour.distance.words == by_hand.words(here, other)
        assert neighbour.move == by_hand.move(here, other)
        assert (neighbour.share.shared, neighbour.share.all) == (
            len(sets[role.code] & sets[code]),
            len(sets[role.code] | sets[code]),
        )


@pytest.mark.usefixtures("catalogue")
def test_neighbours_keep_the_order_given() -> None:
    first, *others = Role.objects.with_place().order_by("-code")
    assert [neighbour.role for neighbour in neighbours(first, others)] == others


def test_the_nearest_and_the_nearest_outside(every_rung: list[Role]) -> None:
    known = by_hand.places()
    for role in every_rung[::5]:
        near = by_hand.nearest(role.code, known)
        found = adjacency(role)
        assert [n.role.code for n in found.nearest] == [place.code for place in near[:NEAREST]]
        outside = [place.code for place in near if place.function != known[role.code].function]
        assert [n.role.code for n in found.outside] == outside[:NEAREST_OUTSIDE]


@pytest.mark.usefixtures("catalogue")
def test_a_catalogue_of_one_function_has_nobody_outside_it() -> None:
    Role.objects.exclude(function__code="AIMLAM").update(status="retired")
    found = adjacency(Role.objects.with_place().get(code="AIMLAM.GEN.P3"))
    assert len(found.nearest) == NEAREST
    assert found.outside == []


@pytest.mark.usefixtures("catalogue")
def test_every_level_of_the_ladder_is_reached_by_a_move() -> None:
    focus = Focus.objects.get(function__code="AIMLAM", code="GEN")
    role = Role.objects.with_place().get(code="AIMLAM.GEN.P3")
    moves = {n.role.level.code: n.move for n in neighbours(role, list(ranked(role).filter(focus=focus)))}
    levels = Level.objects.filter(roles__focus=focus).exclude(code="P3")
    assert set(moves) == {level.code for level in levels}
    for level in levels:
        if level.track.code == "P":
            assert moves[level.code] is (MoveKind.PROMOTION if level.grade > 5 else MoveKind.STEP_DOWN)
        else:
            assert moves[level.code] is MoveKind.CHANGE_OF_TRACK
