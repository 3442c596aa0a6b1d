"""Decisions on aliases: approve, reject, take back; and new aliases for the queue."""

from decimal import Decimal

import pydantic
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from roles.actions import rows, search_index
from roles.actions.refusal import ActionRefused
from roles.documents.errors import faults_of, location_in_words
from roles.documents.role import AliasSchema
from roles.domain import codes
from roles.domain.choices import AliasOrigin, AliasState, AliasType
from roles.models import Alias, Revision, Role

TRANSITIONS: dict[AliasState, frozenset[AliasState]] = {
    AliasState.PENDING: frozenset({AliasState.APPROVED, AliasState.REJECTED}),
    AliasState.APPROVED: frozenset({AliasState.PENDING, AliasState.REJECTED}),
    AliasState.REJECTED: frozenset({AliasState.PENDING, AliasState.APPROVED}),
}
"""The states that a decision may lead to, by the state at hand."""


def approve(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Let the title stand for its role; the role's page shows it with the next request.

    Raises ActionRefused when it is approved already, here or, in the same scope, for another role.
    """
    return _decide(alias, AliasState.APPROVED, by, reason)


def reject(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Decide that the title does not stand for the role; raises ActionRefused when that is so already."""
    return _decide(alias, AliasState.REJECTED, by, reason)


def undo(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Take a decision back: the alias is pending again, and only its history remembers who decided what.

    Raises ActionRefused when there is no decision to take back.
    """
    return _decide(alias, AliasState.PENDING, by, reason)


@transaction.atomic
def add(
    *,
    role: Role,
    text: str,
    type: AliasType,  # noqa: A002 - the domain's word
    confidence: Decimal,
    by: AbstractBaseUser | None,
    scope: str = codes.GLOBAL_SCOPE,
    origin: AliasOrigin = AliasOrigin.EDITOR,
) -> Alias:
    """A new alias at the end of the role's list, pending; a visitor's is by nobody.

    Raises ActionRefused when it cannot be one.
    """
    try:
        form = AliasSchema(text=text, type=type, confidence=confidence, scope=scope, origin=origin)
    except pydantic.ValidationError as error:
        faults = "; ".join(f"{location_in_words(place)} {message}" for place, message in faults_of(error))
        raise ActionRefused(f"This cannot be an alias: {faults}.") from None
    alias = Alias(
        role=role,
        text=form.text,
        type=form.type.value,
        confidence=form.confidence,
        scope=form.scope,
        origin=form.origin.value,
        position=rows.last_place(role.aliases.all()),
    )
    alias.clean()  # derives the key, which the validation of the fields asks for
    rows.write_valid(alias, by=by, reason="added")
    search_index.refresh(search_index.roles_touched_by(alias))
    Revision.bump(of_roles=False)
    return alias


@transaction.atomic
def _decide(alias: Alias, state: AliasState, by: AbstractBaseUser, reason: str) -> Alias:
    rows.hold(alias)
    if state not in TRANSITIONS[AliasState(alias.state)]:
        raise ActionRefused(f"“{alias.text}” is {state.label} already.")
    if state is AliasState.APPROVED:
        _refuse_second_approval(alias)
    undone = state is AliasState.PENDING
    alias.state = state.value
    alias.decided_by = "" if undone else by.get_username()
    alias.decided_at = None if undone else timezone.now()
    word = "decision taken back" if undone else state.label
    try:
        with transaction.atomic():
            rows.write(alias, by=by, reason=f"{word}: {reason}" if reason else word)
    except IntegrityError:  # another role's approval was committed after the check above
        alias.refresh_from_db()
        _refuse_second_approval(alias)
        raise
    search_index.refresh(search_index.roles_touched_by(alias))
    Revision.bump(of_roles=False)
    return alias


def _refuse_second_approval(alias: Alias) -> None:
    holder = (
        Alias.objects.approved()
        .filter(key=alias.key, scope=alias.scope)
        .exclude(pk=alias.pk)
        .select_related("role")
        .first()
    )
    if holder:
        raise ActionRefused(
            f"“{alias.text}” is already approved for {holder.role.code} (scope {alias.scope})."
        )
