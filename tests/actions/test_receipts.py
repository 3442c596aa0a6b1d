"""Receipts: kept whole, under an address of their own, and gone when deleted."""

import pytest

from roles.actions import receipts
from roles.models import Receipt, Revision
from roles.resolve.batch import resolve_list
from roles.resolve.receipt import lines_of

pytestmark = pytest.mark.usefixtures("catalogue")


def test_a_receipt_keeps_the_lines_and_the_revision() -> None:
    lines = resolve_list([(1, "Sr. Data Scientist"), (2, "Plumber")])
    kept = receipts.keep(lines=lines)
    kept.refresh_from_db()
    assert lines_of(kept.lines) == lines
    assert kept.revision == Revision.current().number


def test_every_receipt_has_a_token_of_its_own() -> None:
    tokens = {receipts.keep(lines=[]).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 20 for token in tokens)


def test_a_deleted_receipt_is_gone() -> None:
    receipts.delete(receipt=receipts.keep(lines=[]))
    assert not Receipt.objects.exists()
