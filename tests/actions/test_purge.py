"""What has expired is deleted, and nothing else."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.utils import timezone

from roles.actions.purge import purge
from roles.models import Attempt, Receipt, TitleListJob

NOW = timezone.now()
KINDS = ["receipts", "lists of titles", "sessions", "failures of sign-in", "counts of visits"]


@pytest.fixture(autouse=True)
def _rows(db: None) -> None:
    """Of each kind a row that has expired and one that has not; of receipts also one that never does."""
    for past in (NOW - timedelta(minutes=1), NOW + timedelta(hours=1)):
        Receipt.objects.create(revision=1, lines=[], expires_at=past)
        TitleListJob.objects.create(visitor="a", asked={}, expires_at=past)
        Session.objects.create(session_key=f"{past:%H%M}", session_data="", expire_date=past)
        Attempt.objects.create(key=f"{past:%H%M}", ends=int(past.timestamp()))
        tried = AccessAttempt.objects.create(username="vera", failures_since_start=1)
        AccessAttempt.objects.filter(pk=tried.pk).update(attempt_time=past - timedelta(days=30))
    Receipt.objects.create(revision=1, lines=[])


def rows() -> dict[str, int]:
    models = (Receipt, TitleListJob, Session, AccessAttempt, Attempt)
    return {kind: model.objects.count() for kind, model in zip(KINDS, models, strict=True)}


def test_what_has_expired_is_deleted_and_a_promise_is_kept() -> None:
    assert rows() == dict.fromkeys(KINDS, 2) | {"receipts": 3}
    deleted = purge()
    assert {kind: deleted[kind] for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert rows() == dict.fromkeys(KINDS, 1) | {"receipts": 2}
    assert Receipt.objects.filter(expires_at=None).count() == 1
    assert set(purge().values()) == {0}


def test_a_dry_run_counts_and_deletes_nothing() -> None:
    before = rows()
    assert {kind: purge(dry_run=True)[kind] for kind in KINDS} == dict.fromkeys(KINDS, 1)
    assert rows() == before
