"""Runs the real server on a small catalogue, in its own processes."""

import atexit
import http.client
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests import worlds

TOP: Path = settings.BASE_DIR
STARTS_WITHIN = 120  # seconds, on the slowest machine
BODY_SECONDS = 4
STORAGES = {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
}


@dataclass
class Told:
    """The response."""

    status: int
    etag: str
    text: str


@dataclass
class Server:
    """A running server: its address, its folder and its process."""

    port: int
    folder: Path
    process: subprocess.Popen[str]

    def get(self, address: str, **headers: str) -> Told:
        """Request an address on a new connection, which any of the workers may take."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            return Told(answer.status, answer.headers.get("ETag", ""), answer.read().decode())

    def post(self, address: str, **form: str) -> int:
        """Post the form of an address with its token; returns the status of the answer."""
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)) as connection:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
            form |= {"csrfmiddlewaretoken": cookie.partition("=")[2]}
            headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
            connection.request("POST", address, urlencode(form), headers)
            return connection.getresponse().status

    def is_ready(self) -> bool:
        """Whether it answers."""
        try:
            return self.get("/readyz").status == 200
        except (OSError, http.client.HTTPException):
            return False

    def workers(self) -> set[int]:
        """The process ids of the workers."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True)
        return set(map(int, found.stdout.split()))

    def database(self) -> sqlite3.Connection:
        """A connection of this process to the database, committing each statement by itself."""
        return sqlite3.connect(self.folder / "catalogue.sqlite3", timeout=20, isolation_level=None)


def wait_for(condition: Callable[[], bool], seconds: float = STARTS_WITHIN) -> None:
    """Wait until a condition is true; fails when it does not become true in time."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.05)


_PREPARE = """
import sys
import django
from django.core.management import call_command

django.setup()
call_command("migrate", verbosity=0)
call_command("load_catalogue", sys.argv[1])
"""


def prepare(folder: Path) -> None:
    """Make a database of three roles and the static files, as bin/serve does; a second folder gets copies."""
    shutil.copytree(_prepared(), folder, dirs_exist_ok=True)


@cache
def _prepared() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="server-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    catalogue = worlds.small_catalogue(folder / "catalogue")
    environment = _environment(folder) | {"DJANGO_SETTINGS_MODULE": "taxonomy_site.settings"}
    command = [sys.executable, "-c", _PREPARE, str(catalogue)]
    subprocess.run(command, cwd=TOP, env=environment, check=True, stdout=subprocess.DEVNULL)
    with override_settings(STATIC_ROOT=folder / "static", STORAGES=STORAGES):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def _environment(folder: Path) -> dict[str, str]:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "DEBUG", "CACHE_URL")
    }
    return kept | {"VAR_DIR": str(folder)}


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run the last command of bin/serve with two workers until the block ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = (TOP / "bin/serve").read_text()
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            ["sh", "-c", script[script.index("\nexec ") :]],
            cwd=TOP,
            env=_environment(folder)
            | {"host": "127.0.0.1", "port": str(port), "WORKERS": "2", "BODY_SECONDS": str(BODY_SECONDS)},
            stdout=log,
            stderr=subprocess.STDOUT,
            text=True,
        )
    server = Server(port, folder, process)
    try:
        wait_for(lambda: len(server.workers()) == 2 and server.is_ready())
        yield server
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
