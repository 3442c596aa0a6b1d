"""Every kind of page in catalogues of growing size: made anew, known, and unchanged since the visitor's last look.

    .venv/bin/python benchmarks/pages.py [--roles 1000 10000 100000]                       on throw-away SQLite files
    bin/with-postgres .venv/bin/python benchmarks/pages.py [--roles 1000 10000 100000]     on a throw-away PostgreSQL

    .venv/bin/python benchmarks/pages.py --roles 300 --data FOLDER --addresses 3 --rounds 1   a first look

Each size has a database and a process of its own; the sizes and the kinds of page take turns, five rounds long.
With ``--data`` the SQLite files start as a copy of a folder that ``make_ready`` filled as VAR_DIR.
Requests enter where the server hands them over (WSGI) and are answered in one thread; network and server are measured
by serving.py. Addresses are drawn from the generated roles with a fixed seed. Writes results/pages-sqlite.md or
results/pages-postgresql.md.
"""

import argparse
import io
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate_catalogue
from benchmarks.questions import ADDRESSES, addresses, drawn, parts, settle
from benchmarks.tables import keep

ROUNDS = 5
HOST = "127.0.0.1"
STATES = ("cold", "warm", "304")


def prepare(roles: int) -> float:
    """Fill the database that the environment names; returns the seconds that generating took."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("make_ready", stdout=io.StringIO())
    began = time.perf_counter()
    generate_catalogue(roles)
    took = time.perf_counter() - began
    settle()
    return took


def asked(
    application: Callable[..., Iterable[bytes]], address: str, **headers: str
) -> tuple[str, dict[str, str]]:
    """Status and headers of an answer; the body is taken as a server takes it."""
    path, _, query = address.partition("?")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": HOST,
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": HOST,
        "HTTP_HOST": HOST,
        "HTTP_ACCEPT_ENCODING": "gzip, br",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        **headers,
    }
    told: list[Any] = []
    body = application(environ, lambda status, headers, exc_info=None: told.extend((status, dict(headers))))
    for _ in body:
        pass
    if hasattr(body, "close"):
        body.close()
    return told[0], told[1]


def measure(size: int, number: int) -> None:
    """Fill the database, tell how long that took, and measure a round for each line that comes in.

    Of each kind of page ``number`` addresses are asked for, and each part is asked as often.
    """
    took = prepare(size)

    from taxonomy_site import versions

    versions.READ_EVERY = 3600  # the reading of the revision is shared by all requests of half a second
    roles = drawn()
    kinds = {kind: where[:number] for kind, where in addresses(roles).items()}
    alone = {name: works[:number] for name, works in parts(roles).items()}
    queries, etags = learn(kinds)
    queries |= {name: max(map(asked_of_database, works)) for name, works in alone.items()}
    print(json.dumps({"generated": took, "queries": queries}), flush=True)
    for _ in sys.stdin:
        found = {kind: a_round(where, etags) for kind, where in kinds.items()}
        found |= {name: {"cold": list(map(milliseconds, works))} for name, works in alone.items()}
        print(json.dumps(found), flush=True)


def learn(kinds: dict[str, list[str]]) -> tuple[dict[str, int], dict[str, str]]:
    """The most queries that a page of each kind takes, and the tag of each page."""
    from taxonomy_site.wsgi import application, django_application

    queries: dict[str, int] = {}
    etags: dict[str, str] = {}
    for kind, where in kinds.items():
        for address in where:
            status, _ = asked(django_application, address)  # what the process learns once
            if not status.startswith(("200", "302")):
                raise SystemExit(f"{address} answered {status}")
            number = asked_of_database(lambda a=address: asked(django_application, a))
            queries[kind] = max(queries.get(kind, 0), number)
            etags[address] = asked(application, address)[1].get("ETag", "")
    return queries, etags


def asked_of_database(work: Callable[[], object]) -> int:
    """How many queries a call takes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def a_round(where: list[str], etags: dict[str, str]) -> dict[str, list[float]]:
    """Milliseconds of pages of one kind, made anew, known and unchanged."""
    from taxonomy_site.wsgi import application, django_application

    found: dict[str, list[float]] = {state: [] for state in STATES}
    for address in where:
        found["cold"].append(milliseconds(lambda a=address: asked(django_application, a)))
        if etag := etags[address]:
            found["warm"].append(milliseconds(lambda a=address: asked(application, a)))
            found["304"].append(
                milliseconds(lambda a=address, e=etag: asked(application, a, HTTP_IF_NONE_MATCH=e))
            )
    return found


