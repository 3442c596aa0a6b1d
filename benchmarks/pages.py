"""Time every kind of page against the catalogue in fixtures/, and the load beside Django's own loaddata.

Run by ``make bench``. Builds its own SQLite database in a temporary folder. Pages are interleaved over the
rounds, so that a slow moment of the machine falls on all alike; the table gives medians.
"""

import os
import platform
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROUNDS = 25
LOAD_ROUNDS = 3
PAGES = {
    "home": "/",
    "browse": "/roles/",
    "role": "/roles/AIMLAM.GEN.P3/",
    "adjacent": "/roles/AIMLAM.GEN.P3/adjacent/",
    "ladder": "/functions/SWENG/",
    "step": "/functions/AIMLAM/GEN/P3-P4/",
    "level": "/levels/P3/",
    "components": "/components/",
    "component": "/components/skill/mentoring/",
    "coordinates": "/coordinates/?a=AIMLAM.GEN.P3&b=SWENG.GEN.M1",
    "compare two": "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4",
    "compare four": "/compare/?role=AIMLAM.GEN.P3&role=DATSCI.GEN.P3&role=SWENG.GEN.P4&role=SRENG.GEN.P5",
}


def prepare(folder: str) -> None:
    """Point Django at a fresh database in the folder and migrate it."""
    sys.path.insert(0, str(ROOT))
    os.environ.update(VAR_DIR=folder, DJANGO_SETTINGS_MODULE="taxonomy_site.settings", LOG_LEVEL="ERROR")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def seconds(work: object) -> float:
    """How long a call takes."""
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def load_and_reload(folder: str) -> list[str]:
    """Load the fixtures, load them again, and load the same rows with loaddata; as table rows."""
    from django.core.management import call_command

    dumped = Path(folder) / "dump.json"
    quiet = open(os.devnull, "w")  # noqa: PTH123, SIM115
    figures: dict[str, list[float]] = {
        "load_catalogue, empty": [],
        "load_catalogue, again": [],
        "loaddata": [],
    }
    for _ in range(LOAD_ROUNDS):
        call_command("flush", interactive=False, verbosity=0)
        figures["load_catalogue, empty"].append(seconds(lambda: call_command("load_catalogue", stdout=quiet)))
        figures["load_catalogue, again"].append(seconds(lambda: call_command("load_catalogue", stdout=quiet)))
        call_command(
            "dumpdata", "roles", natural_foreign=True, natural_primary=True, output=str(dumped), verbosity=0
        )
        call_command("flush", interactive=False, verbosity=0)
        figures["loaddata"].append(seconds(lambda: call_command("loaddata", str(dumped), verbosity=0)))
    call_command("flush", interactive=False, verbosity=0)
    call_command("load_catalogue", stdout=quiet)
    base = statistics.median(figures["load_catalogue, empty"])
    return [
        f"| {name} | {statistics.median(times):.2f} | {statistics.median(times) / base:.1f} |"
        for name, times in figures.items()
    ]


def time_pages() -> list[str]:
    """Every page, warm, interleaved over the rounds, as table rows."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1"})
    queries, sizes = {}, {}
    for name, address in PAGES.items():
        with CaptureQueriesContext(connection) as captured:
            response = client.get(address)
        if response.status_code != 200:
            raise SystemExit(f"{address} answered {response.status_code}")
        queries[name], sizes[name] = len(captured), len(response.content)
    times: dict[str, list[float]] = {name: [] for name in PAGES}
    for _ in range(ROUNDS):
        for name, address in PAGES.items():
            times[name].append(seconds(lambda address=address: client.get(address)))
    return [
        f"| {name} | {queries[name]} | {sizes[name] / 1024:.0f} | {statistics.median(times[name]) * 1000:.1f} |"
        for name in PAGES
    ]


def main() -> None:
    """Measure, print the tables, and keep them under benchmarks/results/."""
    with tempfile.TemporaryDirectory() as folder:
        prepare(folder)
        loads = load_and_reload(folder)
        pages = time_pages()
        from roles.models import Role

        count = Role.objects.count()
    import django

    text = "\n".join(
        [
            "# Pages and loading",
            "",
            f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}, "
            f"Django {django.get_version()}, SQLite, the fixtures' {count} roles; whole requests through Django's "
            f"test client, no cache, median of {ROUNDS} interleaved rounds (loading: {LOAD_ROUNDS}). "
            "Made by `make bench`.",
            "",
            "| page | queries | KiB | ms |",
            "|---|---:|---:|---:|",
            *pages,
            "",
            "| loading | seconds | times `load_catalogue`, empty |",
            "|---|---:|---:|",
            *loads,
            "",
        ]
    )
    results = Path(__file__).parent / "results"
    results.mkdir(exist_ok=True)
    (results / "pages.md").write_text(text, encoding="utf-8")
    print(text)


if __name__ == "__main__":
    main()
