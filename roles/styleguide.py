"""Samples for the style guide: each component with long, short and empty content. Nothing here is in the catalogue."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from roles.adjacent.neighbour import Neighbour
from roles.did_you_mean import Suggestion
from roles.domain.choices import Status
from roles.domain.confidence import ConfidenceBand
from roles.domain.coordinates import Coordinates, Distance, distance, move_kind
from roles.domain.diff import word_diff
from roles.domain.overlap import Share
from roles.levels.guide import guide
from roles.levels.ladder import Rail, RailTrack, Rung
from roles.models import Component, Focus, Function, Level, Role, Superfunction, Track
from roles.title_parsing.matching import Candidate
from roles.title_parsing.names import Name, NameStatus

_SHORT = "Nurse"
_LONG = (
    "Principal Electromagnetic Compatibility Verification and Regulatory Approval Engineer (Rolling Stock)"
)
_DISTANCES = (("SAMP", "GEN", "P", 6), ("SAMP", "ONE", "P", 7), ("ELSE", "GEN", "E", 12))


@dataclass(frozen=True)
class Samples:
    """What the style guide shows."""

    roles: list[Role]
    neighbours: list[Neighbour]
    distances: list[Distance]
    rails: list[Rail]
    guide: Any
    bands: list[tuple[ConfidenceBand, Decimal]]
    statuses: list[Role]
    segments: list[Any]
    near: list[Suggestion]
    components: list[Component]
    candidates: list[tuple[Role, Candidate]]


def samples() -> Samples:
    """All samples, made of unsaved rows."""
    track = Track(code="P", name="Professional")
    levels = [_level(track, grade) for grade in range(3, 9)]
    roles = [_role(levels[2], _SHORT, "P3"), _role(levels[3], _LONG, "P4")]
    here = Coordinates("SAMPLE", "SAMP", "GEN", "P", 5)
    places = [
        Coordinates("SAMPLE" if f == "SAMP" else "OTHER", f, focus, t, g) for f, focus, t, g in _DISTANCES
    ]
    shares = (Share(12, 40), Share(0, 61), Share(0, 0))
    return Samples(
        roles=roles,
        neighbours=[
            Neighbour(roles[i % 2], distance(here, place), move_kind(here, place), shares[i])
            for i, place in enumerate(places)
        ],
        distances=[distance(here, place) for place in places],
        rails=[_rail(levels, roles), _rail(levels[2:3], roles[:1])],
        guide=guide(levels[2]),
        bands=[(band, band.limits[0]) for band in ConfidenceBand],
        statuses=[Role(status=status.value) for status in Status],
        segments=word_diff(
            ["Plans and does standard work alone", "Sets own direction and does the hardest work alone"]
        ),
        near=[
            Suggestion(roles[0].code, _SHORT, "#suggestions"),
            Suggestion(roles[1].code, _LONG, "#suggestions"),
        ],
        components=[_component("SQL"), _component(_LONG)],
        candidates=[(role, _candidate(role, i)) for i, role in enumerate(roles)],
    )


def _candidate(role: Role, i: int) -> Candidate:
    evidence = (
        (f"exact approved alias “{_SHORT}”",),
        (f"nearest name: title of the role “{_LONG}”", "words in common: engineer"),
    )
    return Candidate(role.code, 1.0 - i / 3, Name(role.title, NameStatus.TITLE), evidence[i], has_level=True)


def _level(track: Track, grade: int) -> Level:
    text = "A row of the guide, of the length that most rows have"
    rows = dict.fromkeys(
        ("description", "scope", "autonomy", "complexity", "impact", "decision_rights", "leadership"), text
    )
    code = f"P{grade - 2}"
    return Level(
        track=track, code=code, name="Sample Professional", grade=grade, min_years=3, max_years=5, **rows
    )


def _role(level: Level, title: str, code: str) -> Role:
    function = Function(code="SAMP", name="Sample function")
    return Role(
        code=f"SAMP.GEN.{code}",
        title=title,
        level=level,
        function=function,
        superfunction=Superfunction(code="SAMPLE", name="Sample superfunction"),
        focus=Focus(function=function, code="GEN", name="General"),
        track=level.track,
        grade=level.grade,
        confidence=Decimal("0.70"),
    )


def _rail(levels: list[Level], roles: list[Role]) -> Rail:
    by_level = {role.level.code: role for role in roles}
    rungs = tuple(Rung(level, by_level.get(level.code), level.code == "P3") for level in levels)
    return Rail((RailTrack("Professional", rungs),), None, None)


def _component(label: str) -> Component:
    component = Component(kind="skill", label=label)
    component.set_keys()
    return component
