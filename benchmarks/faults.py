"""Whether the promises hold under load and faults: the real server, 64 readers, writers, a load, and a worker killed.

    .venv/bin/python benchmarks/faults.py [--seconds 60]                      on a throw-away SQLite file
    bin/with-postgres .venv/bin/python benchmarks/faults.py [--seconds 60]    on a throw-away PostgreSQL

Two workers are started with bin/serve. While 64 keep-alive connections ask for pages, an editor approves an alias
every second through the admin, two further processes write, a changed copy of fixtures/ is loaded at one third of the
time, and at two thirds a worker is killed with -9. Ends with 1 when a promise is broken. Writes
results/faults-sqlite.md or results/faults-postgresql.md. Needs Linux (/proc).
"""

import argparse
import asyncio
import os
import secrets
import shutil
import signal
import sys
import tempfile
import time
from pathlib import Path

from faults_editor import Editor, Watch
from faults_report import Outcome, report
from faults_server import TOP, Server, megabytes
from faults_traffic import Readers, Record
from tables import keep

sys.path.insert(0, str(TOP))
PYTHON = str(TOP / ".venv/bin/python")
WRITERS = 2
EDITOR = "editor"


def changed_copy(folder: Path) -> Path:
    """A copy of fixtures/ in which every role is of its second version."""
    copy = folder / "fixtures"
    shutil.copytree(TOP / "fixtures", copy)
    for path in (copy / "functions").glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("\n    version: 1\n", "\n    version: 2\n"), encoding="utf-8")
    return copy


async def program(*arguments: str) -> tuple[int, str]:
    """Run one of the project's programs; its exit status and what it said."""
    process = await asyncio.create_subprocess_exec(
        PYTHON, *arguments, cwd=TOP, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await process.communicate()
    return process.returncode or 0, said.decode()


class Trial:
    """One run against a server; ``outcome`` tells what happened."""

    def __init__(self, server: Server, folder: Path, seconds: float, connections: int) -> None:
        self.server = server
        self.folder = folder
        self.seconds = seconds
        self.connections = connections
        self.outcome = Outcome(Record(), seconds, connections)

    async def write(self, alias: int) -> None:
        """A process that writes beside the server."""
        status, said = await program("benchmarks/faults_writer.py", str(alias), str(self.seconds))
        for line in said.splitlines():
            try:
                at, revision, took = line.split()
                self.outcome.record.committed.append((float(at), int(revision)))
                self.outcome.writes.append(float(took))
            except ValueError:
                self.outcome.faults.append(f"a writer: {line}")
        if status:
            self.outcome.faults.append(f"a writer ended with {status}")

    async def load(self, watch: Watch, code: str) -> None:
        """Load the changed copy in the middle."""
        copy = changed_copy(self.folder)
        await asyncio.sleep(self.seconds / 3)
        await watch.connect()
        began = time.monotonic()
        status, said = await program("manage.py", "load_catalogue", str(copy))
        self.outcome.load_took = time.monotonic() - began
        if status:
            self.outcome.faults.append(f"load_catalogue ended with {status}: {said[-500:]}")
        await watch.until_all_show(f"/roles/{code}/", lambda html: "<li>v2</li>" in html, time.monotonic())

    async def kill(self) -> None:
        """Kill a worker with -9, and see another one take its place."""
        await asyncio.sleep(self.seconds * 2 / 3)
        before = self.server.workers()
        victim = before[0]
        for pid in before[1:]:
            self.outcome.clients_of_others |= self.server.clients_of(pid)
        self.outcome.clients_of_killed = len(self.server.clients_of(victim))
        self.outcome.killed_at = time.monotonic()
        os.kill(victim, signal.SIGKILL)
        while victim in self.server.workers():  # on a busy machine dying takes a moment
            await asyncio.sleep(0.01)
        self.outcome.dead_at = time.monotonic()
        while time.monotonic() < self.outcome.killed_at + 60:
            await asyncio.sleep(0.1)
            watch = Watch(self.server, Record())  # people who come now
            await watch.connect()
            if watch.connections.keys() - set(before):
                self.outcome.replaced_after = time.monotonic() - self.outcome.killed_at
                return

    async def weigh(self, until: float) -> None:
        """Look at the memory of each worker every second."""
        while time.monotonic() < until:
            for pid in self.server.workers():
                self.outcome.memory.setdefault(pid, []).append(megabytes(pid))
            await asyncio.sleep(1)

    async def run(self, roles: dict[str, str], pending: list[tuple[int, str, str]], password: str) -> None:
        """Everything at once, until the time is over."""
        record = self.outcome.record
        words = sorted({word for title in roles.values() for word in title.split() if word.isalpha()})
        readers = Readers(self.server.port, record, roles, words, seed=7)
        watch = Watch(self.server, record)
        editor = Editor(self.server, record, watch, pending[WRITERS:])
        await editor.sign_in(EDITOR, password)
        until = time.monotonic() + self.seconds
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self.connections):
                tasks.create_task(readers.read(until))
            for alias, *_ in pending[:WRITERS]:
                tasks.create_task(self.write(alias))
            tasks.create_task(editor.approve_each_second(until))
            tasks.create_task(self.load(Watch(self.server, record), min(roles)))
            tasks.create_task(self.kill())
            tasks.create_task(self.weigh(until))
        self.outcome.approved = editor.approved
        self.outcome.stalest_write = watch.stalest


def undisputed() -> list[tuple[int, str, str]]:
    """Pending aliases, each of a title and a role of its own: id, title and code."""
    from roles.models import Alias

    found: dict[str, tuple[int, str, str]] = {}
    titles: set[str] = set(Alias.objects.approved().values_list("key", flat=True))
    for alias in Alias.objects.awaiting_review().select_related("role").order_by("position", "role__code"):
        if alias.key not in titles and alias.role.code not in found:
            titles.add(alias.key)
            found[alias.role.code] = (alias.pk, alias.text, alias.role.code)
    return list(found.values())


def main() -> int:
    """Start the server, run, write the table; 1 when a promise is broken."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--connections", type=int, default=64)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, password = Path(name), secrets.token_urlsafe(16)
        os.environ |= {"VAR_DIR": name, "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings"}
        busy = os.getloadavg()[0]
        with Server(folder / "log") as server:
            import django

            django.setup()
            from django.db import connection

            from roles.actions.editors import create_editor
            from roles.models import Alias, Role

            create_editor(name=EDITOR, password=password)
            roles, pending = dict(Role.objects.values_list("code", "title")), undisputed()
            connection.close()
            trial = Trial(server, folder, options.seconds, options.connections)
            asyncio.run(trial.run(roles, pending, password))
            outcome = trial.outcome
            outcome.busy = busy
        outcome.exit_status, outcome.log = server.exit_status, server.log()
        kept = Alias.objects.approved().filter(pk__in=outcome.approved, decided_by=EDITOR).count()
        outcome.decisions_lost = len(outcome.approved) - kept
        connection.close()
    text, is_kept = report(outcome, connection.vendor)
    if options.seconds >= 60:
        keep(f"faults-{connection.vendor}", text)
    else:
        print(text)
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
