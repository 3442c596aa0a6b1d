"""Single rows with a history: locked while they are decided on, and written with who and why."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max, Model, QuerySet
from django.utils.text import Truncator

from roles.actions.refusal import ActionRefused

REASON_LENGTH = 100
"""The longest reason of a change, in characters; a longer one is cut."""


def lock(row: Model) -> None:
    """Read the row again and lock it until the transaction ends, so that decisions on it are taken one by one.

    Raises ActionRefused when it was deleted meanwhile.
    """
    model = type(row)
    try:
        row.refresh_from_db(from_queryset=model._default_manager.select_for_update())
    except model.DoesNotExist:  # type: ignore[attr-defined]
        raise ActionRefused(f"This {model._meta.verbose_name} does not exist any more.") from None


def write(row: Any, *, by: AbstractBaseUser | None, reason: str = "") -> None:
    """Save a row; its history records the user and the reason."""
    row._history_user = by
    row._change_reason = Truncator(reason).chars(REASON_LENGTH) or None
    row.save()


def write_valid(row: Any, *, by: AbstractBaseUser | None, reason: str = "") -> None:
    """Validate a row and write it; raises ActionRefused with what the validation found."""
    try:
        row.full_clean()
        try:
            with transaction.atomic():
                write(row, by=by, reason=reason)
        except IntegrityError:  # another editor was faster: now the validation finds the other row
            row.full_clean()
            raise
    except ValidationError as error:
        raise ActionRefused.because(error) from None


def next_position(siblings: "QuerySet[Any]") -> int:
    """Return the position after the last of a role's rows, counted from 0."""
    last = siblings.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1
