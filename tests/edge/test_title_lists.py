"""Long lists at the real server: worked on by processes of their own, which end with the server's worker."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.edge.serving import Server, prepare, serving, wait_for

pytestmark = pytest.mark.server

LONG = "\n".join(f"Sr. Data Scientist {number}" for number in range(300))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lists")
    prepare(folder)
    return folder


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as server:
        yield server


def tokens(server: Server) -> list[str]:
    """The lists in the database, the latest first."""
    with server.database() as database:
        return [
            token for (token,) in database.execute("SELECT token FROM roles_titlelistjob ORDER BY id DESC")
        ]


def processes(server: Server) -> set[int]:
    """The processes that work on lists for this server."""
    workers = ",".join(map(str, server.workers()))
    found = subprocess.run(
        ["pgrep", "-f", "-P", workers, "work_on_title_lists"], capture_output=True, text=True
    )
    return set(map(int, found.stdout.split()))


def test_a_long_list_is_answered_by_a_process(server: Server) -> None:
    assert server.post("/resolve/list/", titles=LONG) == 302
    address = f"/resolve/list/{tokens(server)[0]}/"
    told = server.get(address)
    assert told.status in (200, 202)
    wait_for(lambda: server.get(address).status == 200)
    assert "300 titles resolved" in server.get(address).text
    assert len(server.get(f"{address}?as=csv").text.splitlines()) == 301
    found = processes(server)
    assert 1 <= len(found) <= 2  # one for each worker at most
    assert server.post("/resolve/list/", titles=LONG) == 302
    wait_for(lambda: server.get(f"/resolve/list/{tokens(server)[0]}/").status == 200)
    assert found & processes(server)


def test_a_list_whose_process_was_killed_is_told_to_have_failed_and_the_next_one_is_answered(
    server: Server,
) -> None:
    with server.database() as database:
        database.execute(
            "INSERT INTO roles_titlelistjob (token, visitor, created_at, expires_at, state, alive_until, done, total, "
            "asked) VALUES ('killed-in-its-work', '', datetime('now'), datetime('now', '+1 hour'), 'working', "
            "datetime('now', '+1 second'), 0, 0, '{}')"
        )
    server.post("/resolve/list/", titles=LONG)
    first = tokens(server)[0]
    wait_for(lambda: bool(processes(server)))
    for process in processes(server):
        os.kill(process, signal.SIGKILL)
    wait_for(
        lambda: server.get(f"/resolve/list/{first}/").status == 200
    )  # told, or taken up by another process
    told = server.get("/resolve/list/killed-in-its-work/")
    assert (told.status, "The list was not finished" in told.text) == (200, True)
    server.post("/resolve/list/", titles=LONG)
    wait_for(lambda: "300 titles resolved" in server.get(f"/resolve/list/{tokens(server)[0]}/").text)


def test_the_processes_end_with_the_server(folder: Path) -> None:
    with serving(folder) as server:
        server.post("/resolve/list/", titles=LONG)
        wait_for(lambda: bool(processes(server)))
        found = processes(server)
        server.process.kill()
        server.process.wait(30)
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in found), 30)


def test_livez_does_not_wait_for_lists(server: Server) -> None:
    server.post("/resolve/list/", titles=LONG)
    began = time.monotonic()
    assert re.fullmatch(r"\w+\s*", server.get("/livez").text)
    assert time.monotonic() - began < 1
