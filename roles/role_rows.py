"""All rows that stand on the page of a role beside the role itself, read in one query."""

from dataclasses import dataclass

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
from roles.nested import Shape

_SHAPES = {
    "outputs": Shape(CoreOutput, "id", "text"),
    "said": Shape(
        RoleComponent,
        "id",
        "commonness",
        "origin",
        component=Shape(Component, "id", "kind", "label", "slug"),
    ),
    "aliases": Shape(Alias, "id", "text", "type", "state", "confidence"),
    "mappings": Shape(
        Mapping,
        *("id", "relation", "source", "confidence", "review"),
        entry=Shape(
            ClassificationEntry,
            "id",
            "code",
            "title",
            classification=Shape(Classification, "id", "code", "name"),
        ),
    ),
    "pay": Shape(PayBenchmark, "id", "currency", "region", "period", "year", "median", "source", "method"),
    "levels": Shape(Level, "id", "code", "name", "grade", track=Shape(Track, "id", "name")),
    "ladder": Shape(Role, "id", "code", "title", "level_id", "track_id"),
    "wordings": Shape(LevelGuide, "id", *GUIDE_ROWS),
}


@dataclass(frozen=True)
class RoleRows:
    """The rows in the order of the page: the levels are all there are, the ladder is the listed roles of the focus."""

    outputs: list[CoreOutput]
    said: list[RoleComponent]
    aliases: list[Alias]
    mappings: list[Mapping]
    pay: list[PayBenchmark]
    levels: list[Level]
    ladder: list[Role]
    wordings: list[LevelGuide]


def role_rows(role: Role) -> RoleRows:
    """The rows of a role's page; one query."""
    querysets = {
        "outputs": role.core_outputs.order_by("position"),
        "said": role.role_components.order_by("position", "pk"),
        "aliases": role.aliases.order_by("position", "key"),
        "mappings": role.mappings.order_by("position", "pk"),
        "pay": role.pay_benchmarks.order_by("region", "-year", "period", "currency"),
        "levels": Level.objects.in_order(),
        "ladder": Role.objects.listed().filter(focus_id=role.focus_id).order_by("code"),
        "wordings": LevelGuide.objects.filter(
            function_id=role.function_id, level_id=role.level_id
        ).order_by(),
    }
    columns = {f"{name}_rows": _SHAPES[name].rows(querysets[name]) for name in _SHAPES}
    row = Role.objects.filter(pk=role.pk).order_by().values(**columns).get()
    return RoleRows(**{name: shape.read(row[f"{name}_rows"]) for name, shape in _SHAPES.items()})
