"""Ladders: the rungs of a function, and of one focus."""

from dataclasses import dataclass

from roles.levels.guide import Guide, guide, overrides
from roles.models import Focus, Function, Level, Role


@dataclass(frozen=True)
class Rung:
    """A step of one focus's ladder: its level, and the role on it, or None."""

    level: Level
    role: Role | None
    is_present: bool = False


@dataclass(frozen=True)
class RailTrack:
    """The rungs of one track."""

    name: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True)
class Rail:
    """A role's own ladder by track, with the rungs right below and above it."""

    tracks: tuple[RailTrack, ...]
    below: Role | None
    above: Role | None


def rail(role: Role, levels: list[Level], others: list[Role]) -> Rail:
    """The ladder of the role's focus, from all levels in order and the listed roles of the focus.

    Every rung is shown of the tracks on which the focus has a role. ``below`` and ``above`` are the nearest
    roles down and up on the role's own track; their level is loaded.
    """
    by_id = {level.pk: level for level in levels}
    roles = {other.level_id: other for other in others}
    for other in others:
        other.level = by_id[other.level_id]
    roles[role.level_id] = role
    tracks = _tracks(levels, roles)
    own = [
        rung.role
        for track in tracks
        for rung in track.rungs
        if rung.role and rung.role.track_id == role.track_id
    ]
    here = own.index(role)
    return Rail(
        tuple(
            RailTrack(track.name, tuple(Rung(r.level, r.role, r.role == role) for r in track.rungs))
            for track in tracks
        ),
        own[here - 1] if here else None,
        own[here + 1] if here + 1 < len(own) else None,
    )


def _tracks(levels: list[Level], roles: dict[int, Role]) -> list[RailTrack]:
    found: dict[str, list[Rung]] = {}
    for level in levels:
        found.setdefault(level.track.name, []).append(Rung(level, roles.get(level.pk)))
    return [
        RailTrack(name, tuple(rungs)) for name, rungs in found.items() if any(rung.role for rung in rungs)
    ]


@dataclass(frozen=True)
class Cell:
    """A place on the ladder of a function; ``step_code`` names the step up to the next role, if there is one."""

    focus: Focus
    role: Role | None
    step_code: str


@dataclass(frozen=True)
class LadderRow:
    """A level of a function with one cell for each focus."""

    level: Level
    guide: Guide
    cells: tuple[Cell, ...]
    starts_track: bool


@dataclass(frozen=True)
class Ladder:
    """A function's levels as rows, lowest first, and its focuses as columns."""

    function: Function
    focuses: tuple[Focus, ...]
    rows: tuple[LadderRow, ...]
    roles: int


def ladder(function: Function) -> Ladder:
    """The ladder of a function; four queries. Levels of tracks on which it has no role are left out."""
    focuses = tuple(function.focuses.all())
    roles = {
        (role.level_id, role.focus_id): role
        for role in Role.objects.listed().for_summaries().filter(function=function)
    }
    levels = list(Level.objects.in_order())
    tracks = {level.track_id for level in levels if any((level.pk, f.pk) in roles for f in focuses)}
    levels = [level for level in levels if level.track_id in tracks]
    own = overrides(function.pk)
    rows = []
    for i, level in enumerate(levels):
        cells = tuple(Cell(f, roles.get((level.pk, f.pk)), _step_code(levels[i:], roles, f)) for f in focuses)
        starts = i == 0 or levels[i - 1].track_id != level.track_id
        rows.append(LadderRow(level, guide(level, own.get((function.pk, level.pk))), cells, starts))
    return Ladder(function, focuses, tuple(rows), len(roles))


def _step_code(levels: list[Level], roles: dict[tuple[int, int], Role], focus: Focus) -> str:
    """``P3-P4`` for the step from the first of the levels to the next role of the focus on its track."""
    if (levels[0].pk, focus.pk) not in roles:
        return ""
    for level in levels[1:]:
        if level.track_id == levels[0].track_id and (level.pk, focus.pk) in roles:
            return f"{levels[0].code}-{level.code}"
    return ""
