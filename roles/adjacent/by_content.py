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
"""In so many roles the components stand together by which candidates are found, a role counted for each it has."""

FIRST_ROUND = 60
"""How many candidates are weighed at once; a second round, of ten times as many, is rarely needed."""


@dataclass(frozen=True)
class Work:
    """What a role has in common with others.

    ``nearest`` are the ids of the listed roles with the largest overlap (0 to 1), largest first, ties by code.
    ``roles`` and ``shares`` have them and those that were asked for by id, each role with its title and place.
    """

    nearest: list[tuple[int, float]]
    roles: dict[int, Role]
    shares: dict[int, Share]


class _Other(NamedTuple):
    """Another role: whether it is among the most promising, components and their weight in all and in common."""

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
    """By how many of the role's own components the promising ones were found."""
    card: tuple[Any, ...]

    @property
    def overlap(self) -> float:
        return overlap(self.shared, self.own_weight, self.weight)

    @property
    def bound(self) -> float:
        """What no role that shares less can exceed."""
        return round(self.shared / self.own_weight, PLACES)

    @property
    def share(self) -> Share:
        return Share(self.shared_count, self.own_count + self.all_count - self.shared_count)


def common_work(role: int, others: Iterable[int] = (), limit: int = 5) -> Work:
    """What the role of an id has in common with the roles of other ids, and with the nearest by content.

    A role that shares the weight s of this role's A has an overlap of at most s / A, so that roles with too little
    in common need not be weighed. Exact while the role's components stand in MOST_SHARING roles altogether.
    Beyond, the candidates are those that share its rarest components, which weigh the most, up to that number, and
    the most promising of them are weighed: a role that shares nothing but common components may be missed.
    One query, as a rule.
    """
    size = max(FIRST_ROUND, limit)
    while True:
        found = _weighed(role, list(others), size)
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
        {one.role: _CARD.one(iter(one.card)) for one in found if one.role in wanted},
        {one.role: one.share for one in found if one.role in wanted},
    )


def _is_open(promising: list[_Other], nearest: list[tuple[int, float]], limit: int) -> bool:
    """Whether a role that was not found yet might enter the nearest, or tie with the last of them."""
    if len(nearest) < limit:
        return True  # too many of them are retired
    is_exact = promising[0].found_by == promising[0].own_count
    return is_exact and nearest[-1][1] <= min(one.bound for one in promising)


def _weighed(role: int, others: list[int], size: int) -> list[_Other]:
    with connection.cursor() as cursor:
        cursor.execute(
            _statement(connection.vendor),
            {"role": role, "others": json.dumps(others), "most": MOST_SHARING, "size": size},
        )
        return [_Other._make([*row[:_FIGURES], row[_FIGURES:]]) for row in cursor.fetchall()]


_FIGURES = len(_Other._fields) - 1
_CARD = RowShape(
    Role,
    *("id", "code", "grade", "title"),
    focus=RowShape(Focus, "id", "code"),
    function=RowShape(Function, "id", "code"),
    superfunction=RowShape(Superfunction, "id", "code"),
    level=RowShape(Level, "id", track=RowShape(Track, "id", "code")),
)
_CARD_COLUMNS = (
    "r.id, r.code, r.grade, r.title, focus.id, focus.code, function.id, function.code, field.id, field.code,"
    " level.id, track.id, track.code"
)

_IDS = {
    "sqlite": "SELECT value FROM json_each(%(others)s)",
    "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%(others)s::jsonb)",
}
_WEIGHT = (
    # roles.overlap.weight; a retired role may have a component that no listed one has: it weighs as if one had
    "ln(1 + CAST((SELECT CASE WHEN listed > 1 THEN listed ELSE 1 END FROM roles_revision WHERE id = 1)"
    " AS double precision) / CASE WHEN c.roles > 1 THEN c.roles ELSE 1 END)"
)


@cache
def _statement(vendor: str) -> str:
    """The statement; CROSS JOIN has SQLite walk the tables in the order that is written."""
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
said AS MATERIALIZED (
    SELECT asked.id, count(*) AS all_count, count(own.id) AS shared_count, sum({_WEIGHT}) AS weight,
        coalesce(sum(own.weight), 0) AS shared
    FROM asked CROSS JOIN roles_rolecomponent AS rc JOIN roles_component AS c ON c.id = rc.component_id
        LEFT JOIN own ON own.id = rc.component_id
    WHERE rc.role_id = asked.id GROUP BY asked.id
)
SELECT asked.id, r.code, promising.id IS NOT NULL, NOT (r.status = 'retired'),
    coalesce(said.all_count, 0), coalesce(said.shared_count, 0),
    coalesce(said.weight, 0), coalesce(said.shared, 0), (SELECT count(*) FROM own),
    (SELECT coalesce(sum(weight), 0) FROM own), (SELECT count(*) FROM rare), {_CARD_COLUMNS}
FROM asked LEFT JOIN said ON said.id = asked.id LEFT JOIN promising ON promising.id = asked.id
    CROSS JOIN roles_role AS r CROSS JOIN roles_focus AS focus CROSS JOIN roles_function AS function
    CROSS JOIN roles_superfunction AS field CROSS JOIN roles_level AS level CROSS JOIN roles_track AS track
WHERE r.id = asked.id AND focus.id = r.focus_id AND function.id = r.function_id AND field.id = r.superfunction_id
    AND level.id = r.level_id AND track.id = level.track_id
"""  # noqa: S608 - our own words; what comes from outside is a parameter
