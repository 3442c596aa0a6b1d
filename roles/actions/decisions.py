"""Decisions on rows that editors review: one way to take them, for aliases and for mappings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from roles.actions import rows, search_index
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Choice
from roles.models import Revision


@dataclass(frozen=True)
class Review:
    """How the rows of a model are decided on.

    ``column`` contains the state, ``undecided`` is the state without a decision, and ``transitions`` has the states
    that may follow each. ``refusal`` is the sentence for a state that may not follow. ``rule``, if any, raises
    ActionRefused when another row forbids the new state.
    """

    column: str
    undecided: Choice
    transitions: Mapping[Any, frozenset[Any]]
    refusal: Callable[[Any, Any], str]
    rule: Callable[[Any, Any], None] | None = None

    def state_of(self, row: Any) -> Choice:
        """The state of a row, as the key of the transitions."""
        return type(self.undecided)(getattr(row, self.column))


@transaction.atomic
def decide(review: Review, row: Any, state: Any, *, by: AbstractBaseUser, reason: str) -> None:
    """Bring a row to a state and record who decided and when; the undecided state takes a decision back.

    Raises ActionRefused when the state may not follow the present one, or a rule forbids it.
    """
    rows.lock(row)
    if state not in review.transitions[review.state_of(row)]:
        raise ActionRefused(review.refusal(row, state))
    if review.rule:
        review.rule(row, state)
    is_undone = state is review.undecided
    setattr(row, review.column, state.value)
    row.decided_by = "" if is_undone else by.get_username()
    row.decided_at = None if is_undone else timezone.now()
    word = "decision taken back" if is_undone else state.label
    try:
        with transaction.atomic(savepoint=review.rule is not None):
            rows.write(row, by=by, reason=f"{word}: {reason}" if reason else word)
    except IntegrityError:
        if review.rule:  # another editor's decision was committed after the rule was checked
            row.refresh_from_db()
            review.rule(row, state)
        raise
    publish(row)


def add(row: Any, *, by: AbstractBaseUser | None) -> None:
    """Write a new row for review; raises ActionRefused with what the validation found."""
    rows.write_valid(row, by=by, reason="added")
    publish(row)


def publish(row: Any) -> None:
    """Let search and the pages of titles know of a changed row."""
    search_index.refresh(search_index.roles_touched_by(row))
    Revision.bump(of_roles=False)
