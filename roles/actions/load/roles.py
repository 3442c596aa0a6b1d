"""The part of a load that is about roles: their rows and the rows below them, batch by batch."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db.models import F

from roles.actions.load.decisions import apply_aliases, apply_mappings, apply_postponed_aliases
from roles.actions.load.id_lookups import Load, Progress
from roles.actions.load.merge import Table, merge
from roles.actions.load.sync import BATCH, ChangeReport, TableChanges, link, rewrite
from roles.documents.role import RoleDocument
from roles.domain.choices import Kind
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.models import Alias, Component, CoreOutput, PayBenchmark, Role, RoleComponent
from roles.models import Mapping as RoleMapping
from roles.models.component import component_slug

_ROLES = Table(
    Role,
    (
        *("code", "focus_id", "function_id", "superfunction_id", "level_id", "track_id", "grade"),
        *("title", "tagline", "summary", "story_who", "story_external", "story_internal", "story_why"),
        *("story_plan", "story_stakes", "story_success"),
        *("confidence", "status", "scope", "version", "accepted", "replaced_by_id"),
    ),
    width=1,
    is_named=True,
)
_OUTPUTS = Table(CoreOutput, ("role_id", "position", "text"))
_COMPONENTS = Table(Component, ("kind", "key", "label", "slug"), is_named=True)
_ROLE_COMPONENTS = Table(RoleComponent, ("role_id", "component_id", "commonness", "origin", "position"))
_PAY = Table(
    PayBenchmark,
    (
        *("role_id", "region", "year", "period", "currency"),
        *("p10", "p25", "median", "p75", "p90", "source", "method"),
    ),
    width=5,
)
_WRITTEN = (Role, CoreOutput, Component, RoleComponent, Alias, RoleMapping, PayBenchmark)


def apply_roles(documents: Iterable[RoleDocument], *, total: int, load: Load, progress: Progress) -> None:
    """Write the roles of the documents and everything below them, with no more than a batch in memory."""
    for model in _WRITTEN:
        load.plan.setdefault(str(model._meta.verbose_name_plural), TableChanges())
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
        _remove_unused_components(load.plan)


def _batches(documents: Iterable[RoleDocument]) -> Iterator[list[RoleDocument]]:
    rest = iter(documents)
    while batch := list(islice(rest, BATCH)):
        yield batch


def remove_roles(kept: set[str], plan: ChangeReport) -> list[str]:
    """Remove all roles but those of these codes; returns the codes that went."""
    gone = [(pk, code) for pk, code in Role.objects.values_list("pk", "code").iterator() if code not in kept]
    plan.setdefault("roles", TableChanges()).removed += [code for _, code in gone]
    for start in range(0, len(gone), BATCH):
        Role.objects.filter(pk__in=[pk for pk, _ in gone[start : start + BATCH]]).delete()
    return [code for _, code in gone]


def _roles(documents: list[RoleDocument], load: Load) -> dict[str, int]:
    present = _ROLES.present(code__in=[document.code for document in documents])
    rows = []
    for document in documents:
        stands = present.get((document.code,))
        replaced_by = (
            stands[1][-1] if stands and document.role.replaced_by else None
        )  # linked when all roles stand
        rows.append((*_role_row(document, load), replaced_by))
        if document.role.replaced_by:
            load.replacements[document.code] = document.role.replaced_by
    ids, changed = merge(_ROLES, present=present, desired=rows, plan=load.plan, reason=load.reason)
    load.touched |= {ids[key] for key in changed}
    return {key[0]: pk for key, pk in ids.items()}


def _role_row(document: RoleDocument, load: Load) -> tuple[Any, ...]:
    role, story = document.role, document.role.story
    code = RoleCode.parse(document.code)
    return (
        role.code,
        *load.ground.focuses[code.function, code.focus][:3],
        *load.ground.levels[code.level],
        role.title,
        role.tagline,
        role.summary,
        story.who,
        story.problem.external,
        story.problem.internal,
        story.problem.why,
        list(story.plan),
        story.stakes,
        story.success,
        role.confidence,
        role.status.value,
        role.scope,
        role.version,
        [acceptance.as_data() for acceptance in document.accepted],
    )


def _replacements(load: Load) -> None:
    """Point retired roles at what replaces them, now that every role stands."""
    wanted = sorted(load.replacements)
    for start in range(0, len(wanted), BATCH):
        batch = {code: load.replacements[code] for code in wanted[start : start + BATCH]}
        rows = {role.code: role for role in Role.objects.filter(code__in=batch)}
        ids = dict(Role.objects.filter(code__in=batch.values()).values_list("code", "pk"))
        targets = {code: ids[replacement] for code, replacement in batch.items()}
        link(Role, rows=rows, attribute="replaced_by_id", targets=targets, plan=load.plan, reason=load.reason)


def follow_the_tree(*, plan: ChangeReport, reason: str) -> list[int]:
    """Derive anew the coordinates of roles whose level or branch was changed by files that leave them out.

    Returns their ids.
    """
    moved = Role.objects.exclude(
        superfunction=F("focus__function__superfunction"), track=F("level__track"), grade=F("level__grade")
    )
    roles = {
        role.code: role for role in moved.select_related("focus__function__superfunction", "level__track")
    }
    for role in roles.values():
        role.set_coordinates()
    rewrite(Role, rows=roles, fields=["superfunction", "track", "grade"], plan=plan, reason=reason)
    return [role.pk for role in roles.values()]


def _below(table: Table, ids: Mapping[str, int], desired: list[tuple[Any, ...]], load: Load) -> None:
    """Bring rows below roles into line that nobody decides on: what the documents do not mention goes."""
    present = table.present(role_id__in=ids.values())
    _, changed = merge(table, present=present, desired=desired, plan=load.plan, removable=lambda row: True)
    load.touch(changed)


def _outputs(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = [
        (ids[document.code], position, text)
        for document in documents
        for position, text in enumerate(document.role.core_outputs)
    ]
    _below(_OUTPUTS, ids, rows, load)


def _components(documents: list[RoleDocument], load: Load) -> None:
    """Write the components that no batch before has named; the first that names one spells it."""
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for document in documents:
        for kind in Kind:
            for component in document.components.of(kind):
                key = (kind.value, normalise(component.label))
                if key not in load.components and key not in rows:
                    rows[key] = (*key, component.label, component_slug(component.label))
    present = _COMPONENTS.present(key__in={key for _, key in rows}) if rows else {}
    ids, changed = merge(_COMPONENTS, present=present, desired=rows.values(), plan=load.plan)
    load.components |= ids
    if changed:  # in spelling
        saying = RoleComponent.objects.filter(component__in=[ids[key] for key in changed if key in ids])
        load.touched |= set(saying.values_list("role_id", flat=True))


def _role_components(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = []
    for document in documents:
        role, position = ids[document.code], 0
        for kind in Kind:
            for said in document.components.of(kind):
                component = load.components[kind.value, normalise(said.label)]
                rows.append((role, component, said.commonness.value, said.origin.value, position))
                position += 1
    _below(_ROLE_COMPONENTS, ids, rows, load)


def _remove_unused_components(plan: ChangeReport) -> None:
    unused = list(Component.objects.filter(role_components=None))
    plan["components"].removed += [component.natural_key() for component in unused]
    for start in range(0, len(unused), BATCH):
        Component.objects.filter(pk__in=[row.pk for row in unused[start : start + BATCH]]).delete()


def _pay(documents: list[RoleDocument], ids: dict[str, int], load: Load) -> None:
    rows = [
        (ids[document.code], pay.region, pay.year, pay.period.value, pay.currency,
         pay.p10, pay.p25, pay.median, pay.p75, pay.p90, pay.source, pay.method)
        for document in documents
        for pay in document.pay
    ]  # fmt: skip
    _below(_PAY, ids, rows, load)
