"""Changes to roles: ordinary edits, core outputs, status, and moves to another place in the tree."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from roles.actions import component_counts, rows, search_index
from roles.actions.load.sync import ChangeReport, sync
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Status
from roles.models import CoreOutput, Focus, Level, Redirect, Revision, Role

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.IN_REVIEW, Status.RETIRED}),
    Status.IN_REVIEW: frozenset({Status.DRAFT, Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.IN_REVIEW, Status.RETIRED}),
    Status.RETIRED: frozenset({Status.PUBLISHED}),
}
"""The statuses that a role may take, by the one that it has."""


@transaction.atomic
def save(*, role: Role, by: AbstractBaseUser, reason: str = "") -> Role:
    """Save a new or edited role; one with another focus or level leaves a redirect at its former code.

    Raises ActionRefused with what the validation found, for example that the place is taken.
    """
    former = Role.objects.select_for_update().filter(pk=role.pk).values_list("code", flat=True).first()
    if role.focus_id and role.level_id:
        role.set_coordinates()  # the validation of the fields asks for what is derived
    with component_counts.following([role.pk]):
        rows.write_valid(role, by=by, reason=reason)
    leave_redirects({former or role.code: role})
    search_index.refresh(search_index.roles_touched_by(role))
    Revision.bump()
    return role


@transaction.atomic
def move(*, role: Role, focus: Focus, level: Level, by: AbstractBaseUser, reason: str = "") -> Role:
    """Give the role another place and thereby another code; its former code leads to it.

    Raises ActionRefused when another role has the place, or when it is the role's own.
    """
    rows.hold(role)
    former = role.code
    if (role.focus_id, role.level_id) == (focus.pk, level.pk):
        raise ActionRefused(f"{former} stands there already.")
    holder = Role.objects.filter(focus=focus, level=level).first()
    if holder:
        raise ActionRefused(f"{holder.code} is taken by “{holder.title}”.")
    role.focus, role.level = focus, level
    word = f"moved from {former}"
    return save(role=role, by=by, reason=f"{word}: {reason}" if reason else word)


def leave_redirects(roles: Mapping[str, Role]) -> None:
    """Let every former code lead to its role, and let no redirect stand at a code that a role has now.

    ``roles`` has the roles by their former code, those with an unchanged code included.
    """
    taken = {role.code for role in roles.values()}
    Redirect.objects.filter(code__in=taken).delete()
    Redirect.objects.bulk_create(
        [Redirect(code=former, role=role) for former, role in roles.items() if former not in taken],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["role"],
    )


@transaction.atomic
def change_status(
    *,
    role: Role,
    status: Status,
    by: AbstractBaseUser,
    reason: str = "",
    replaced_by: Role | None = None,
) -> Role:
    """Take the role to another status; a retired role may name the role that replaces it, no other does.

    Raises ActionRefused when the status cannot follow the present one, or when the replacement cannot be one.
    """
    rows.hold(role)
    if status not in TRANSITIONS[Status(role.status)]:
        raise ActionRefused(refusal(role, status))
    if replaced_by:
        _refuse_replacement(role, status, replaced_by)
    role.status = status.value
    role.replaced_by = replaced_by
    with component_counts.following([role.pk]):
        rows.write(role, by=by, reason=f"{status.label}: {reason}" if reason else status.label)
    search_index.refresh(search_index.roles_touched_by(role))
    Revision.bump()
    return role


def refusal(role: Role, status: Status) -> str:
    """The sentence for a status that may not follow the role's present one."""
    present = Status(role.status)
    if status is present:
        return f"{role.code} is {present.label} already."
    ways = " or ".join(way.label for way in Status if way in TRANSITIONS[present])
    return f"{role.code} is {present.label}; from there it goes to {ways}, not to {status.label}."


def _refuse_replacement(role: Role, status: Status, replacement: Role) -> None:
    if status is not Status.RETIRED:
        raise ActionRefused("Only a retired role is replaced by another.")
    if replacement.pk == role.pk:
        raise ActionRefused(f"{role.code} cannot be replaced by itself.")
    if replacement.is_retired:
        raise ActionRefused(f"{replacement.code} is retired itself and cannot replace {role.code}.")


@transaction.atomic
def set_core_outputs(*, role: Role, texts: Iterable[str]) -> None:
    """Make the role's core outputs the texts, in their order."""
    plan: ChangeReport = {}
    sync(
        CoreOutput,
        existing={output.position: output for output in role.core_outputs.all()},
        desired={i: {"role_id": role.pk, "position": i, "text": text} for i, text in enumerate(texts)},
        plan=plan,
        removable=lambda output: True,
    )
    if not all(tally.is_idle for tally in plan.values()):
        Revision.bump()
