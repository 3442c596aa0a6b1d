"""Deletes what has expired: receipts, lists of titles, sessions, failures of sign-in, counts of visits."""

from datetime import timedelta
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from roles.models import Attempt, Receipt, TitleListJob

SIGN_IN_DAYS = 30
"""How long failures of sign-in are kept; they lock an account for a quarter of an hour."""


def purge(*, dry_run: bool = False) -> dict[str, int]:
    """Delete it, or only count it; returns the number of rows by what they are."""
    return {name: _remove(rows, dry_run=dry_run) for name, rows in _expired().items()}


def _expired() -> dict[str, QuerySet[Any]]:
    now = timezone.now()
    long_ago = now - timedelta(days=SIGN_IN_DAYS)
    return {
        "receipts": Receipt.objects.expired(),
        "lists of titles": TitleListJob.objects.expired(),
        "sessions": Session.objects.filter(expire_date__lte=now),
        "failures of sign-in": AccessAttempt.objects.filter(attempt_time__lte=long_ago),
        "log lines of failures": AccessFailureLog.objects.filter(attempt_time__lte=long_ago),
        "counts of visits": Attempt.objects.ended(),
    }


def _remove(rows: QuerySet[Any], *, dry_run: bool) -> int:
    if dry_run:
        return rows.count()
    return rows.only("pk").delete()[1].get(rows.model._meta.label, 0)
