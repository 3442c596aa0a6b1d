"""The part of a load that is about roles: their rows and the rows below them."""

from collections.abc import Callable, Iterable
from typing import Any

from django.db.models import F

from roles.actions.catalogue_decisions import apply_aliases, apply_mappings
from roles.actions.sync import Plan, Tally, link, rewrite, sync
from roles.codes import RoleCode
from roles.document import RoleDocument
from roles.models import Component, CoreOutput, Focus, Level, PayBenchmark, Role, RoleComponent
from roles.models.component import component_slug
from roles.titles import normalise
from roles.vocabulary import Kind


def apply_roles(
    documents: list[RoleDocument],
    *,
    plan: Plan,
    prune: bool,
    reason: str,
    progress: Callable[[str, int, int], None],
) -> tuple[int, list[str]]:
    """Write the roles of the documents and everything below them.

    Returns how many editors' decisions outranked a document, and the codes of the roles that were removed.
    """
    stages = 7
    removed = _remove_roles(documents, plan) if prune else []
    roles = _roles(documents, plan, reason)
    progress("Roles", 1, stages)
    ids = [role.pk for role in roles.values()]
    _outputs(documents, roles, ids, plan)
    progress("Core outputs", 2, stages)
    components = _components(documents, plan)
    progress("Components", 3, stages)
    _role_components(documents, roles, ids, components, plan)
    progress("Components of roles", 4, stages)
    kept = apply_aliases(documents, roles, ids, plan, prune, reason)
    progress("Aliases", 5, stages)
    kept += apply_mappings(documents, roles, ids, plan, prune, reason)
    progress("Mappings", 6, stages)
    _pay(documents, roles, ids, plan)
    if prune:
        _remove_unused_components(plan)
    progress("Pay", 7, stages)
    return kept, removed


def _remove_roles(documents: list[RoleDocument], plan: Plan) -> list[str]:
    gone = list(Role.objects.exclude(code__in=[document.code for document in documents]))
    plan.setdefault("roles", Tally()).removed += [role.code for role in gone]
    Role.objects.filter(pk__in=[role.pk for role in gone]).delete()
    return [role.code for role in gone]


def _roles(documents: list[RoleDocument], plan: Plan, reason: str) -> dict[str, Role]:
    focuses = {
        focus.natural_key(): focus for focus in Focus.objects.select_related("function__superfunction")
    }
    levels = {level.code: level for level in Level.objects.select_related("track")}
    codes = [document.code for document in documents]
    existing = {role.code: role for role in Role.objects.filter(code__in=codes)}
    desired: dict[str, dict[str, Any]] = {}
    for document in documents:
        code = RoleCode.parse(document.code)
        desired[document.code] = _role_row(document, focuses[code.function, code.focus], levels[code.level])
    saved = sync(Role, existing=existing, desired=desired, plan=plan, reason=reason)
    _replacements(documents, saved, plan, reason)
    return saved


def _role_row(document: RoleDocument, focus: Focus, level: Level) -> dict[str, Any]:
    role, story = document.role, document.role.story
    return {
        "code": role.code,
        "focus_id": focus.pk,
        "function_id": focus.function_id,
        "superfunction_id": focus.function.superfunction_id,
        "level_id": level.pk,
        "track_id": level.track_id,
        "grade": level.grade,
        "title": role.title,
        "tagline": role.tagline,
        "summary": role.summary,
        "story_who": story.who,
        "story_external": story.problem.external,
        "story_internal": story.problem.internal,
        "story_why": story.problem.why,
        "story_plan": list(story.plan),
        "story_stakes": story.stakes,
        "story_success": story.success,
        "confidence": role.confidence,
        "status": role.status.value,
        "scope": role.scope,
        "version": role.version,
        "accepted": [acceptance.as_data() for acceptance in document.accepted],
    } | ({} if role.replaced_by else {"replaced_by_id": None})  # only a retired role may still have one


