"""Reading documents: the catalogue's tables in, its documents and files out."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch

from roles.documents.files import CatalogueFile, ClassificationsFile, FunctionFile, LevelsFile, TreeFile
from roles.documents.role import RoleDocument
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
from roles.models.level import GUIDE_ROWS
from roles.models.role import RoleQuerySet

CHUNK = 500  # roles read at a time, so that memory does not grow with the catalogue


def with_document(roles: RoleQuerySet, *, is_public: bool = False) -> RoleQuerySet:
    """Roles with everything that a document contains, in a constant number of queries.

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


def document(role: Role) -> RoleDocument:
    """The document of a role that was read ``with_document``."""
    return RoleDocument.from_data(
        {
            "role": _role_data(role),
            "components": _component_data(role),
            "aliases": [
                _plain(alias, "text type confidence state scope origin decided_by decided_at")
                for alias in role.aliases.all()
            ],
            "mappings": [
                {
                    "classification": mapping.entry.classification.code,
                    "code": mapping.entry.code,
                    **_plain(mapping, "relation source confidence review decided_by decided_at"),
                }
                for mapping in role.mappings.all()
            ],
            "pay": [
                _plain(pay, "currency region period year p10 p25 median p75 p90 source method")
                for pay in role.pay_benchmarks.all()
            ],
            "accepted": role.accepted,
        }
    )


def _plain(row: Any, fields: str) -> dict[str, Any]:
    return {field: getattr(row, field) for field in fields.split()}


def _role_data(role: Role) -> dict[str, Any]:
    return {
        **_plain(role, "code title tagline summary"),
        "story": {
            "who": role.story_who,
            "problem": {
                "external": role.story_external,
                "internal": role.story_internal,
                "why": role.story_why,
            },
            "plan": role.story_plan,
            "stakes": role.story_stakes,
            "success": role.story_success,
        },
        "core_outputs": [output.text for output in role.core_outputs.all()],
        **_plain(role, "confidence status scope version"),
        "replaced_by": role.replaced_by.code if role.replaced_by else None,
    }


def _component_data(role: Role) -> dict[str, list[dict[str, str]]]:
    groups: dict[str, list[dict[str, str]]] = {kind.value: [] for kind in Kind}
    for said in role.role_components.all():
        groups[said.component.kind].append(
            {"label": said.component.label, "commonness": said.commonness, "origin": said.origin}
        )
    return groups


def levels_file() -> LevelsFile:
    """The ladder as a file."""
    return LevelsFile.from_data(
        {
            "tracks": [_plain(track, "code name") for track in Track.objects.all()],
            "levels": [
                {
                    **_plain(level, "code name min_years max_years grade"),
                    "guide": _plain(level, " ".join(GUIDE_ROWS)),
                }
                for level in Level.objects.in_order()
            ],
        }
    )


def tree_file() -> TreeFile:
    """The tree as a file."""
    superfunctions = Superfunction.objects.select_related("soc_major_group").prefetch_related(
        "functions__focuses"
    )
    node = "code name definition"
    return TreeFile.from_data(
        {
            "superfunctions": [
                {
                    **_plain(superfunction, node),
                    "soc_major_group": superfunction.soc_major_group.code,
                    "functions": [
                        {
                            **_plain(function, f"{node} title_stems"),
                            "focuses": [
                                _plain(focus, f"{node} title_stems") for focus in function.focuses.all()
                            ],
                        }
                        for function in superfunction.functions.all()
                    ],
                }
                for superfunction in superfunctions
            ]
        }
    )


def classifications_file() -> ClassificationsFile:
    """The outside classifications as a file."""
    standards = Classification.objects.prefetch_related("entries__parent")
    return ClassificationsFile.from_data(
        {
            "classifications": [
                {
                    **_plain(standard, "code name publisher"),
                    "entries": [
                        {
                            **_plain(entry, "code title"),
                            "parent": entry.parent.code if entry.parent else None,
                            "definition": entry.definition,
                        }
                        for entry in standard.entries.all()
                    ],
                }
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
        guide: dict[str, dict[str, str]] = defaultdict(dict)
        for wording in function.guides.all():
            guide[wording.level.code] = {row: text for row in GUIDE_ROWS if (text := getattr(wording, row))}
        roles = list(documents(_in_order(function.pk))) if with_roles else []
        yield FunctionFile.from_data({"function": function.code, "guide": guide, "roles": roles})


def files() -> Iterator[CatalogueFile]:
    """The whole catalogue as files."""
    yield from _files_above()
    yield from function_files()


def files_without_roles() -> Iterator[CatalogueFile]:
    """The catalogue as files but for its roles: of functions those that word their level guide anew."""
    yield from _files_above()
    yield from (file for file in function_files(with_roles=False) if file.guide)


def _files_above() -> Iterator[CatalogueFile]:
    yield levels_file()
    yield classifications_file()
    yield tree_file()
