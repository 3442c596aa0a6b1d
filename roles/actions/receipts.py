"""Keeping and deleting receipts. They are no part of the catalogue: its revision is left."""

from collections.abc import Sequence

from roles.models import Receipt, Revision
from roles.resolve.batch import Line


def keep(*, lines: Sequence[Line]) -> Receipt:
    """Keep an answer under an address of its own."""
    return Receipt.objects.create(
        revision=Revision.current().number, lines=[line.as_data() for line in lines]
    )


def delete(*, receipt: Receipt) -> None:
    """Delete a receipt."""
    receipt.delete()
