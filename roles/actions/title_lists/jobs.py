"""A job from its beginning to its end. Each step is one short write, so that no one waits for a list."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from roles.actions.refusal import ActionRefused
from roles.domain.choices import JobState
from roles.formats.title_lists import SentList, TitleList, UnreadableList
from roles.models import Receipt, TitleListJob
from roles.models.title_list_job import KEPT
from roles.resolve.batch import Line
from roles.resolve.stored import pack, pack_fault

MOST_UNFINISHED = 16
"""Lists that wait or are worked on, of all visitors: with their content, 160 MB at most."""

MOST_UNFINISHED_EACH = 2
"""The same, of one visitor."""

MOST_KEPT = 500
"""Jobs in the database, finished ones included."""

ALIVE_FOR = timedelta(seconds=20)
"""After so long without a sign of life a process is taken for gone."""


class VisitorHasEnough(ActionRefused):
    """This visitor's lists have to be finished first."""


class QueueIsFull(ActionRefused):
    """Too many lists of others are in work, or wait to be fetched."""


def begin(*, visitor: str, sent: SentList) -> TitleListJob:
    """Put a list into the queue. Raises VisitorHasEnough or QueueIsFull."""
    _check_room(visitor)
    asked = {"name": sent.name, "wish": asdict(sent.wish)}
    return TitleListJob.objects.create(visitor=visitor, asked=asked, content=sent.content)


def begin_again(*, visitor: str, receipt: Receipt) -> TitleListJob:
    """Put the titles of a receipt into the queue. Raises VisitorHasEnough or QueueIsFull."""
    _check_room(visitor)
    return TitleListJob.objects.create(visitor=visitor, asked={}, receipt=receipt)


def _check_room(visitor: str) -> None:
    TitleListJob.objects.expired().delete()
    unfinished = TitleListJob.objects.unfinished()
    if unfinished.filter(visitor=visitor).count() >= MOST_UNFINISHED_EACH:
        raise VisitorHasEnough(
            f"{MOST_UNFINISHED_EACH} lists of yours are being worked on. Send this one once they are finished."
        )
    if unfinished.count() >= MOST_UNFINISHED or TitleListJob.objects.count() >= MOST_KEPT:
        raise QueueIsFull(
            "Many lists of others are being worked on just now. Send this one again in a few minutes."
        )


def take_up() -> TitleListJob | None:
    """The job that waits longest, now in work; None if none waits, or enough are in work in all processes.

    Its content is taken out of the database. On PostgreSQL the rows are locked, on SQLite the transaction is the only
    one that writes, so that no job is taken up twice.
    """
    with transaction.atomic():
        rows = TitleListJob.objects.unfinished().select_for_update().order_by("pk").values_list("pk", "state")
        states = dict(rows)
        waiting = [pk for pk, state in states.items() if state == JobState.WAITING]
        if not waiting or len(states) - len(waiting) >= max(1, settings.LIST_PROCESSES):
            return None
        job = TitleListJob.objects.select_related("receipt").get(pk=waiting[0])
        _write(job, state=JobState.WORKING.value, alive_until=_alive_until(), content=None)
    return job


def show_life(*, job: TitleListJob, done: int, total: int) -> None:
    """Write how far the work is, and that it goes on."""
    in_work = TitleListJob.objects.filter(pk=job.pk, state=JobState.WORKING.value)
    in_work.update(done=done, total=total, alive_until=_alive_until())


def finish(*, job: TitleListJob, lines: Sequence[Line], titles: TitleList | None, revision: int) -> None:
    """Keep the answer, for an hour from now."""
    _end(job, JobState.DONE, answer=pack(lines, titles), revision=revision, total=len(lines))


def refuse(*, job: TitleListJob, fault: UnreadableList) -> None:
    """Keep why the list cannot be read."""
    _end(job, JobState.REFUSED, answer=pack_fault(fault))


def fail(*, job: TitleListJob, why: str) -> None:
    """Keep why the work came to no end."""
    _end(job, JobState.FAILED, answer=pack_fault(UnreadableList(why)))


def _end(job: TitleListJob, state: JobState, **fields: Any) -> None:
    expires_at = timezone.now() + KEPT
    _write(job, state=state.value, expires_at=expires_at, alive_until=None, **fields)


def _write(job: TitleListJob, **fields: Any) -> None:
    TitleListJob.objects.filter(pk=job.pk).update(**fields)


def _alive_until() -> datetime:
    return timezone.now() + ALIVE_FOR
