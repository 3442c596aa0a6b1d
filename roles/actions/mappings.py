"""Mappings: confirm, reject, take a decision back, add one, and infer that of a role without any."""

from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction

from roles.actions import decisions, rows
from roles.actions.load.decisions import inferred_mapping
from roles.actions.refusal import ActionRefused
from roles.domain.choices import MappingSource, Relation, ReviewState
from roles.models import ClassificationEntry, Mapping, Role

TRANSITIONS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.NEEDS_REVIEW: frozenset({ReviewState.CONFIRMED, ReviewState.REJECTED}),
    ReviewState.CONFIRMED: frozenset({ReviewState.NEEDS_REVIEW, ReviewState.REJECTED}),
    ReviewState.REJECTED: frozenset({ReviewState.NEEDS_REVIEW, ReviewState.CONFIRMED}),
}
"""The states that a decision may lead to, by the present one."""


def confirm(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Confirm the mapping; its confidence is left. Raises ActionRefused when it is confirmed already."""
    return _decide(mapping, ReviewState.CONFIRMED, by, reason)


def reject(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Reject the mapping; its confidence is left. Raises ActionRefused when it is rejected already."""
    return _decide(mapping, ReviewState.REJECTED, by, reason)


def undo(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Take a decision back: the mapping needs review again, and only its history remembers the decision.

    Raises ActionRefused when there is no decision to take back.
    """
    return _decide(mapping, ReviewState.NEEDS_REVIEW, by, reason)


@transaction.atomic
def add(
    *,
    role: Role,
    entry: ClassificationEntry,
    relation: Relation,
    confidence: Decimal,
    by: AbstractBaseUser,
    source: MappingSource = MappingSource.EDITOR,
) -> Mapping:
    """Add a mapping that needs review at the end of the role's list; raises ActionRefused for a second one."""
    mapping = Mapping(
        role=role,
        entry=entry,
        relation=relation.value,
        confidence=confidence,
        source=source.value,
        position=rows.next_position(role.mappings.all()),
    )
    decisions.add(mapping, by=by)
    return mapping


@transaction.atomic
def infer(*, role: Role, by: AbstractBaseUser) -> Mapping:
    """Map a role without a mapping to its superfunction's SOC major group, in need of review.

    Raises ActionRefused when the role has a mapping.
    """
    rows.lock(role)
    if role.mappings.exists():
        raise ActionRefused(f"{role.code} has a mapping already.")
    form = inferred_mapping(role.superfunction.soc_major_group.code)
    return add(
        role=role,
        entry=ClassificationEntry.objects.get_by_natural_key(form.classification, form.code),
        relation=form.relation,
        confidence=form.confidence,
        by=by,
        source=form.source,
    )


def _decide(mapping: Mapping, state: ReviewState, by: AbstractBaseUser, reason: str) -> Mapping:
    decisions.decide(_REVIEW, mapping, state, by=by, reason=reason)
    return mapping


def _refusal(mapping: Mapping, state: ReviewState) -> str:
    words = "needs review" if state is ReviewState.NEEDS_REVIEW else f"is {state.label}"
    return f"The mapping of {mapping.role.code} to {mapping.entry} {words} already."


_REVIEW = decisions.Review(
    column="review", undecided=ReviewState.NEEDS_REVIEW, transitions=TRANSITIONS, refusal=_refusal
)
