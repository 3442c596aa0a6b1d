"""The rows of the page of a role, read in one query.

Each of eight tables takes a query of its own with the ORM. Here each is a column of one row (``queries.json_rows``),
of a query that is compiled once (``queries.compiled``).
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet

from roles.models import (
    Alias,
    Classification,
    ClassificationEntry,
    Component,
    CoreOutput,
    Level,
    LevelGuide,
    Mapping,
    PayBenchmark,
    Role,
    RoleComponent,
    Track,
)
from roles.models.level import GUIDE_ROWS
from roles.queries.compiled import CompiledQuery
from roles.queries.json_rows import RowShape
from roles.queries.role_summaries import PLACE

_ROLE = RowShape(Role, *(field.attname for field in Role._meta.concrete_fields), **PLACE)
_SHAPES = {
    "outputs": RowShape(CoreOutput, "id", "text"),
    "components": RowShape(
        RoleComponent,
        "id",
        "commonness",
        "origin",
        component=RowShape(Component, "id", "kind", "label", "slug"),
    ),
    "aliases": RowShape(Alias, "id", "text", "type", "state", "confidence"),
    "mappings": RowShape(
        Mapping,
        *("id", "relation", "source", "confidence", "review"),
        entry=RowShape(
            ClassificationEntry,
            "id",
            "code",
            "title",
            classification=RowShape(Classification, "id", "code", "name"),
        ),
    ),
    "pay": RowShape(PayBenchmark, "id", "currency", "region", "period", "year", "median", "source", "method"),
    "levels": RowShape(Level, "id", "code", "name", "grade", track=RowShape(Track, "id", "name")),
    "ladder": RowShape(Role, "id", "code", "title", "level_id", "track_id"),
    "overrides": RowShape(LevelGuide, "id", *GUIDE_ROWS),
}


@dataclass(frozen=True)
class RoleRows:
    """The rows in the order of the page: all levels, the listed roles of the focus as ladder, at most one override."""

    outputs: list[CoreOutput]
    components: list[RoleComponent]
    aliases: list[Alias]
    mappings: list[Mapping]
    pay: list[PayBenchmark]
    levels: list[Level]
    ladder: list[Role]
    overrides: list[LevelGuide]


def role_of(code: str) -> Role | None:
    """The role of a code as ``Role.objects.with_place()`` reads it, without definitions; one query."""
    for row in _BY_CODE.rows(code):
        return _ROLE.one(iter(row))
    return None


_BY_CODE = CompiledQuery(lambda code: Role.objects.filter(code=code).order_by().values_list(*_ROLE.paths()))


def role_rows(role: Role) -> RoleRows:
    """The rows of a role's page; one query."""
    [row] = _ROWS.rows(role.pk)
    return RoleRows(
        **{
            name: shape.read(json.loads(rows))
            for (name, shape), rows in zip(_SHAPES.items(), row, strict=True)
        }
    )


def _rows_of(pk: int) -> QuerySet[Role, Any]:
    role = OuterRef("pk")
    querysets = {
        "outputs": CoreOutput.objects.filter(role=role).order_by("position"),
        "components": RoleComponent.objects.filter(role=role).order_by("position", "pk"),
        "aliases": Alias.objects.public().filter(role=role).order_by("position", "key"),
        "mappings": Mapping.objects.filter(role=role).order_by("position", "pk"),
        "pay": PayBenchmark.objects.filter(role=role).order_by("region", "-year", "period", "currency"),
        "levels": Level.objects.in_order(),
        "ladder": Role.objects.listed().filter(focus=OuterRef("focus")).order_by("code"),
        "overrides": LevelGuide.objects.filter(
            function=OuterRef("function"), level=OuterRef("level")
        ).order_by(),
    }
    columns = [shape.rows(querysets[name]) for name, shape in _SHAPES.items()]
    return Role.objects.filter(pk=pk).order_by().values_list(*columns)


_ROWS = CompiledQuery(_rows_of)
