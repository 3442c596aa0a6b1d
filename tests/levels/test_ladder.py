"""Ladders and rails of the whole catalogue: every rung once, steps only between neighbours that exist."""

import pytest

from roles.levels.ladder import Rail, ladder, rail
from roles.models import Function, Level, Role

TRACKS = {"S": "Support", "P": "Professional", "M": "Management", "E": "Executive"}


@pytest.fixture(params=["whole", "with-gaps"], autouse=True)
def gaps(request: pytest.FixtureRequest, catalogue: None) -> None:
    """The catalogue as it is, and with every fifth role retired."""
    if request.param == "with-gaps":
        codes = list(Role.objects.order_by("code").values_list("code", flat=True))
        Role.objects.filter(code__in=codes[::5]).update(status="retired")


def own_ladder(role: Role) -> dict[str, Role]:
    """The roles on the role's ladder by the code of their level, the role itself among them even if retired."""
    others = Role.objects.filter(focus=role.focus).exclude(status="retired").select_related("level")
    return {other.level.code: other for other in others} | {role.level.code: role}


def rail_of(role: Role) -> Rail:
    others = Role.objects.filter(focus=role.focus).exclude(status="retired")
    return rail(role, list(Level.objects.in_order()), list(others))


def test_the_rail_of_every_role_has_every_rung_of_its_tracks() -> None:
    levels = list(Level.objects.order_by("track__position", "grade").values_list("code", flat=True))
    for role in Role.objects.with_place():
        standing = own_ladder(role)
        found = rail_of(role)
        tracks = [track for track in "SPME" if any(code.startswith(track) for code in standing)]
        assert [track.name for track in found.tracks] == [TRACKS[track] for track in tracks]
        for track, code in zip(found.tracks, tracks, strict=True):
            assert [(rung.level.code, rung.role) for rung in track.rungs] == [
                (level, standing.get(level)) for level in levels if level.startswith(code)
            ]
        assert [r.level.code for track in found.tracks for r in track.rungs if r.is_present] == [
            role.level.code
        ]


def test_below_and_above_are_the_next_roles_of_the_track() -> None:
    for role in Role.objects.with_place():
        track = [other for other in own_ladder(role).values() if other.track_id == role.track_id]
        lower = [other for other in track if other.grade < role.grade]
        higher = [other for other in track if other.grade > role.grade]
        found = rail_of(role)
        assert found.below == max(lower, key=lambda other: other.grade, default=None)
        assert found.above == min(higher, key=lambda other: other.grade, default=None)


def test_a_ladder_has_each_listed_role_in_its_cell() -> None:
    for function in Function.objects.all():
        found = ladder(function)
        cells = {
            (row.level.code, cell.focus.code): cell.role.code
            for row in found.rows
            for cell in row.cells
            if cell.role
        }
        listed = Role.objects.filter(function=function).exclude(status="retired")
        assert cells == {
            (code.split(".")[2], code.split(".")[1]): code for code in listed.values_list("code", flat=True)
        }
        assert found.roles == len(cells)
        assert all(len(row.cells) == len(found.focuses) for row in found.rows)


def test_a_step_leads_to_the_next_role_of_the_same_focus_and_track() -> None:
    for function in Function.objects.all():
        found = ladder(function)
        for i, focus in enumerate(found.focuses):
            column = [(row.level, row.cells[i]) for row in found.rows]
            standing = [level.code for level, cell in column if cell.role]
            for level, cell in column:
                onward = [code for code in standing if code[0] == level.code[0] and code[1] > level.code[1]]
                expected = f"{level.code}-{onward[0]}" if cell.role and onward else ""
                assert (cell.focus, cell.step_code) == (focus, expected)


def test_a_track_starts_once() -> None:
    for function in Function.objects.all():
        rows = ladder(function).rows
        starts = [row.level.track_id for row in rows if row.starts_track]
        assert starts == list(dict.fromkeys(row.level.track_id for row in rows))
        assert rows == () or rows[0].starts_track
