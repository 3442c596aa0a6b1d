"""A job from its beginning to its end: bounded in number, taken up once, and never waited for in vain."""

import threading
from contextlib import closing, suppress
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from roles.actions.title_lists import jobs
from roles.domain.choices import JobState
from roles.formats.title_lists import SentList, UnreadableList, Wish
from roles.models import TitleListJob
from roles.resolve.batch import Line
from roles.resolve.stored import unpack, unpack_fault

SENT = SentList("list.csv", b"title\nNurse\n", Wish(column="title"))


@pytest.fixture(autouse=True)
def _two_processes(settings: Any) -> None:
    settings.LIST_PROCESSES = 2


def begun(visitor: str = "ann") -> TitleListJob:
    return jobs.begin(visitor=visitor, sent=SENT)


def aged(job: TitleListJob, **fields: timedelta) -> None:
    """Move times of a job into the past."""
    TitleListJob.objects.filter(pk=job.pk).update(
        **{name: timezone.now() - ago for name, ago in fields.items()}
    )


@pytest.mark.django_db
class TestJobs:
    def test_a_list_waits_is_taken_up_and_leaves_its_content_behind(self) -> None:
        job = begun()
        assert len(job.token) >= 20
        taken = jobs.take_up()
        assert taken == job
        assert taken
        assert (bytes(taken.content or b""), taken.asked["name"], taken.wish["column"]) == (
            SENT.content,
            "list.csv",
            "title",
        )
        job.refresh_from_db()
        assert (job.state, job.content, job.is_unfinished) == (JobState.WORKING, None, True)

    def test_the_longest_wait_is_first_and_no_more_are_in_work_than_there_may_be(self) -> None:
        waiting = [begun(visitor) for visitor in "abc"]
        assert [jobs.take_up() for _ in range(3)] == [*waiting[:2], None]
        jobs.fail(job=waiting[0], why="A reason.")
        assert jobs.take_up() == waiting[2]

    def test_a_process_that_is_gone_keeps_no_place_and_its_visitor_is_told(self) -> None:
        first, second, third = (begun(visitor) for visitor in "abc")
        assert [jobs.take_up(), jobs.take_up()] == [first, second]
        aged(first, alive_until=timedelta(seconds=1))
        first.refresh_from_db()
        assert not first.is_unfinished
        assert jobs.take_up() == third
        jobs.show_life(job=first, done=3, total=9)  # it was only slow
        first.refresh_from_db()
        assert (first.is_unfinished, first.done, first.total) == (True, 3, 9)

    def test_a_list_that_no_process_takes_up_is_given_up(self) -> None:
        job = begun()
        aged(job, created_at=timedelta(minutes=16))
        job.refresh_from_db()
        assert not job.is_unfinished
        assert jobs.take_up() is None

    def test_a_visitor_has_two_at_a_time(self) -> None:
        first, _ = begun(), begun()
        with pytest.raises(jobs.VisitorHasEnough, match="2 lists of yours"):
            begun()
        assert begun("bob")
        jobs.refuse(job=first, fault=UnreadableList("No."))
        assert begun()

    def test_the_queue_has_an_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(jobs, "MOST_UNFINISHED", 3)
        for visitor in "abc":
            begun(visitor)
        with pytest.raises(jobs.QueueIsFull):
            begun("d")

    def test_so_have_the_answers_and_what_has_expired_makes_room(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(jobs, "MOST_KEPT", 2)
        ended = [begun("a"), begun("b")]
        for job in ended:
            jobs.fail(job=job, why="A reason.")
        with pytest.raises(jobs.QueueIsFull):
            begun("c")
        aged(ended[0], expires_at=timedelta(0))
        assert begun("c")
        assert not TitleListJob.objects.filter(pk=ended[0].pk).exists()

    def test_an_answer_is_kept_for_an_hour_from_its_end(self) -> None:
        job = begun()
        aged(job, created_at=timedelta(minutes=10), expires_at=-timedelta(minutes=50))
        line = Line(2, "Nurse", "no_match")
        jobs.finish(job=job, lines=[line], titles=None, revision=7)
        job.refresh_from_db()
        assert (job.state, job.revision, unpack(bytes(job.answer or b"")).lines) == (JobState.DONE, 7, [line])
        assert timedelta(minutes=59) < job.expires_at - timezone.now() <= timedelta(hours=1)
        jobs.show_life(job=job, done=0, total=0)
        job.refresh_from_db()
        assert job.alive_until is None

    def test_why_a_list_is_refused_is_kept(self) -> None:
        job = begun()
        jobs.refuse(job=job, fault=UnreadableList("It is empty."))
        job.refresh_from_db()
        assert (job.state, str(unpack_fault(bytes(job.answer or b"")))) == (JobState.REFUSED, "It is empty.")


@pytest.mark.usefixtures("live_catalogue")
def test_processes_at_the_same_time_take_up_each_list_once_and_no_more_than_there_may_be() -> None:
    for visitor in "abcdef":
        begun(visitor)
    taken: list[TitleListJob | None] = []

    def take() -> None:
        with closing(connection):
            while True:
                with suppress(
                    OperationalError
                ):  # SQLite in memory does not wait for others, as it does in a file
                    taken.append(jobs.take_up())
                    return

    threads = [threading.Thread(target=take) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 5
    assert len({job.pk for job in taken if job}) == 2
    assert taken.count(None) == 3
