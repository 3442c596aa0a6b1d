"""A server over its life: how soon it answers, what its workers weigh, and what is lost when it stops."""

import os
import signal
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from subprocess import Popen

from benchmarks.peers import wrk
from benchmarks.peers.processes import HOST, ROOT, free_port, resident_mb, running, workers
from benchmarks.peers.targets import PAGE

STARTS = 5
_ASKERS = 8


def start_seconds(log: Path, starts: int = STARTS) -> float:
    """Seconds from the start of bin/serve, with everything prepared, to the first role page; the median."""
    found = []
    for _ in range(starts):
        port = free_port()
        began = time.perf_counter()
        with running([str(ROOT / "bin" / "serve")], port=port, path=PAGE, env={"PORT": str(port)}, log=log):
            found.append(time.perf_counter() - began)
    return statistics.median(found)


def memory(log: Path, paths: Sequence[str], requests: int) -> dict[str, float]:
    """Megabytes of the heaviest worker: at rest, when every page has been asked for, and after all requests."""
    port = free_port()
    with running(
        [str(ROOT / "bin" / "serve")], port=port, path="/livez", env={"PORT": str(port)}, log=log
    ) as server:
        found = {"at rest": _heaviest(server)}
        while (asked := wrk.run(port, paths, seconds=2).requests) < 20 * len(paths):
            pass  # until every worker has met every page
        found["pages known"] = _heaviest(server)
        while asked < requests:
            asked += wrk.run(port, paths, seconds=3).requests
        return found | {"after": _heaviest(server), "requests": asked}


def _heaviest(server: "Popen[bytes]") -> float:
    return max(resident_mb(pid) for pid in workers(server))


def stop_under_load(log: Path) -> Counter[str]:
    """Stop bin/serve by SIGTERM while eight askers each open connection after connection.

    Counts ``answered``; ``refused``, which were never taken; and ``lost``, which were taken and not answered whole.
    """
    port = free_port()
    told: Counter[str] = Counter()
    over = threading.Event()
    with running(
        [str(ROOT / "bin" / "serve")], port=port, path=PAGE, env={"PORT": str(port)}, log=log
    ) as server:
        askers = [threading.Thread(target=_ask_until, args=(over, port, told)) for _ in range(_ASKERS)]
        for asker in askers:
            asker.start()
        time.sleep(1)
        os.kill(server.pid, signal.SIGTERM)
        with suppress(Exception):
            server.wait(20)
        over.set()
        for asker in askers:
            asker.join()
    return told


def _ask_until(over: threading.Event, port: int, told: Counter[str]) -> None:
    while not over.is_set():
        outcome = _asked_once(port)
        told[outcome] += 1
        if outcome == "refused":
            return


def _asked_once(port: int) -> str:
    try:
        connection = socket.create_connection((HOST, port), timeout=10)
    except OSError:
        return "refused"
    with connection:
        try:
            request = f"GET {PAGE} HTTP/1.1\r\nHost: {HOST}:{port}\r\nConnection: close\r\n\r\n"
            connection.sendall(request.encode())
            got = b""
            while part := connection.recv(65536):
                got += part
        except OSError:
            return "lost"
    return "answered" if got.startswith(b"HTTP/1.1 200") and got.rstrip().endswith(b"</html>") else "lost"
