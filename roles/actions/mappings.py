"""Decisions on mappings: confirm, reject, take back; and the mapping of a role that has none."""

from decimal import Decimal

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from roles.actions import rows, search_index
from roles.actions.load.decisions import inferred_mapping
from roles.actions.refusal import ActionRefused
from roles.domain.choices import MappingSource, Relation, ReviewState
from roles.models import ClassificationEntry, Mapping, Revision, Role

TRANSITIONS: dict[ReviewState, frozenset[ReviewState]] = {
    ReviewState.NEEDS_REVIEW: frozenset({ReviewState.CONFIRMED, ReviewState.REJECTED}),
    ReviewState.CONFIRMED: frozenset({ReviewState.NEEDS_REVIEW, ReviewState.REJECTED}),
    ReviewState.REJECTED: frozenset({ReviewState.NEEDS_REVIEW, ReviewState.CONFIRMED}),
}
"""The states that a decision may lead to, by the state at hand."""


def confirm(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Say that the tie holds; its confidence stays. Raises ActionRefused when that is so already."""
    return _decide(mapping, ReviewState.CONFIRMED, by, reason)


def reject(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Say that the tie does not hold; its confidence stays. Raises ActionRefused when that is so already."""
    return _decide(mapping, ReviewState.REJECTED, by, reason)


def undo(*, mapping: Mapping, by: AbstractBaseUser, reason: str = "") -> Mapping:
    """Take a decision back: the mapping needs review again, and only its history remembers who decided what.

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
    """A new mapping at the end of the role's list, to be reviewed; raises ActionRefused for a second one."""
    mapping = Mapping(
        role=role,
        entry=entry,
        relation=relation.value,
        confidence=confidence,
        source=source.value,
        position=rows.last_place(role.mappings.all()),
    )
    rows.write_valid(mapping, by=by, reason="added")
    search_index.refresh(search_index.roles_touched_by(mapping))
    Revision.bump(of_roles=False)
    return mapping


@transaction.atomic
def infer(*, role: Role, by: AbstractBaseUser) -> Mapping:
    """The mapping of a role that has none: its superfunction's SOC major group, in need of review.

    Raises ActionRefused when the role has a mapping.
    """
    rows.hold(role)
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


@transaction.atomic
def _decide(mapping: Mapping, review: ReviewState, by: AbstractBaseUser, reason: str) -> Mapping:
    rows.hold(mapping)
    if review not in TRANSITIONS[ReviewState(mapping.review)]:
        verdict = "needs review" if review is ReviewState.NEEDS_REVIEW else f"is {review.label}"
        raise ActionRefused(f"The mapping of {mapping.role.code} to {mapping.entry} {verdict} already.")
    undone = review is ReviewState.NEEDS_REVIEW
    mapping.review = review.value
    mapping.decided_by = "" if undone else by.get_username()
    mapping.decided_at = None if undone else timezone.now()
    word = "decision taken back" if undone else review.label
    rows.write(mapping, by=by, reason=f"{word}: {reason}" if reason else word)
    search_index.refresh(search_index.roles_touched_by(mapping))
    Revision.bump(of_roles=False)
    return mapping
