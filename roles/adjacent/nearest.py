"""Rings: the nearest roles by structural distance, found on indexes, at the same cost in a catalogue of any size.

A ring is a kinship and a rung: all its roles stand at one distance, so that only the first few by code can be among
the nearest. The walk asks each ring for so many and orders what it got by (distance, code), which is the order of
the definition. The rings of the neighbourhood come first; the farther ones, and those of other superfunctions,
are walked only when the near ones did not hold enough, which the same statement decides.

"Another function" is two ranges of codes, before and after the function's own, for a role's code begins with its
function's. "Another superfunction" passes over the roles of its own, of which there are few whenever it is walked.
"""

from functools import cache

from django.db import connection

from roles.domain import codes, coordinates
from roles.domain.coordinates import Kinship
from roles.models import Role

_UNITS = 1100
"""Distances in queries are whole numbers of 1/1100, in which every term of the sum is exact."""


def units(share: coordinates.Fraction) -> int:
    """A distance, or a part of one, as a whole number of 1/1100; each of the definition's is one."""
    number = share * _UNITS
    assert number.denominator == 1, f"{share} is not a whole number of 1/{_UNITS}"
    return int(number)


def _taxonomy(kinship: Kinship) -> int:
    return units(coordinates.TAXONOMY_WEIGHT * kinship.term)


_GRADE = units(coordinates.LEVEL_WEIGHT / coordinates.GRADE_SPAN)
_TRACK = units(coordinates.LEVEL_WEIGHT * coordinates.TRACK_STEP)
_MOST = units(coordinates.LEVEL_WEIGHT)
_NEAR = _taxonomy(Kinship.SAME_SUPERFUNCTION) + _TRACK
"""How far the first rings go: to another function of the superfunction, on the same grade of another track."""

_LISTED = (
    "NOT (status = 'retired')"  # as the indexes have it, word for word: a parameter would not be recognised
)
_JOIN = {
    # For each ring its first roles: a correlated subquery, for which databases have different words.
    "sqlite": "CROSS JOIN roles_role AS r ON r.id IN (SELECT id FROM roles_role WHERE {where})",
    "postgresql": "CROSS JOIN LATERAL (SELECT id, code FROM roles_role WHERE {where}) AS r",
}


def nearest(role: Role, limit: int, outside: int) -> tuple[list[int], list[int]]:
    """The ids of the nearest listed roles, and of the nearest outside the role's function, nearest first, ties by code.

    ``role`` needs its place. One query.
    """
    is_general = role.focus.code == codes.GENERAL_FOCUS
    with connection.cursor() as cursor:
        cursor.execute(
            _walk(connection.vendor, is_general),
            {
                "role": role.pk,
                "focus": role.focus_id,
                "function": role.function_id,
                "superfunction": role.superfunction_id,
                "track": role.track_id,
                "grade": role.grade,
                "before": f"{role.function.code}.",
                "after": f"{role.function.code}/",  # the sign after the full stop
                "limit": limit,
                "outside": outside,
                "most": max(limit, outside),
            },
        )
        found = sorted(cursor.fetchall())
    return [pk for away, *_, pk in found if not away], [pk for away, *_, pk in found if away]


@cache
def _walk(vendor: str, is_general: bool) -> str:
    """The statement; the same text for every role of a kind, so that the database prepares it once."""
    general = "coalesce((SELECT id FROM roles_focus WHERE function_id = %(function)s AND code = 'GEN'), 0)"
    others = Kinship.GENERAL_AND_SPECIALISM if is_general else Kinship.TWO_SPECIALISMS
    focuses = [_focus("%(focus)s", Kinship.SAME_FOCUS)]
    if not is_general:
        focuses.append(_focus(general, Kinship.GENERAL_AND_SPECIALISM))
    function = (f"function_id = %(function)s AND focus_id NOT IN (%(focus)s, {general})", others, 0)
    before, after = (
        (f"superfunction_id = %(superfunction)s AND code {limits}", Kinship.SAME_SUPERFUNCTION, 1)
        for limits in ("< %(before)s", ">= %(after)s")
    )
    elsewhere = ("superfunction_id <> %(superfunction)s", Kinship.ELSEWHERE, 1)
    join = _JOIN[vendor]
    near = [*focuses, *(_ring(*ring, "rung", "<=", join) for ring in (function, before, after))]
    far = [_ring(*ring, "far_rung", ">", join) for ring in (function, before, after, elsewhere)]
    return f"""
WITH rung AS MATERIALIZED (SELECT track_id, grade, {_level("roles_level")} AS units FROM roles_level),
near AS MATERIALIZED ({_together(near)}),
far_rung AS MATERIALIZED (
    SELECT * FROM rung WHERE (
        SELECT count(*) < %(limit)s OR coalesce(sum(away), 0) < %(outside)s FROM near WHERE units <= {_NEAR}
    )
),
far AS MATERIALIZED ({_together(far)}),
found AS NOT MATERIALIZED (SELECT * FROM near UNION ALL SELECT * FROM far)
SELECT * FROM (SELECT 0, units, code, id FROM found ORDER BY units, code LIMIT %(limit)s) AS nearest
UNION ALL
SELECT * FROM (SELECT 1, units, code, id FROM found WHERE away = 1 ORDER BY units, code LIMIT %(outside)s) AS outside
"""  # noqa: S608 - our own words; what comes from outside is a parameter


def _level(table: str) -> str:
    """0.6 l between the role and a row with a grade and a track."""
    steps = f"abs({table}.grade - %(grade)s) * {_GRADE}"
    track = f"CASE WHEN {table}.track_id = %(track)s THEN 0 ELSE {_TRACK} END"
    return f"CASE WHEN {steps} + {track} > {_MOST} THEN {_MOST} ELSE {steps} + {track} END"


def _focus(focus: str, kinship: Kinship) -> str:
    """A whole focus, which has one role a level at most."""
    return (
        f"SELECT {_taxonomy(kinship)} + {_level('roles_role')} AS units, code, id, 0 AS away FROM roles_role"  # noqa: S608
        f" WHERE focus_id = {focus} AND {_LISTED} AND id <> %(role)s"
    )


def _ring(where: str, kinship: Kinship, away: int, rungs: str, side: str, join: str) -> str:
    """The first roles by code of each ring of a kinship that lies on this side of the limit."""
    taxonomy = _taxonomy(kinship)
    first = (
        f"{where} AND track_id = {rungs}.track_id AND grade = {rungs}.grade AND {_LISTED}"
        " ORDER BY code LIMIT %(most)s"
    )
    return (
        f"SELECT {rungs}.units + {taxonomy} AS units, r.code, r.id, {away} AS away FROM {rungs} "  # noqa: S608
        f"{join.format(where=first)} WHERE {rungs}.units + {taxonomy} {side} {_NEAR}"
    )


def _together(arms: list[str]) -> str:
    return "\nUNION ALL ".join(arms)
