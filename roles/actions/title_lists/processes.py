"""The processes that work on lists: at most one for each worker of the server, and LIST_PROCESSES of them at work.

A process is started with the first list, is woken through its standard input, and ends when nothing was to be done
for a while, or with the server's worker, whose end closes that input. The kernel ends it when a list takes too long,
whatever it is doing. With LIST_PROCESSES=0 lists are worked on in the request.
"""

import logging
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from contextlib import closing, suppress
from types import TracebackType
from typing import IO

from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection

from roles.actions.title_lists import jobs
from roles.actions.title_lists.work import work_on
from roles.models import TitleListJob

logger = logging.getLogger(__name__)

IDLE_SECONDS = 60
"""After so long without a list a process ends."""

READING_SECONDS = 20
WORKING_SECONDS = 600
"""What a list may take by the clock, before the process is ended: beside a busy site it is slow."""

CPU_SECONDS = 120
"""What a list may take of a processor: ten thousand titles take a minute at most."""

MOST_MEMORY = 1536 * 1024 * 1024
"""Bytes of address space of a process."""

LESS_URGENT = 5
"""How much less of a busy machine's time the processes get than the server."""

LEAST_BETWEEN_STARTS = 2.0


class Starter:
    """The one process of this worker of the server."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0

    def wake(self) -> None:
        """See to it that a process looks for lists; with LIST_PROCESSES=0, work on those that wait."""
        if settings.LIST_PROCESSES == 0:
            while job := jobs.take_up():
                work_on(job)
            return
        with self._lock:
            if not self._told() and time.monotonic() > self._started + LEAST_BETWEEN_STARTS:
                self._started = time.monotonic()
                self._process = _start()

    def _told(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            return False
        assert self._process.stdin
        try:
            self._process.stdin.write(b"\n")
        except BlockingIOError:  # it has been woken often enough
            pass
        except OSError:  # it is about to end
            return False
        return True


_starter = Starter()
wake = _starter.wake


def _start() -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work_on_title_lists"],
        cwd=settings.BASE_DIR,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        bufsize=0,
        start_new_session=True,  # Ctrl-C on a terminal is for the server, which closes the input
    )
    assert process.stdin
    os.set_blocking(process.stdin.fileno(), False)
    return process


def serve(told: IO[bytes]) -> None:
    """Work on lists until none comes for a while; the process ends at once when ``told`` is closed."""
    _limit()
    woken = threading.Event()
    woken.set()
    threading.Thread(target=_listen, args=(told, woken), name="listener", daemon=True).start()
    while woken.wait(IDLE_SECONDS):
        woken.clear()
        while job := _take_up():
            with _Deadline(), _Life(job) as life:
                goes_on = work_on(job, life.progress)
            if not goes_on:
                return
        close_old_connections()


def _take_up() -> TitleListJob | None:
    try:
        return jobs.take_up()
    except DatabaseError as fault:  # the next visitor who looks for a list wakes the process again
        logger.warning("No list could be taken up: %s", fault)
        return None


def _limit() -> None:
    os.nice(LESS_URGENT)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(told: IO[bytes], woken: threading.Event) -> None:
    while told.read(1):
        woken.set()
    os._exit(0)  # the server's worker has ended, and whoever sent the list is told so


class _Deadline:
    """Ends the process when a list takes too long: by signals that no code of ours handles, so that nothing is in
    their way."""

    def __enter__(self) -> None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        soft = int(used.ru_utime + used.ru_stime) + CPU_SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.getrlimit(resource.RLIMIT_CPU)[1]))
        signal.alarm(READING_SECONDS)

    def __exit__(self, *raised: object) -> None:
        signal.alarm(0)


class _Life:
    """Writes every second how far a list is, in a thread, so that others know that the process is alive."""

    def __init__(self, job: TitleListJob) -> None:
        self._job = job
        self._is_over = threading.Event()
        self._progress = (0, 0)
        self._thread = threading.Thread(target=self._show, name="life", daemon=True)

    def progress(self, done: int, total: int) -> None:
        """Take note of how far it is; once it has been read, the list has more time."""
        if done == 0:
            signal.alarm(WORKING_SECONDS)
        self._progress = done, total

    def _show(self) -> None:
        with closing(connection):
            while not self._is_over.wait(1):
                done, total = self._progress
                with suppress(DatabaseError):  # the next second tells
                    jobs.show_life(job=self._job, done=done, total=total)

    def __enter__(self) -> "_Life":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()
