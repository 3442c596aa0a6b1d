"""Refusals of actions, and runs of decisions that a refusal does not stop."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

Row = TypeVar("Row")


class ActionRefused(Exception):
    """An action that a rule forbids; nothing was written, and the message is a sentence for the user."""

    @classmethod
    def because(cls, error: ValidationError) -> "ActionRefused":
        """Return the refusal with the messages of a validation."""
        return cls(" ".join(error.messages))


def decide_each(rows: Iterable[Row], decide: Callable[[Row], object]) -> tuple[list[Row], list[str]]:
    """Decide on the rows one by one; returns those decided on, and the sentences of the refusals.

    It is one transaction, so that a run costs one commit; a refused row leaves nothing behind. Of two rows that exclude
    each other the first wins.
    """
    done: list[Row] = []
    refusals: list[str] = []
    with transaction.atomic():
        for row in rows:
            try:
                with transaction.atomic():
                    decide(row)
            except ActionRefused as refusal:
                refusals.append(str(refusal))
            else:
                done.append(row)
    return done, refusals
