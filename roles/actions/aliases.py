"""Aliases: approve, reject, take a decision back, and add one to the queue."""

from decimal import Decimal

import pydantic
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from roles.actions import decisions, rows
from roles.actions.refusal import ActionRefused
from roles.documents.errors import faults_of, location_in_words
from roles.documents.role import AliasSchema
from roles.domain import codes
from roles.domain.choices import AliasOrigin, AliasState, AliasType
from roles.models import Alias, Role

TRANSITIONS: dict[AliasState, frozenset[AliasState]] = {
    AliasState.PENDING: frozenset({AliasState.APPROVED, AliasState.REJECTED}),
    AliasState.APPROVED: frozenset({AliasState.PENDING, AliasState.REJECTED}),
    AliasState.REJECTED: frozenset({AliasState.PENDING, AliasState.APPROVED}),
}
"""The states that a decision may lead to, by the present one."""


def approve(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Approve the title for its role; the role's page shows it with the next request.

    Raises ActionRefused when it is approved already, here or, in the same scope, for another role.
    """
    return _decide(alias, AliasState.APPROVED, by, reason)


def reject(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Reject the title for its role; raises ActionRefused when it is rejected already."""
    return _decide(alias, AliasState.REJECTED, by, reason)


def undo(*, alias: Alias, by: AbstractBaseUser, reason: str = "") -> Alias:
    """Take a decision back: the alias is pending again, and only its history remembers the decision.

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
    """Add a pending alias at the end of the role's list; ``by`` is None for a visitor's.

    Raises ActionRefused when the values cannot be an alias.
    """
    try:
        form = AliasSchema(text=text, type=type, confidence=confidence, scope=scope, origin=origin)
    except pydantic.ValidationError as error:
        faults = "; ".join(f"{location_in_words(where)} {message}" for where, message in faults_of(error))
        raise ActionRefused(f"This cannot be an alias: {faults}.") from None
    alias = Alias(
        role=role,
        text=form.text,
        type=form.type.value,
        confidence=form.confidence,
        scope=form.scope,
        origin=form.origin.value,
        position=rows.next_position(role.aliases.all()),
    )
    alias.clean()  # derives the key, which the validation of the fields needs
    decisions.add(alias, by=by)
    return alias


def _decide(alias: Alias, state: AliasState, by: AbstractBaseUser, reason: str) -> Alias:
    decisions.decide(_REVIEW, alias, state, by=by, reason=reason)
    return alias


def _refuse_second_approval(alias: Alias, state: AliasState) -> None:
    if state is not AliasState.APPROVED:
        return
    others = Alias.objects.approved().filter(key=alias.key, scope=alias.scope).exclude(pk=alias.pk)
    if other := others.select_related("role").first():
        raise ActionRefused(
            f"“{alias.text}” is already approved for {other.role.code} (scope {alias.scope})."
        )


_REVIEW = decisions.Review(
    column="state",
    undecided=AliasState.PENDING,
    transitions=TRANSITIONS,
    refusal=lambda alias, state: f"“{alias.text}” is {state.label} already.",
    rule=_refuse_second_approval,
)
