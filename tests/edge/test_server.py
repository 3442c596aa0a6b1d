"""The server as `make serve` runs it: two workers that see each other's writes, and are replaced."""

import http.client
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from tests.edge.serving import BODY_SECONDS, Server, prepare, serving, wait_for

pytestmark = pytest.mark.server

ROLE = "/roles/AIMLAM.GEN.P3/"
OLD, NEW = "What AIMLAM.GEN.P3 is there for.", "Said anew by another process."
EACH = 16  # connections, so that hardly ever none of them is the other worker's


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server")
    prepare(folder)
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    with serving(folder) as server:
        yield server


def test_a_write_of_another_process_is_seen_by_every_worker_within_a_second(server: Server) -> None:
    warm = [server.get(ROLE) for _ in range(EACH)]
    assert {told.etag for told in warm} == {warm[0].etag}
    assert OLD in warm[0].text
    assert server.get(ROLE, **{"If-None-Match": warm[0].etag}).status == 304
    with closing(server.database()) as database:
        database.execute("BEGIN IMMEDIATE")
        database.execute("UPDATE roles_role SET tagline = ? WHERE code = 'AIMLAM.GEN.P3'", [NEW])
        database.execute("UPDATE roles_revision SET number = number + 1, changed_at = datetime('now')")
        database.execute("COMMIT")
    time.sleep(1)
    after = [server.get(ROLE, **{"If-None-Match": warm[0].etag}) for _ in range(EACH)]
    assert {told.status for told in after} == {200}
    assert all(NEW in told.text for told in after)


def test_a_write_waits_for_the_write_of_another_process_and_readers_do_not(server: Server) -> None:
    statuses: list[int] = []
    form = {"role": "AIMLAM.GEN.P3", "title": "ML Wizard"}
    visitor = threading.Thread(target=lambda: statuses.append(server.post("/titles/suggest/", **form)))
    with closing(server.database()) as database:
        database.execute("BEGIN IMMEDIATE")
        visitor.start()
        visitor.join(1)
        assert visitor.is_alive()
        assert server.get("/roles/DATSCI.GEN.P3/").status == 200
        assert server.get("/readyz").status == 200
        database.execute("COMMIT")
        visitor.join(60)
        [stored] = database.execute("SELECT count(*) FROM roles_alias WHERE text = 'ML Wizard'").fetchone()
    assert (statuses, stored) == ([302], 1)
    assert "locked" not in (server.folder / "log").read_text()


def test_a_host_that_it_does_not_answer_to_gets_400(server: Server) -> None:
    server.get(ROLE)
    told = server.get(ROLE, Host="elsewhere.example")
    assert told.status == 400
    assert "AIMLAM" not in told.text


def stalled(server: Server) -> socket.socket:
    """A connection on which a form has begun and does not go on."""
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=30)
    connection.sendall(
        b"POST /titles/suggest/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\ntitle="
    )
    return connection


def test_bodies_that_stall_keep_no_one_waiting_and_are_sent_away(server: Server) -> None:
    form = {"role": "AIMLAM.GEN.P3", "title": "Stall Wizard"}
    with ExitStack() as stack:
        connections = [stack.enter_context(closing(stalled(server))) for _ in range(60)]
        began = time.monotonic()
        assert server.get("/roles/?q=engineer").status == 200
        assert server.get("/livez").status == 200
        assert server.post("/titles/suggest/", **form) == 302
        assert time.monotonic() - began < BODY_SECONDS
        answers = [connection.recv(1000) for connection in connections]
        assert all(answer.startswith(b"HTTP/1.1 408 ") for answer in answers)
        assert [connection.recv(1000) for connection in connections] == [b""] * len(connections)


def test_a_connection_goes_on_after_a_form(server: Server) -> None:
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)) as connection:
        for _ in range(3):
            connection.request("POST", "/resolve/list/", "x" * 100_000, {"Content-Type": "text/plain"})
            answer = connection.getresponse()
            assert (answer.status, answer.headers.get("Connection")) == (403, None)  # without a form's token
            answer.read()


def test_the_workers_end_with_a_master_that_is_killed(folder: Path) -> None:
    with serving(folder) as server:
        workers = server.workers()
        server.process.kill()
        server.process.wait(30)
        wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 30)
        assert not server.is_ready()


def test_a_killed_worker_is_replaced_and_the_server_goes_on(server: Server) -> None:
    before = server.workers()
    os.kill(min(before), signal.SIGKILL)
    wait_for(lambda: len(server.workers() - {min(before)}) == 2)
    wait_for(server.is_ready)
    assert [server.get(ROLE).status for _ in range(EACH)] == [200] * EACH
    assert server.process.poll() is None


def test_sigterm_ends_the_server_and_its_workers(folder: Path) -> None:
    with serving(folder) as server:
        assert server.get(ROLE).status == 200
        workers = server.workers()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(30) == 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    assert "Traceback" not in (folder / "log").read_text()
    assert not server.is_ready()
