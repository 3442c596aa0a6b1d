"""Refusals: what an action says when a rule forbids it, and runs of decisions that no refusal stops."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

Row = TypeVar("Row")


class ActionRefused(Exception):
    """An action that a rule forbids; nothing was written, and the message is a sentence for who asked."""

    @classmethod
    def because(cls, error: ValidationError) -> "ActionRefused":
        """The refusal that says what a validation found."""
        return cls(" ".join(error.messages))


def decide_each(rows: Iterable[Row], decide: Callable[[Row], object]) -> tuple[list[Row], list[str]]:
    """Decide on every row in the order given; returns the rows decided on and the sentences of the refusals.

    All of it is one transaction, so that a run costs one commit; a refused row leaves nothing behind. Of two
    rows that exclude each other the first wins.
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