def _replacements(documents: list[RoleDocument], saved: dict[str, Role], plan: Plan, reason: str) -> None:
    wanted = {d.code: d.role.replaced_by for d in documents if d.role.replaced_by}
    ids = dict(Role.objects.filter(code__in=wanted.values()).values_list("code", "pk"))
    targets = {code: ids[replacement] for code, replacement in wanted.items()}
    link(Role, rows=saved, attribute="replaced_by_id", targets=targets, plan=plan, reason=reason)


def follow_the_tree(*, plan: Plan, reason: str) -> None:
    """Derive anew the coordinates of roles whose level or branch was changed by files that leave them out."""
    moved = Role.objects.exclude(
        superfunction=F("focus__function__superfunction"), track=F("level__track"), grade=F("level__grade")
    )
    roles = {
        role.code: role for role in moved.select_related("focus__function__superfunction", "level__track")
    }
    for role in roles.values():
        role.place()
    rewrite(Role, rows=roles, fields=["superfunction", "track", "grade"], plan=plan, reason=reason)


def _outputs(documents: list[RoleDocument], roles: dict[str, Role], ids: list[int], plan: Plan) -> None:
    sync(
        CoreOutput,
        existing={(row.role_id, row.position): row for row in CoreOutput.objects.filter(role_id__in=ids)},
        desired={
            (roles[d.code].pk, position): {
                "role_id": roles[d.code].pk,
                "position": position,
                "text": text,
            }
            for d in documents
            for position, text in enumerate(d.role.core_outputs)
        },
        plan=plan,
        removable=lambda row: True,
    )


def _components(documents: Iterable[RoleDocument], plan: Plan) -> dict[tuple[str, str], Component]:
    desired: dict[tuple[str, str], dict[str, Any]] = {}
    for document in documents:
        for kind in Kind:
            for component in document.components.of(kind):
                key = (kind.value, normalise(component.label))
                desired.setdefault(
                    key,
                    {
                        "kind": kind.value,
                        "key": key[1],
                        "label": component.label,
                        "slug": component_slug(component.label),
                    },
                )
    existing = {row.natural_key(): row for row in Component.objects.all()}
    return sync(Component, existing=existing, desired=desired, plan=plan)


def _role_components(
    documents: list[RoleDocument],
    roles: dict[str, Role],
    ids: list[int],
    components: dict[tuple[str, str], Component],
    plan: Plan,
) -> None:
    desired = {}
    for document in documents:
        role, position = roles[document.code].pk, 0
        for kind in Kind:
            for said in document.components.of(kind):
                component = components[kind.value, normalise(said.label)].pk
                desired[role, component] = {
                    "role_id": role,
                    "component_id": component,
                    "commonness": said.commonness.value,
                    "origin": said.origin.value,
                    "position": position,
                }
                position += 1
    sync(
        RoleComponent,
        existing={
            (row.role_id, row.component_id): row for row in RoleComponent.objects.filter(role_id__in=ids)
        },
        desired=desired,
        plan=plan,
        removable=lambda row: True,
    )


def _remove_unused_components(plan: Plan) -> None:
    unused = list(Component.objects.filter(role_components=None))
    plan["components"].removed += [component.natural_key() for component in unused]
    Component.objects.filter(pk__in=[component.pk for component in unused]).delete()


def _pay(documents: list[RoleDocument], roles: dict[str, Role], ids: list[int], plan: Plan) -> None:
    sync(
        PayBenchmark,
        existing={
            (row.role_id, row.region, row.year, row.period, row.currency): row
            for row in PayBenchmark.objects.filter(role_id__in=ids)
        },
        desired={
            (roles[d.code].pk, pay.region, pay.year, pay.period.value, pay.currency): {
                "role_id": roles[d.code].pk,
                **{name: value for name, value in pay.model_dump().items() if name != "period"},
                "period": pay.period.value,
            }
            for d in documents
            for pay in d.pay
        },
        plan=plan,
        removable=lambda row: True,
    )
