"""``purge`` tells what it deletes."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from roles.models import Receipt

pytestmark = pytest.mark.django_db


def purged(**options: bool) -> list[str]:
    out = StringIO()
    call_command("purge", stdout=out, **options)
    return out.getvalue().splitlines()


def test_it_tells_each_kind_with_its_number() -> None:
    Receipt.objects.create(revision=1, lines=[], expires_at=timezone.now() - timedelta(days=1))
    assert purged(dry_run=True)[0] == "receipts: 1 would be deleted"
    assert Receipt.objects.count() == 1
    assert purged() == [
        "receipts: 1 deleted",
        "lists of titles: 0 deleted",
        "sessions: 0 deleted",
        "failures of sign-in: 0 deleted",
        "log lines of failures: 0 deleted",
        "counts of visits: 0 deleted",
    ]
