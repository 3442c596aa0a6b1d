"""The catalogue as documents and files, read from its tables."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Prefetch

from roles.documents.fields import ROLE_FIELDS
from roles.documents.files import (
    CatalogueFile,
    ClassificationSchema,
    ClassificationsFile,
    EntrySchema,
    FocusSchema,
    FunctionFile,
    FunctionSchema,
    Guide,
    LevelSchema,
    LevelsFile,
    PartialGuide,
    SuperfunctionSchema,
    TrackSchema,
    TreeFile,
)
from roles.documents.role import AliasSchema, MappingSchema, PaySchema, RoleDocument, Schema
from roles.domain.choices import Kind
from roles.models import (
    Alias,
    Classification,
    Function,
    Level,
    LevelGuide,
    Mapping,
    Role,
    RoleComponent,
    Superfunction,
    Track,
)
from roles.models.role import RoleQuerySet

CHUNK = 500  # roles read at a time, so that memory does not grow with the catalogue


def with_document(roles: RoleQuerySet, *, is_public: bool = False) -> RoleQuerySet:
    """Roles with every row that their documents contain, in a constant number of queries.

    ``is_public`` leaves out the aliases that visitors do not see.
    """
    return roles.select_related("replaced_by").prefetch_related(
        "core_outputs",
        Prefetch(
            "role_components",
            RoleComponent.objects.select_related("component").order_by("position", "pk"),
        ),
        Prefetch("aliases", Alias.objects.public() if is_public else Alias.objects.all()),
        Prefetch(
            "mappings", Mapping.objects.select_related("entry__classification").order_by("position", "pk")
        ),
        "pay_benchmarks",
    )


_READ: dict[str, Callable[[Role], Any]] = {
    "core_outputs": lambda role: [output.text for output in role.core_outputs.all()],
    "replaced_by": lambda role: role.replaced_by.code if role.replaced_by else None,
}
"""The fields whose value in a document is not that of their column."""


def document(role: Role) -> RoleDocument:
    """The document of a role that was read ``with_document``."""
    data = _role_data(role)
    data["components"] = _component_data(role)
    data["aliases"] = [_plain(alias, AliasSchema) for alias in role.aliases.all()]
    data["mappings"] = [
        _plain(
            mapping, MappingSchema, classification=mapping.entry.classification.code, code=mapping.entry.code
        )
        for mapping in role.mappings.all()
    ]
    data["pay"] = [_plain(pay, PaySchema) for pay in role.pay_benchmarks.all()]
    return RoleDocument.from_data(data)


def _role_data(role: Role) -> dict[str, Any]:
    """Every declared field of the role at its location."""
    data: dict[str, Any] = {}
    for field in ROLE_FIELDS:
        *parents, key = field.location
        inner = data
        for parent in parents:
            inner = inner.setdefault(parent, {})
        inner[key] = _READ[field.column](role) if field.column in _READ else getattr(role, field.column)
    return data


def _plain(row: Any, schema: type[Schema], **others: Any) -> dict[str, Any]:
    """The keys of a schema with the row's attributes of that name, but for those given."""
    return {name: getattr(row, name) for name in schema.model_fields if name not in others} | others


def _component_data(role: Role) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {kind.value: [] for kind in Kind}
    for row in role.role_components.all():
        groups[row.component.kind].append(
            {"label": row.component.label, "commonness": row.commonness, "origin": row.origin}
        )
    return groups


def levels_file() -> LevelsFile:
    """The tracks and levels as a file."""
    return LevelsFile.from_data(
        {
            "tracks": [_plain(track, TrackSchema) for track in Track.objects.all()],
            "levels": [
                _plain(level, LevelSchema, guide=_plain(level, Guide)) for level in Level.objects.in_order()
            ],
        }
    )


def tree_file() -> TreeFile:
    """The tree as a file."""
    superfunctions = Superfunction.objects.select_related("soc_major_group").prefetch_related(
        "functions__focuses"
    )
    return TreeFile.from_data(
        {
            "superfunctions": [
                _plain(
                    superfunction,
                    SuperfunctionSchema,
                    soc_major_group=superfunction.soc_major_group.code,
                    functions=[_function_data(function) for function in superfunction.functions.all()],
                )
                for superfunction in superfunctions
            ]
        }
    )


def _function_data(function: Function) -> dict[str, Any]:
    focuses = [_plain(focus, FocusSchema) for focus in function.focuses.all()]
    return _plain(function, FunctionSchema, focuses=focuses)


def classifications_file() -> ClassificationsFile:
    """The outside classifications as a file."""
    standards = Classification.objects.prefetch_related("entries__parent")
    return ClassificationsFile.from_data(
        {
            "classifications": [
                _plain(
                    standard,
                    ClassificationSchema,
                    entries=[
                        _plain(entry, EntrySchema, parent=entry.parent.code if entry.parent else None)
                        for entry in standard.entries.all()
                    ],
                )
                for standard in standards
            ]
        }
    )


def documents(roles: RoleQuerySet) -> Iterator[RoleDocument]:
    """The documents of roles, read in chunks."""
    for role in with_document(roles).iterator(chunk_size=CHUNK):
        yield document(role)


def documents_in_order() -> Iterator[RoleDocument]:
    """The documents of all roles in the order of the tree, each function's by focus, track and grade."""
    for function in Function.objects.values_list("pk", flat=True).iterator():
        yield from documents(_in_order(function))


def _in_order(function: int) -> RoleQuerySet:
    return Role.objects.filter(function=function).order_by("focus__position", "track__position", "grade")


def function_files(*, with_roles: bool = True) -> Iterator[FunctionFile]:
    """One file for each function, roles in the order of focus, track and grade."""
    in_order = Prefetch("guides", LevelGuide.objects.order_by("level__track__position", "level__grade"))
    for function in Function.objects.prefetch_related(in_order, "guides__level").iterator(chunk_size=CHUNK):
        guide = {override.level.code: _override_data(override) for override in function.guides.all()}
        roles = list(documents(_in_order(function.pk))) if with_roles else []
        yield FunctionFile.from_data({"function": function.code, "guide": guide, "roles": roles})


def _override_data(override: LevelGuide) -> dict[str, str]:
    return {name: text for name, text in _plain(override, PartialGuide).items() if text}


def files() -> Iterator[CatalogueFile]:
    """The whole catalogue as files."""
    yield from _files_above()
    yield from function_files()


def files_without_roles() -> Iterator[CatalogueFile]:
    """The catalogue as files without its roles: of the functions, those that override the level guide."""
    yield from _files_above()
    yield from (file for file in function_files(with_roles=False) if file.guide)


def _files_above() -> Iterator[CatalogueFile]:
    yield levels_file()
    yield classifications_file()
    yield tree_file()
