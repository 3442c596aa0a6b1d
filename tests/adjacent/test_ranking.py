"""The ranking of all roles by distance is that of the definition, for every role there is, with every filter."""

import pytest

from roles.adjacent.neighbour import neighbours
from roles.adjacent.ranking import ranked
from roles.domain.coordinates import MatchBand, MoveKind, match_band, move_kind
from roles.models import Focus, Level, Role
from tests import by_hand


def test_the_order_is_that_of_the_definition(every_rung: list[Role]) -> None:
    places = by_hand.places()
    for role in every_rung[::4]:
        found = [other.code for other in ranked(role)]
        assert found == [other.code for other in by_hand.nearest(role.code, places)]


def test_the_filters_agree_with_the_arithmetic_for_every_role(every_rung: list[Role]) -> None:
    listed = {role.code: role.coordinates for role in every_rung if not role.is_retired}
    seen: set[tuple[MatchBand, MoveKind]] = set()
    for role in every_rung[::9]:
        explained = {
            other.code: (match_band(n.distance.value), move_kind(role.coordinates, listed[other.code]))
            for n in neighbours(role, list(ranked(role)))
            for other in [n.role]
        }
        assert set(explained) == set(listed) - {role.code}
        seen |= set(explained.values())
        for band in MatchBand:
            codes = {other.code for other in ranked(role, band)}
            assert codes == {code for code, (b, _) in explained.items() if b is band}
        for move in MoveKind:
            codes = {other.code for other in ranked(role, None, move)}
            assert codes == {code for code, (_, m) in explained.items() if m is move}
    assert {band for band, _ in seen} == set(MatchBand)
    assert {move for _, move in seen} == set(MoveKind)


def test_band_and_move_are_both_kept(every_rung: list[Role]) -> None:
    role = every_rung[0]
    for band in MatchBand:
        for move in MoveKind:
            both = {other.code for other in ranked(role, band, move)}
            assert both == {other.code for other in ranked(role, band)} & {
                other.code for other in ranked(role, None, move)
            }


@pytest.mark.usefixtures("catalogue")
def test_every_level_of_the_ladder_is_reached_by_a_move() -> None:
    focus = Focus.objects.get(function__code="AIMLAM", code="GEN")
    role = Role.objects.with_place().get(code="AIMLAM.GEN.P3")
    moves = {
        n.role.level.code: n.move
        for n in neighbours(role, [other for other in ranked(role) if other.focus == focus])
    }
    levels = Level.objects.filter(roles__focus=focus).exclude(code="P3")
    assert set(moves) == {level.code for level in levels}
    for level in levels:
        if level.track.code == "P":
            assert moves[level.code] is (MoveKind.PROMOTION if level.grade > 5 else MoveKind.STEP_DOWN)
        else:
            assert moves[level.code] is MoveKind.CHANGE_OF_TRACK