def milliseconds(work: Callable[[], object]) -> float:
    """How long a call takes."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


class Catalogue:
    """A catalogue of one size in a process of its own, with what was measured there."""

    def __init__(self, size: int, folder: str, number: int) -> None:
        self.size = size
        environment = os.environ | {"VAR_DIR": folder, "ALLOWED_HOSTS": HOST}
        if url := os.environ.get("DATABASE_URL"):
            import psycopg

            name = f"roles_{size}"
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {name}")
            environment["DATABASE_URL"] = url.rsplit("/", 1)[0] + f"/{name}"
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--only", str(size), "--addresses", str(number)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        told = self._told()
        self.generated, self.queries = told["generated"], told["queries"]
        self.rounds: list[dict[str, dict[str, list[float]]]] = []

    def _told(self) -> Any:
        assert self.process.stdout
        line = self.process.stdout.readline()
        return json.loads(line) if line else sys.exit(f"{self.size:,} roles: {self.process.wait()}")

    def measure(self) -> None:
        """One more round."""
        assert self.process.stdin
        self.process.stdin.write("\n")
        self.process.stdin.flush()
        self.rounds.append(self._told())

    def close(self) -> None:
        """End the process."""
        self.process.communicate()

    def medians(self, kind: str) -> list[float]:
        """The median of the pages made anew, for each round."""
        return [statistics.median(each[kind]["cold"]) for each in self.rounds]

    def rows(self) -> list[str]:
        """The lines of the table."""
        lines = []
        for kind, queries in self.queries.items():
            cells = [f"{self.size:,}", kind, str(queries)]
            for state in STATES:
                cells += _cells(state, sorted(t for each in self.rounds for t in each[kind].get(state, [])))
            lines.append("| " + " | ".join(cells) + " |")
        return lines


def _cells(state: str, times: list[float]) -> list[str]:
    """Requests a second, median and 99th percentile."""
    if not times:
        return ["–", "–", "–"]
    places = 1 if state == "cold" else 3
    p99 = times[min(len(times) - 1, int(0.99 * len(times)))]
    median = statistics.median(times)
    return [f"{1000 / statistics.fmean(times):,.0f}", f"{median:,.{places}f}", f"{p99:,.{places}f}"]


def growth(catalogues: list[Catalogue]) -> list[str]:
    """How many times longer a page takes to make than in the smallest catalogue: the median of the rounds' ratios."""
    smallest, *larger = catalogues
    heads = " | ".join(f"{one.size:,} roles" for one in larger)
    lines = [f"| made anew, beside {smallest.size:,} roles | {heads} |", "|---|" + "---:|" * len(larger)]
    for kind in smallest.queries:
        cells = []
        for one in larger:
            pairs = zip(one.medians(kind), smallest.medians(kind), strict=True)
            cells.append(f"{statistics.median(more / less for more, less in pairs):.2f} ×")
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return ["", *lines] if larger else []


def main() -> None:
    """Measure each size, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--addresses", type=int, default=ADDRESSES, help="of each kind of page, at most")
    parser.add_argument("--data", type=Path, help="what make_ready left, for SQLite")
    parser.add_argument("--only", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taxonomy_site.settings")
    if options.only:
        measure(options.only, options.addresses)
        return
    from benchmarks.machine import described

    vendor = "postgresql" if os.environ.get("DATABASE_URL") else "sqlite"
    with ExitStack() as stack:
        catalogues = []
        for size in options.roles:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            if options.data:
                shutil.copytree(options.data, folder, dirs_exist_ok=True)
            catalogues.append(stack.enter_context(closing(Catalogue(size, folder, options.addresses))))
        for _ in range(options.rounds):
            for one in catalogues:
                one.measure()
    out = [
        f"# Pages on {vendor}",
        "",
        "Written by `make bench`. Requests a second, median and 99th percentile in milliseconds, in one thread.",
        described(),
        "",
        "| roles | page | queries | cold /s | p50 | p99 | warm /s | p50 | p99 | 304 /s | p50 | p99 |",
        "|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(row for one in catalogues for row in one.rows()),
        *growth(catalogues),
        "",
        f"Roles generated: {', '.join(f'{one.size:,} in {one.generated:.0f} s' for one in catalogues)}.",
        "",
    ]
    kept = {
        str(one.size): {kind: statistics.median(one.medians(kind)) for kind in one.queries}
        for one in catalogues
    }
    keep(f"pages-{vendor}", "\n".join(out), kept)


if __name__ == "__main__":
    main()
