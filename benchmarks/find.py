"""How fast search, suggestions and title resolution answer in a large generated catalogue.

    .venv/bin/python benchmarks/find.py [--roles 20000]                       on a throw-away SQLite file
    bin/with-postgres .venv/bin/python benchmarks/find.py [--roles 20000]     on a throw-away PostgreSQL

Every query is asked once before it is timed, then five times; words and titles are drawn from the catalogue with a
fixed seed, some of them misspelt. Writes results/find-sqlite.md or results/find-postgresql.md.
"""

import argparse
import io
import os
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.generate import generate_catalogue
from benchmarks.questions import settle
from benchmarks.tables import keep

ROUNDS = 5
QUERIES = 60
LIST = 10_000


def timed(work: Callable[[str], object], queries: list[str]) -> list[float]:
    """Milliseconds of every query, interleaved over the rounds."""
    for query in queries:
        work(query)
    found = []
    for _ in range(ROUNDS):
        for query in queries:
            began = time.perf_counter()
            work(query)
            found.append(1000 * (time.perf_counter() - began))
    return found


def row(name: str, figures: list[float], goal: str) -> str:
    """A line of the table."""
    ordered = sorted(figures)
    p95 = ordered[int(0.95 * len(ordered))]
    return f"| {name} | {statistics.median(ordered):.1f} ms | {p95:.1f} ms | {ordered[-1]:.1f} ms | {goal} |"


def misspelt(text: str, dice: random.Random) -> str:
    """The text with two letters of its longest word swapped."""
    word = max(text.split(), key=len)
    at = dice.randrange(1, len(word) - 2)
    slip = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return text.replace(word, slip)


@dataclass(frozen=True)
class Questions:
    """What is asked, drawn from the catalogue: titles, words of components and titles, slips, and beginnings."""

    titles: list[str]
    words: list[str]
    slips: list[str]
    begun: list[str]


def questions(dice: random.Random) -> Questions:
    """The questions to the catalogue that is there."""
    from roles.models import Component, Role

    some = list(Role.objects.values_list("title", flat=True)[:5000])
    titles = [dice.choice(some) for _ in range(QUERIES)]
    labels = list(Component.objects.values_list("label", flat=True)[:3000])
    words = [" ".join(dice.choice(labels).split()[1:3]) for _ in range(QUERIES // 2)]
    words += [" ".join(title.split()[1:3]) for title in titles[: QUERIES // 2]]
    slips = [misspelt(" ".join(title.split()[1:4]), dice) for title in titles]
    return Questions(titles, words, slips, [title[: dice.randint(6, len(title))] for title in titles])


def measure(roles: int) -> list[str]:
    """Ask the database that Django points at; the lines of the table."""
    from django.db import connection
    from django.test import Client

    from roles.resolve.resolver import resolve_title
    from roles.search.query import search, suggestions

    dice = random.Random(7)
    asked = questions(dice)
    client = Client()

    def page(text: str) -> None:
        status = client.get("/roles/", {"q": text}).status_code
        assert status in (200, 302), status

    return [
        "| | median | p95 | slowest | goal (p95) |",
        "|---|---:|---:|---:|---:|",
        row("search page, words of titles and components", timed(page, asked.words), "–"),
        row("search alone", timed(search, asked.words), "30 ms"),
        row("search alone, a slip in each", timed(search, asked.slips), "30 ms"),
        row("suggestions, as somebody types", timed(suggestions, asked.begun), "30 ms"),
        row("one title resolved", timed(resolve_title, asked.titles), "20 ms"),
        row("one title resolved, a slip in each", timed(resolve_title, asked.slips), "20 ms"),
        "",
        a_list(dice),
        "",
        f"{connection.vendor}, {roles:,} generated roles.",
    ]


def a_list(dice: random.Random) -> str:
    """How long a long list takes, in words."""
    from roles.models import Role
    from roles.resolve.batch import resolve_list

    pool = list(Role.objects.order_by("pk").values_list("title", flat=True))
    many = [
        (i, misspelt(t, dice) if i % 10 == 0 else f"Sr. {t}" if i % 3 == 0 else t)
        for i, t in enumerate((dice.choice(pool) for _ in range(LIST)), start=1)
    ]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    lines = resolve_list(many)
    took = time.perf_counter() - began
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    confident = sum(line.state == "confident" for line in lines)
    return (
        f"{LIST:,} titles as a list: {took:.1f} s in one process (goal: 60 s), {grown:.0f} MB more memory, "
        f"{confident:,} confident."
    )


def main() -> None:
    """Fill a database, ask, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings",
            "ALLOWED_HOSTS": "testserver",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        from benchmarks.machine import described

        call_command("make_ready", stdout=io.StringIO())
        began = time.perf_counter()
        generate_catalogue(options.roles)
        took = time.perf_counter() - began
        settle()
        out = [
            f"# Finding in {options.roles:,} roles",
            "",
            f"Written by `make bench-find`. {described()}",
            "",
        ]
        out += measure(options.roles)
        out += [f"Generated in {took:.0f} s.", ""]
    text = "\n".join(out)
    keep(f"find-{connection.vendor}", text)


if __name__ == "__main__":
    main()
