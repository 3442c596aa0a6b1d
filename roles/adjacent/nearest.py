"""The nearest roles by structural distance, read from indexes at the same cost in a catalogue of any size.

Sorting all roles by distance would read them all. Instead, roles are read in distance tiers: a kinship and a rung
(track and grade), in which all roles have one distance, so that only the first few by code can be among the nearest.
Each tier is an indexed, limited query; what they return is sorted by (distance, code), the order of the definition.
The near tiers come first. The far ones are read only when the near ones have too few roles, which the same statement
decides.

"Another function" is two ranges of codes, before and after those of the function, because the code of a role begins
with that of its function. "Another superfunction" skips the roles of its own, which are few whenever it is read.
"""

from functools import cache

from django.db import connection

from roles.domain import codes, coordinates
from roles.domain.coordinates import Kinship
from roles.models import Role

_UNITS = 1100
"""Distances in SQL are whole numbers of 1/1100: every term of the sum is exact, and equal distances are equal."""


def units(share: coordinates.Fraction) -> int:
    """A distance, or a term of one, in units of 1/1100; asserts that it is a whole number of them."""
    number = share * _UNITS
    assert number.denominator == 1, f"{share} is not a whole number of 1/{_UNITS}"
    return int(number)


def _taxonomy(kinship: Kinship) -> int:
    return units(coordinates.TAXONOMY_WEIGHT * kinship.term)


_GRADE = units(coordinates.LEVEL_WEIGHT / coordinates.GRADE_SPAN)
_TRACK = units(coordinates.LEVEL_WEIGHT * coordinates.TRACK_STEP)
_MOST = units(coordinates.LEVEL_WEIGHT)
_NEAR = _taxonomy(Kinship.SAME_SUPERFUNCTION) + _TRACK
"""The distance up to which tiers are near: another function of the superfunction, the same grade of another track."""

_LISTED = "NOT (status = 'retired')"  # exactly the condition of the indexes, or they would not be used
_JOIN = {
    # A limited query for each rung, for which the databases have different syntax.
    "sqlite": "CROSS JOIN roles_role AS r ON r.id IN (SELECT id FROM roles_role WHERE {where})",
    "postgresql": "CROSS JOIN LATERAL (SELECT id, code FROM roles_role WHERE {where}) AS r",
}


def nearest(role: Role, limit: int, outside: int) -> tuple[list[int], list[int]]:
    """The ids of the nearest listed roles, and of the nearest outside the role's function; ties go by code.

    ``role`` needs its place in the tree. One query.
    """
    is_general = role.focus.code == codes.GENERAL_FOCUS
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(connection.vendor, is_general),
            {
                "role": role.pk,
                "focus": role.focus_id,
                "function": role.function_id,
                "superfunction": role.superfunction_id,
                "track": role.track_id,
                "grade": role.grade,
                "before": f"{role.function.code}.",
                "after": f"{role.function.code}/",  # the character after the full stop
                "limit": limit,
                "outside": outside,
                "most": max(limit, outside),
            },
        )
        found = sorted(cursor.fetchall())
    return [pk for away, *_, pk in found if not away], [pk for away, *_, pk in found if away]


@cache
def _statement(vendor: str, is_general: bool) -> str:
    """The SQL, with no value of a role in it, so that the database prepares it once."""
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
    near = [*focuses, *(_tiers(*kin, "rung", "<=", join) for kin in (function, before, after))]
    far = [_tiers(*kin, "far_rung", ">", join) for kin in (function, before, after, elsewhere)]
    return f"""
WITH rung AS MATERIALIZED (SELECT track_id, grade, {_level("roles_level")} AS units FROM roles_level),
near AS MATERIALIZED ({_union(near)}),
far_rung AS MATERIALIZED (
    SELECT * FROM rung WHERE (
        SELECT count(*) < %(limit)s OR coalesce(sum(away), 0) < %(outside)s FROM near WHERE units <= {_NEAR}
    )
),
far AS MATERIALIZED ({_union(far)}),
found AS NOT MATERIALIZED (SELECT * FROM near UNION ALL SELECT * FROM far)
SELECT * FROM (SELECT 0, units, code, id FROM found ORDER BY units, code LIMIT %(limit)s) AS nearest
UNION ALL
SELECT * FROM (SELECT 1, units, code, id FROM found WHERE away = 1 ORDER BY units, code LIMIT %(outside)s) AS outside
"""  # noqa: S608 - no user input: values are parameters


def _level(table: str) -> str:
    """The level term of the distance between the role and a row with a grade and a track."""
    steps = f"abs({table}.grade - %(grade)s) * {_GRADE}"
    track = f"CASE WHEN {table}.track_id = %(track)s THEN 0 ELSE {_TRACK} END"
    return f"CASE WHEN {steps} + {track} > {_MOST} THEN {_MOST} ELSE {steps} + {track} END"


def _focus(focus: str, kinship: Kinship) -> str:
    """All roles of a focus: at most one on each level, so no tiers are needed."""
    return (
        f"SELECT {_taxonomy(kinship)} + {_level('roles_role')} AS units, code, id, 0 AS away FROM roles_role"  # noqa: S608
        f" WHERE focus_id = {focus} AND {_LISTED} AND id <> %(role)s"
    )


def _tiers(where: str, kinship: Kinship, away: int, rungs: str, side: str, join: str) -> str:
    """The first roles by code of each tier of a kinship, near (``<=``) or far (``>``)."""
    taxonomy = _taxonomy(kinship)
    first = (
        f"{where} AND track_id = {rungs}.track_id AND grade = {rungs}.grade AND {_LISTED}"
        " ORDER BY code LIMIT %(most)s"
    )
    return (
        f"SELECT {rungs}.units + {taxonomy} AS units, r.code, r.id, {away} AS away FROM {rungs} "  # noqa: S608
        f"{join.format(where=first)} WHERE {rungs}.units + {taxonomy} {side} {_NEAR}"
    )


def _union(queries: list[str]) -> str:
    return "\nUNION ALL ".join(queries)
