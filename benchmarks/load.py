"""How fast a catalogue is generated, written to files and loaded, beside Django's loaddata on the same rows.

    .venv/bin/python benchmarks/load.py [--roles 10000]                       on throw-away SQLite files
    bin/with-postgres .venv/bin/python benchmarks/load.py [--roles 10000]     on a throw-away PostgreSQL

Every step runs in a process of its own, which tells its time and by how much its memory grew. loaddata takes minutes,
so it gets a tenth of the roles, and load_catalogue is measured at that size too, in turns. Rows are all that stand in
the catalogue's tables afterwards: documents, history and search index, which loaddata finds in its fixture and
load_catalogue works out. Writes results/load-sqlite.md or results/load-postgresql.md.
"""

import argparse
import io
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.generate import generate_catalogue  # noqa: E402
from benchmarks.tables import keep  # noqa: E402

FIXTURES = HERE.parent / "fixtures"
GROUND = ("levels.yaml", "classifications.yaml", "tree.yaml")  # what generated roles stand on
DERIVED = ("historical", "posting", "word", "revision")
Figures = dict[str, Any]


def call(name: str, *arguments: str, **options: Any) -> None:
    """Run a command of manage.py without its output."""
    from django.core.management import call_command

    call_command(name, *arguments, **{"stdout": io.StringIO(), **options})


def rows() -> dict[str, int]:
    """How many rows the catalogue's tables hold, and how many of them a document says."""
    from django.apps import apps

    counts = {
        model._meta.model_name: model._default_manager.count()
        for model in apps.get_app_config("roles").get_models()
    }
    said = sum(number for name, number in counts.items() if not name.startswith(DERIVED))
    return {"rows": sum(counts.values()), "said": said}


def measured(work: Callable[[], None]) -> Figures:
    """Seconds (those of the processor too) and megabytes that a piece of work took, and the rows that stand then."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began, began_work = time.perf_counter(), time.process_time()
    work()
    took, worked = time.perf_counter() - began, time.process_time() - began_work
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    return {"seconds": took, "processor": worked, "grown": grown, **rows()}


def take_step(step: str, folder: Path, roles: int) -> Figures:
    """One step, in the database that Django points at; ``folder`` holds the files of the catalogue."""
    import django

    django.setup()
    from django.db import connection

    call("migrate", verbosity=0)
    connection.ensure_connection()
    if step in ("generate", "load", "loaddata"):
        call("flush", interactive=False, verbosity=0)
    fixture = str(folder / "rows.json")
    match step:
        case "generate":
            call("load_catalogue", *(str(FIXTURES / name) for name in GROUND))
            figures = measured(lambda: generate_catalogue(roles))
        case "dump":
            figures = measured(lambda: call("dump_catalogue", str(folder), jsonl=True))
        case "load" | "again":
            figures = measured(lambda: call("load_catalogue", str(folder)))
        case "dumpdata":
            figures = measured(lambda: call("dumpdata", "roles", output=fixture))
        case "loaddata":
            figures = measured(lambda: call("loaddata", fixture))
        case _:
            raise ValueError(step)
    return figures | {"vendor": connection.vendor}


class Bench:
    """Takes steps in processes of their own; ``var`` names the database among those on SQLite."""

    def __init__(self, top: Path) -> None:
        self.top = top

    def __call__(self, step: str, var: str, folder: str, roles: int = 0) -> Figures:
        for needed in (self.top / var, self.top / folder):
            needed.mkdir(exist_ok=True)
        done = subprocess.run(
            [
                sys.executable,
                __file__,
                "--step",
                step,
                "--folder",
                str(self.top / folder),
                "--roles",
                str(roles),
            ],
            env=os.environ
            | {"VAR_DIR": str(self.top / var), "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings"},
            stdout=subprocess.PIPE,
            check=True,
        )
        figures: Figures = json.loads(done.stdout)
        print(f"{step}: {figures['seconds']:.1f} s, {figures['rows']:,} rows", file=sys.stderr)
        return figures


def row(name: str, figures: Figures, roles: int) -> str:
    """A line of the table."""
    return (
        f"| {name} | {roles:,} | {figures['rows']:,} | {figures['seconds']:.1f} s | {figures['processor']:.1f} s "
        f"| {figures['rows'] / figures['seconds']:,.0f} | {figures['grown']:.0f} MB |"
    )


def verdict(pairs: list[tuple[Figures, Figures]], loaded: Figures, again: Figures, roles: int) -> list[str]:
    """The figures beside loaddata in sentences; those of the processor are steadier on a busy machine.

    Where the database is a server of its own, its share of the work is in the time alone.
    """

    def rate(figures: Figures, by: str, which: str = "rows") -> float:
        return float(figures[which] / figures[by])

    out = []
    for by, words in (("seconds", "time"), ("processor", "this process's processor time")):
        in_turns = statistics.median(rate(ours, by) / rate(theirs, by) for ours, theirs in pairs)
        theirs = statistics.median(rate(theirs, by) for _, theirs in pairs)
        out.append(
            f"By {words}, load_catalogue is {in_turns:.1f} times as fast as loaddata on the same "
            f"{pairs[0][0]['rows']:,} rows (median of {len(pairs)}, in turns); by rows a second at {roles:,} roles, "
            f"measured apart, {rate(loaded, by) / theirs:.1f} times, and {rate(again, by) / theirs:.1f} times when "
            f"nothing has changed (goal: 20). Were loaddata spared history and search index, which load_catalogue "
            f"works out: {rate(loaded, by, 'said') / theirs:.1f} times.\n"
        )
    out.append(
        f"Of {loaded['rows']:,} rows the documents say {loaded['said']:,}; the others are history and index."
    )
    return out


def measure(bench: Bench, roles: int, rounds: int) -> tuple[str, list[str]]:
    """All steps; the database's vendor and the lines of the report."""
    tenth = max(roles // 10, 1)
    out = ["| | roles | rows | time | processor | rows/s | memory |", "|---|---:|---:|---:|---:|---:|---:|"]
    pairs = []
    bench("generate", "small", "few", tenth)
    bench("dump", "small", "few")
    for number in range(rounds):
        ours = bench("load", f"ours{number}", "few")
        if not number:
            bench("dumpdata", f"ours{number}", "few")
        pairs.append((ours, bench("loaddata", f"theirs{number}", "few")))
    generated = bench("generate", "large", "many", roles)
    dumped = bench("dump", "large", "many")
    loaded = bench("load", "loaded", "many")
    again = bench("again", "loaded", "many")
    out += [
        row("benchmarks/generate.py", generated, roles),
        row("dump_catalogue --jsonl", dumped, roles),
        row("load_catalogue, empty database", loaded, roles),
        row("load_catalogue, nothing changed", again, roles),
        row("load_catalogue, empty database", pairs[0][0], tenth),
        row("loaddata, empty database", pairs[0][1], tenth),
    ]
    out += ["", *verdict(pairs, loaded, again, roles)]
    return loaded["vendor"], out


def main() -> None:
    """Take the steps and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=1, help="of load_catalogue and loaddata in turns")
    parser.add_argument("--step", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.step:
        print(json.dumps(take_step(options.step, options.folder, options.roles)))
        return
    with tempfile.TemporaryDirectory() as folder:
        vendor, lines = measure(Bench(Path(folder)), options.roles, options.rounds)
    head = [f"# Generating and loading {options.roles:,} roles", "", "Written by `make bench-load`.", ""]
    text = "\n".join([*head, *lines, "", f"{vendor}.", ""])
    keep(f"load-{vendor}", text)


if __name__ == "__main__":
    main()
