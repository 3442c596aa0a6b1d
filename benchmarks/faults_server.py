"""The server that faults.py puts under load: started as `make serve` starts it, and looked at through /proc (Linux)."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from pathlib import Path
from types import TracebackType

TOP = Path(__file__).resolve().parent.parent
WORKERS = 2


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """bin/serve with two workers, from the first request that it answers to its end by SIGTERM."""

    def __init__(self, log: Path) -> None:
        self.port = free_port()
        self.log_file = log
        self.exit_status: int | None = None

    def __enter__(self) -> "Server":
        settings = {"HOST": "127.0.0.1", "PORT": str(self.port), "WORKERS": str(WORKERS)}
        with self.log_file.open("w") as log:
            self.process = subprocess.Popen(
                [TOP / "bin/serve"], env={**os.environ, **settings}, stdout=log, stderr=subprocess.STDOUT
            )
        until = time.monotonic() + 300
        while not self._is_ready():
            if time.monotonic() > until or self.process.poll() is not None:
                self.process.kill()
                raise SystemExit(f"The server did not start:\n{self.log()}")
            time.sleep(0.2)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.exit_status = self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=5) as answer:
                return bool(answer.status == 200) and len(self.workers()) == WORKERS
        except OSError:
            return False

    def log(self) -> str:
        """What the server has said."""
        return self.log_file.read_text()

    def workers(self) -> list[int]:
        """The process ids of the workers that live."""
        found = []
        for children in Path(f"/proc/{self.process.pid}/task").glob("*/children"):
            for pid in children.read_text().split():
                if b"granian" in Path(f"/proc/{pid}/cmdline").read_bytes():
                    found.append(int(pid))
        return sorted(found)

    def clients_of(self, worker: int) -> set[int]:
        """The ports of the clients whose connections a worker has taken."""
        ports = {}
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
            _, here, there, _, *rest = line.split()
            if int(here.partition(":")[2], 16) == self.port:
                ports[f"socket:[{rest[5]}]"] = int(there.partition(":")[2], 16)
        links = set()
        for entry in Path(f"/proc/{worker}/fd").iterdir():
            try:
                links.add(str(entry.readlink()))
            except FileNotFoundError:  # it has been closed meanwhile
                continue
        return {port for link, port in ports.items() if link in links and port}

    def worker_of(self, client: int) -> int | None:
        """The worker that has taken the connection from a client's port."""
        return next((pid for pid in self.workers() if client in self.clients_of(pid)), None)


def megabytes(pid: int) -> float:
    """What a process holds in memory (RSS); 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    lines = [line.split() for line in status.splitlines() if line.startswith("VmRSS")]
    return int(lines[0][1]) / 1024 if lines else 0.0
