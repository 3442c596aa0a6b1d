"""Neighbours by content: the roles that share the most of a role's work (edition ``content@1``)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from django.db import connection

from roles.domain.overlap import PLACES, Share, overlap
from roles.models import Focus, Function, Level, Role, Superfunction, Track
from roles.queries.json_rows import RowShape

MOST_SHARING = 2000
"""The most (component, role) pairs that are read to find candidates."""

FIRST_ROUND = 60
"""How many candidates are compared first; a second round, of ten times as many, is rarely needed."""


@dataclass(frozen=True)
class Work:
    """What a role has in common with others.

    ``nearest`` are the ids of the listed roles with the largest overlap (0 to 1), largest first, ties by code.
    ``roles`` and ``shares`` contain these and the roles that were asked for, by id; roles with their place in the tree.
    """

    nearest: list[tuple[int, float]]
    roles: dict[int, Role]
    shares: dict[int, Share]


class _Other(NamedTuple):
    """Another role, with the number and weight of its components and of those in common.

    ``is_promising`` is true of a candidate, false of a role that was only asked for.
    """

    role: int
    code: str
    is_promising: bool
    is_listed: bool
    all_count: int
    shared_count: int
    weight: float
    shared: float
    own_count: int
    own_weight: float
    found_by: int
    """By how many of the role's own components the candidates were found."""
    columns: tuple[Any, ...]

    @property
    def overlap(self) -> float:
        return overlap(self.shared, self.own_weight, self.weight)

    @property
    def bound(self) -> float:
        """The most that the overlap of a role that shares less can be."""
        return round(self.shared / self.own_weight, PLACES)

    @property
    def share(self) -> Share:
        return Share(self.shared_count, self.own_count + self.all_count - self.shared_count)


def common_work(role: int, others: Iterable[int] = (), limit: int = 5) -> Work:
    """What the role of an id has in common with the roles of other ids, and with the nearest by content.

    The overlap of a role that shares the weight s of this role's weight A is at most s / A, so roles with too little in
    common need no comparison. Exact while the components of the role have at most MOST_SHARING (component, role)
    pairs. Beyond that number, candidates are found by the rarest components, which weigh the most, and a role that
    shares only common components may be missed. One query, as a rule.
    """
    size = max(FIRST_ROUND, limit)
    while True:
        found = _read(role, list(others), size)
        promising = [one for one in found if one.is_promising]
        nearest = [
            (one.role, one.overlap)
            for one in sorted(promising, key=lambda one: (-one.overlap, one.code))
            if one.is_listed
        ][:limit]
        if len(promising) < size or not _is_open(promising, nearest, limit):
            break
        size *= 10
    wanted = {*others, *(pk for pk, _ in nearest)}
    return Work(
        nearest,
        {one.role: _ROLE.one(iter(one.columns)) for one in found if one.role in wanted},
        {one.role: one.share for one in found if one.role in wanted},
    )


def _is_open(promising: list[_Other], nearest: list[tuple[int, float]], limit: int) -> bool:
    """Whether a role beyond the candidates might be among the nearest, or tie with the last of them."""
    if len(nearest) < limit:
        return True  # too many of them are retired
    is_exact = promising[0].found_by == promising[0].own_count
    return is_exact and nearest[-1][1] <= min(one.bound for one in promising)


def _read(role: int, others: list[int], size: int) -> list[_Other]:
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(connection.vendor),
            {"role": role, "others": json.dumps(others), "most": MOST_SHARING, "size": size},
        )
        return [_Other._make([*row[:_NUMBERS], row[_NUMBERS:]]) for row in cursor.fetchall()]


_NUMBERS = len(_Other._fields) - 1
_ROLE = RowShape(
    Role,
    *("id", "code", "grade", "title"),
    focus=RowShape(Focus, "id", "code"),
    function=RowShape(Function, "id", "code"),
    superfunction=RowShape(Superfunction, "id", "code"),
    level=RowShape(Level, "id", track=RowShape(Track, "id", "code")),
)
_ROLE_COLUMNS = (
    "r.id, r.code, r.grade, r.title, focus.id, focus.code, function.id, function.code,"
    " superfunction.id, superfunction.code, level.id, track.id, track.code"
)

_IDS = {
    "sqlite": "SELECT value FROM json_each(%(others)s)",
    "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%(others)s::jsonb)",
}
_WEIGHT = (
    # As domain.overlap.weight; a component that only retired roles have weighs as if one listed role had it.
    "ln(1 + CAST((SELECT CASE WHEN listed > 1 THEN listed ELSE 1 END FROM roles_revision WHERE id = 1)"
    " AS double precision) / CASE WHEN c.roles > 1 THEN c.roles ELSE 1 END)"
)


@cache
def _statement(vendor: str) -> str:
    """The SQL; CROSS JOIN has SQLite read the tables in the order written, from the few roles to their components."""
    return f"""
WITH own AS MATERIALIZED (
    SELECT rc.component_id AS id, c.roles, {_WEIGHT} AS weight
    FROM roles_rolecomponent AS rc JOIN roles_component AS c ON c.id = rc.component_id WHERE rc.role_id = %(role)s
),
rare AS MATERIALIZED (
    SELECT id, weight
    FROM (SELECT id, weight, sum(roles) OVER (ORDER BY roles, id) AS together FROM own) AS counted
    WHERE together <= %(most)s
),
sharing AS MATERIALIZED (
    SELECT rc.role_id AS id, round(CAST(sum(rare.weight) AS numeric), {PLACES}) AS shared
    FROM rare CROSS JOIN roles_rolecomponent AS rc WHERE rc.component_id = rare.id GROUP BY rc.role_id
),
promising AS MATERIALIZED (
    SELECT id FROM sharing WHERE id <> %(role)s ORDER BY shared DESC, id LIMIT %(size)s
),
asked AS MATERIALIZED (SELECT id FROM promising UNION {_IDS[vendor]}),
compared AS MATERIALIZED (
    SELECT asked.id, count(*) AS all_count, count(own.id) AS shared_count, sum({_WEIGHT}) AS weight,
        coalesce(sum(own.weight), 0) AS shared
    FROM asked CROSS JOIN roles_rolecomponent AS rc JOIN roles_component AS c ON c.id = rc.component_id
        LEFT JOIN own ON own.id = rc.component_id
    WHERE rc.role_id = asked.id GROUP BY asked.id
)
SELECT asked.id, r.code, promising.id IS NOT NULL, NOT (r.status = 'retired'),
    coalesce(compared.all_count, 0), coalesce(compared.shared_count, 0),
    coalesce(compared.weight, 0), coalesce(compared.shared, 0), (SELECT count(*) FROM own),
    (SELECT coalesce(sum(weight), 0) FROM own), (SELECT count(*) FROM rare), {_ROLE_COLUMNS}
FROM asked LEFT JOIN compared ON compared.id = asked.id LEFT JOIN promising ON promising.id = asked.id
    CROSS JOIN roles_role AS r CROSS JOIN roles_focus AS focus CROSS JOIN roles_function AS function
    CROSS JOIN roles_superfunction AS superfunction CROSS JOIN roles_level AS level CROSS JOIN roles_track AS track
WHERE r.id = asked.id AND focus.id = r.focus_id AND function.id = r.function_id
    AND superfunction.id = r.superfunction_id AND level.id = r.level_id AND track.id = level.track_id
"""  # noqa: S608 - no user input: values are parameters
