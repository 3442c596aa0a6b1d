"""Changes to tree and levels: the roles below follow them."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from simple_history.utils import bulk_update_with_history

from roles.actions import search_index
from roles.actions.roles import leave_redirects
from roles.domain import codes
from roles.models import Focus, Function, Revision, Role
from roles.models.role import RoleQuerySet

PLACED = ["code", "function", "superfunction", "track", "grade"]
"""The fields of a role that are derived from its focus and level."""

_STORED = ["code", "function_id", "superfunction_id", "track_id", "grade"]
_BATCH = 500


@transaction.atomic
def replace_coordinates(
    *, roles: RoleQuerySet, by: AbstractBaseUser, reason: str = "tree or ladder changed"
) -> list[str]:
    """Derive code and coordinates of the roles again; returns the new codes of those that changed.

    Call it in the transaction that changes a level's grade, track or code, a focus's function, a function's
    superfunction, or one of their codes. A former code redirects to its role.
    """
    changed: dict[int, str] = {}
    ids = list(roles.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), _BATCH):
        changed |= _replace(ids[start : start + _BATCH], by, reason)
    if changed:
        search_index.refresh_ids(list(changed))
        Revision.bump()
    return list(changed.values())


def _replace(ids: list[int], by: AbstractBaseUser, reason: str) -> dict[int, str]:
    moved: dict[str, Role] = {}
    batch = Role.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    for role in batch.select_related("focus__function__superfunction", "level__track"):
        former, before = role.code, _stored(role)
        role.set_coordinates()
        if _stored(role) != before:
            moved[former] = role
    if moved:
        bulk_update_with_history(
            list(moved.values()), Role, PLACED, default_user=by, default_change_reason=reason
        )
        leave_redirects(moved)
    return {role.pk: role.code for role in moved.values()}


def _stored(role: Role) -> list[object]:
    return [getattr(role, column) for column in _STORED]


@transaction.atomic
def add_general_focus(*, function: Function) -> None:
    """Give a new function the general focus, which every function has, unless it has one."""
    _, added = Focus.objects.get_or_create(
        function=function,
        code=codes.GENERAL_FOCUS,
        defaults={"name": "General", "definition": f"{function.name}, without a specialism."},
    )
    if added:
        Revision.bump()
