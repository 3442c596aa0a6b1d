"""The processes: started when needed, woken, and ended by the kernel whatever they are doing."""

import os
import signal
import subprocess
import sys
from typing import Any

import pytest
from django.conf import settings as project
from django.db import OperationalError

from roles.actions.title_lists import jobs, processes
from roles.domain.choices import JobState
from roles.formats.title_lists import SentList, Wish


class Process:
    """A process as the starter sees it."""

    def __init__(self) -> None:
        self.status: int | None = None
        self.told = 0
        self.fault: type[OSError] | None = None
        self.stdin = self

    def poll(self) -> int | None:
        return self.status

    def write(self, told: bytes) -> None:
        if self.fault:
            raise self.fault
        self.told += len(told)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, settings: Any) -> list[Process]:
    found: list[Process] = []

    def start() -> Process:
        found.append(Process())
        return found[-1]

    settings.LIST_PROCESSES = 2
    monkeypatch.setattr(processes, "_start", start)
    monkeypatch.setattr(processes, "LEAST_BETWEEN_STARTS", 0.0)
    return found


def test_one_process_is_started_and_then_woken(started: list[Process]) -> None:
    starter = processes.Starter()
    for _ in range(3):
        starter.wake()
    assert [process.told for process in started] == [2]


@pytest.mark.parametrize("end", ["ended", "ending"])
def test_one_that_has_ended_is_replaced(started: list[Process], end: str) -> None:
    starter = processes.Starter()
    starter.wake()
    if end == "ended":
        started[0].status = -signal.SIGALRM
    else:
        started[0].fault = BrokenPipeError
    starter.wake()
    assert len(started) == 2


def test_one_that_has_been_told_enough_is_left_alone(started: list[Process]) -> None:
    starter = processes.Starter()
    starter.wake()
    started[0].fault = BlockingIOError
    starter.wake()
    assert len(started) == 1


def test_one_that_ends_at_once_is_not_started_again_and_again(
    started: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "LEAST_BETWEEN_STARTS", 60.0)
    starter = processes.Starter()
    for _ in range(3):
        starter.wake()
        started[0].status = 1
    assert len(started) == 1


@pytest.mark.usefixtures("catalogue")
def test_without_processes_the_lists_are_worked_on_at_once(started: list[Process], settings: Any) -> None:
    settings.LIST_PROCESSES = 0
    waiting = [jobs.begin(visitor="ann", sent=SentList("", b"Nurse", Wish())) for _ in range(2)]
    processes.Starter().wake()
    for job in waiting:
        job.refresh_from_db()
    assert [job.state for job in waiting] == [JobState.DONE] * 2
    assert started == []


def test_without_its_database_a_process_takes_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> None:
        raise OperationalError("away")

    monkeypatch.setattr(jobs, "take_up", away)
    assert processes._take_up() is None


SETUP = f"""
import os, sys
sys.path.insert(0, {str(project.BASE_DIR)!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "taxonomy_site.settings"
import django
django.setup()
from roles.actions.title_lists import processes
"""
BUSY = "sum(range(10 ** 13))"  # holds the interpreter: no code of ours could end it


@pytest.mark.parametrize(
    ("script", "status"),
    [
        (f"processes.READING_SECONDS = 1\nwith processes._Deadline(): {BUSY}", -signal.SIGALRM),
        (f"processes.CPU_SECONDS = 1\nwith processes._Deadline(): {BUSY}", -signal.SIGXCPU),
        ("processes._limit()\ntry: bytearray(2 ** 31)\nexcept MemoryError: sys.exit(7)", 7),
        ("with processes._Deadline(): pass\nimport signal\nsys.exit(signal.alarm(0))", 0),
    ],
    ids=["clock", "processor", "memory", "in-time"],
)
def test_a_list_that_takes_too_much_ends_its_process(script: str, status: int, tmp_path: Any) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", SETUP + script], env=os.environ | {"VAR_DIR": str(tmp_path)}, timeout=120
    )
    assert ended.returncode == status
