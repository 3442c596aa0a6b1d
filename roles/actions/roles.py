"""Changes to roles: ordinary edits, core outputs, status, and moves to another focus or level."""

from collections.abc import Iterable, Mapping

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from roles.actions import component_counts, rows, search_index
from roles.actions.load.merge import merge
from roles.actions.load.roles import OUTPUTS
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Status
from roles.models import Focus, Level, Redirect, Revision, Role

TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.IN_REVIEW, Status.RETIRED}),
    Status.IN_REVIEW: frozenset({Status.DRAFT, Status.PUBLISHED}),
    Status.PUBLISHED: frozenset({Status.IN_REVIEW, Status.RETIRED}),
    Status.RETIRED: frozenset({Status.PUBLISHED}),
}
"""The statuses that may follow, by the present one."""


@transaction.atomic
def save(*, role: Role, by: AbstractBaseUser, reason: str = "") -> Role:
    """Save a new or edited role; one with a new focus or level leaves a redirect at its former code.

    Raises ActionRefused with what the validation found, for example that the place is taken.
    """
    former = Role.objects.select_for_update().filter(pk=role.pk).values_list("code", flat=True).first()
    if role.focus_id and role.level_id:
        role.set_coordinates()  # the validation of the fields needs what is derived
    with component_counts.following([role.pk]):
        rows.write_valid(role, by=by, reason=reason)
    leave_redirects({former or role.code: role})
    search_index.refresh(search_index.roles_touched_by(role))
    Revision.bump()
    return role


@transaction.atomic
def move(*, role: Role, focus: Focus, level: Level, by: AbstractBaseUser, reason: str = "") -> Role:
    """Give the role another focus and level, and thereby another code; its former code redirects to it.

    Raises ActionRefused when another role is there, or the role itself is.
    """
    rows.lock(role)
    former = role.code
    if (role.focus_id, role.level_id) == (focus.pk, level.pk):
        raise ActionRefused(f"{former} stands there already.")
    other = Role.objects.filter(focus=focus, level=level).first()
    if other:
        raise ActionRefused(f"{other.code} is taken by “{other.title}”.")
    role.focus, role.level = focus, level
    word = f"moved from {former}"
    return save(role=role, by=by, reason=f"{word}: {reason}" if reason else word)


def leave_redirects(roles: Mapping[str, Role]) -> None:
    """Redirect every former code to its role, and remove redirects at codes that a role has now.

    ``roles`` has the roles by their former code, also those whose code is unchanged.
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
    """Change the status; only a retired role may have a role that replaces it.

    Raises ActionRefused when the status may not follow the present one, or the replacement is impossible.
    """
    rows.lock(role)
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
    """Replace the role's core outputs by the texts, in their order."""
    merged = merge(
        OUTPUTS,
        present=OUTPUTS.present(role_id=role.pk),
        desired=[OUTPUTS.row(role_id=role.pk, position=i, text=text) for i, text in enumerate(texts)],
        report={},
        removable=lambda output: True,
    )
    if merged.touched:
        Revision.bump()
