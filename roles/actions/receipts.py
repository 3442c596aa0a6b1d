"""Keeping and deleting receipts. They are no part of the catalogue: its revision is left."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from roles.actions.refusal import ActionRefused
from roles.models import Receipt, Revision
from roles.resolve.batch import Line


def keep(*, lines: Sequence[Line], revision: int | None = None) -> Receipt:
    """Keep an answer of a revision, the present one if none is given, under an address of its own for RECEIPT_DAYS.

    Raises ActionRefused when there are MOST_RECEIPTS already.
    """
    Receipt.objects.expired().only("pk").delete()  # their lines are long
    if Receipt.objects.count() >= settings.MOST_RECEIPTS:
        raise ActionRefused("As many receipts are kept as there is room for. Download the answer instead.")
    return Receipt.objects.create(
        revision=Revision.current().number if revision is None else revision,
        lines=[line.as_data() for line in lines],
        expires_at=timezone.now() + timedelta(days=settings.RECEIPT_DAYS),
    )


def delete(*, receipt: Receipt) -> None:
    """Delete a receipt."""
    receipt.delete()
