"""The roles of a load and the rows below them, batch by batch."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import F

from roles.actions.load.bulk import BATCH
from roles.actions.load.changes import ChangeReport, TableChanges
from roles.actions.load.decisions import apply_aliases, apply_mappings, apply_postponed_aliases
from roles.actions.load.id_lookups import FocusIds, LevelIds, Load, Progress
from roles.actions.load.merge import Row, Table, link, merge
from roles.documents.fields import ROLE_FIELDS
from roles.documents.role import ComponentSchema, RoleDocument, Schema
from roles.domain.choices import Choice, Kind
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.models import Alias, Component, CoreOutput, PayBenchmark, Role, RoleComponent
from roles.models import Mapping as RoleMapping
from roles.models.component import component_slug

_OWN_FIELDS = [
    field for field in ROLE_FIELDS if field.column not in ("code", "replaced_by") and not field.has_rows
]
_ROLES = Table(
    Role,
    "code",
    *FocusIds._fields,
    *LevelIds._fields,
    *(field.column for field in _OWN_FIELDS),
    "replaced_by_id",
)
OUTPUTS = Table(CoreOutput, "role_id", "position", "text", width=2, is_named=False)
_COMPONENTS = Table(Component, "kind", "key", "label", "slug", width=2)
_ROLE_COMPONENTS = Table(
    RoleComponent,
    *("role_id", "component_id", "commonness", "origin", "position"),
    width=2,
    is_named=False,
)
_PAY = Table(
    PayBenchmark,
    *("role_id", "region", "year", "period", "currency"),
    *("p10", "p25", "median", "p75", "p90", "source", "method"),
    width=5,
    is_named=False,
)
_WRITTEN = (Role, CoreOutput, Component, RoleComponent, Alias, RoleMapping, PayBenchmark)


def apply_roles(documents: Iterable[RoleDocument], *, total: int, load: Load, progress: Progress) -> None:
    """Write the roles of the documents and everything below them, with no more than a batch in memory."""
    for model in _WRITTEN:
        load.report.setdefault(str(model._meta.verbose_name_plural), TableChanges())
    done = 0
    for batch in _batches(documents):
        done += len(batch)
        ids = _roles(batch, load)
        progress("Roles", done, total)
        _outputs(batch, ids, load)
        progress("Core outputs", done, total)
        _components(batch, load)
        progress("Components", done, total)
        _role_components(batch, ids, load)
        progress("Components of roles", done, total)
        apply_aliases(batch, ids, load)
        progress("Aliases", done, total)
        apply_mappings(batch, ids, load)
        progress("Mappings", done, total)
        _pay(batch, ids, load)
        progress("Pay", done, total)
    apply_postponed_aliases(load)
    _replacements(load)
    if load.prune:
        _remove_unused_components(load.report)


def _batches(documents: Iterable[RoleDocument]) -> Iterator[list[RoleDocument]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


def remove_roles(kept: set[str], report: ChangeReport) -> None:
    """Remove all roles but those of these codes."""
    gone = [(pk, code) for pk, code in Role.objects.values_list("pk", "code").iterator() if code not in kept]
    report.setdefault("roles", TableChanges()).removed += [code for _, code in gone]
    for start in range(0, len(gone), BATCH):
        Role.objects.filter(pk__in=[pk for pk, _ in gone[start : start + BATCH]]).delete()


def _roles(documents: list[RoleDocument], load: Load) -> dict[str, int]:
    present = _ROLES.present(code__in=[document.code for document in documents])
    rows = []
    for document in documents:
        replaced_by = None
        if document.role.replaced_by:  # linked once all roles are written
            load.replacements[document.code] = document.role.replaced_by
            former = _ROLES.find(present, document.code)
            replaced_by = former.replaced_by_id if former else None
        rows.append(_role_row(document, replaced_by, load))
    merged = merge(_ROLES, present=present, desired=rows, report=load.report, reason=load.reason)
    load.touched |= {merged.ids[_ROLES.key(row)] for row in merged.touched}
    return merged.ids


def _role_row(document: RoleDocument, replaced_by: int | None, load: Load) -> Row:
    code = RoleCode.parse(document.code)
    return _ROLES.row(
        code=document.code,
        **load.lookups.focuses[code.function, code.focus]._asdict(),
        **load.lookups.levels[code.level]._asdict(),
        **{field.column: _stored(field.value_in(document)) for field in _OWN_FIELDS},
        replaced_by_id=replaced_by,
    )


def _stored(value: Any) -> Any:
    """A value of a document as its column contains it."""
    if isinstance(value, Choice):
        return value.value
    if isinstance(value, tuple):
        return [part.as_data() if isinstance(part, Schema) else part for part in value]
    return value


def _replacements(load: Load) -> None:
    """Point retired roles at what replaces them, now that every role is written."""
    wanted = sorted(load.replacements)
    for start in range(0, len(wanted), BATCH):
        batch = {code: load.replacements[code] for code in wanted[start : start + BATCH]}
        ids = dict(Role.objects.filter(code__in=batch.values()).values_list("code", "pk"))
        link(
            _ROLES,
            "replaced_by_id",
            present=_ROLES.present(code__in=batch),
            targets={code: ids[replacement] for code, replacement in batch.items()},
            report=load.report,
            reason=load.reason,
        )


def follow_the_tree(*, report: ChangeReport, reason: str) -> list[int]:
    """Derive the coordinates again of roles whose level or branch was changed by files that leave them out.

    Returns their ids.
    """
    moved = Role.objects.exclude(
        superfunction=F("focus__function__superfunction"), track=F("level__track"), grade=F("level__grade")
    )
    places = {
        code: {"superfunction_id": superfunction, "track_id": track, "grade": grade}
        for code, superfunction, track, grade in moved.order_by().values_list(
            "code", "focus__function__superfunction", "level__track", "level__grade"
        )
    }
    present = _ROLES.present(pk__in=moved.order_by().values("pk"))
    rows = [_ROLES.find(present, code)._replace(**places[code]) for code in present]
    merged = merge(_ROLES, present=present, desired=rows, report=report, reason=reason)
    return list(merged.ids.values())


def _below(table: Table, ids: Mapping[str, int], desired: Iterable[Row], load: Load) -> None:
    """Bring rows below roles into line that no one decides on: those that documents do not mention are removed."""
    present = table.present(role_id__in=ids.values())
    merged = merge(table, present=present, desired=desired, report=load.report, removable=lambda row: True)
    load.touch(merged.touched)


def _outputs(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = (
        OUTPUTS.row(role_id=ids[document.code], position=position, text=text)
        for document in documents
        for position, text in enumerate(document.role.core_outputs)
    )
    _below(OUTPUTS, ids, rows, load)


def _components(documents: list[RoleDocument], load: Load) -> None:
    """Write the components that no batch before has named; the first that names one decides its spelling."""
    rows: dict[tuple[str, str], Row] = {}
    for document in documents:
        for kind, component in _named_components(document):
            key = (kind, normalise(component.label))
            if key not in load.components and key not in rows:
                slug = component_slug(component.label)
                rows[key] = _COMPONENTS.row(kind=kind, key=key[1], label=component.label, slug=slug)
    present = _COMPONENTS.present(key__in={key for _, key in rows}) if rows else {}
    merged = merge(_COMPONENTS, present=present, desired=rows.values(), report=load.report)
    load.components |= merged.ids
    if touched := [merged.ids[_COMPONENTS.key(row)] for row in merged.touched]:  # in spelling
        rows_of_roles = RoleComponent.objects.filter(component__in=touched)
        load.touched |= set(rows_of_roles.values_list("role_id", flat=True))


def _role_components(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = (
        _ROLE_COMPONENTS.row(
            role_id=ids[document.code],
            component_id=load.components[kind, normalise(component.label)],
            commonness=component.commonness.value,
            origin=component.origin.value,
            position=position,
        )
        for document in documents
        for position, (kind, component) in enumerate(_named_components(document))
    )
    _below(_ROLE_COMPONENTS, ids, rows, load)


def _named_components(document: RoleDocument) -> Iterator[tuple[str, ComponentSchema]]:
    """The components of a document in its order, each with the name of its kind."""
    for kind in Kind:
        name = kind.value
        for component in document.components.of(kind):
            yield name, component


def _remove_unused_components(report: ChangeReport) -> None:
    unused = list(Component.objects.filter(role_components=None))
    report["components"].removed += [component.natural_key() for component in unused]
    for start in range(0, len(unused), BATCH):
        Component.objects.filter(pk__in=[row.pk for row in unused[start : start + BATCH]]).delete()


def _pay(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = [
        _PAY.row(role_id=ids[document.code], **(pay.as_data() | {"period": pay.period.value}))
        for document in documents
        for pay in document.pay
    ]
    _below(_PAY, ids, rows, load)
