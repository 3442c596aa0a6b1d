"""How fast the role page is served, beside nginx with the same bytes as a file and beside other programs.

    .venv/bin/python benchmarks/serving.py             five rounds of two seconds; installs the peers when needed
    .venv/bin/python benchmarks/serving.py --quick     two rounds of one second, without the peers, few pages

On SQLite with the catalogue in fixtures/, by Debian's wrk over 16 connections (apt-get install nginx wrk). The targets
are interleaved over the rounds, so that a slow moment falls on all alike; each figure is the median over the rounds,
and so is each ratio to nginx in the same round. ``--data FOLDER`` keeps the database for the next time, ``--requests``
says after how many requests memory is weighed. Writes results/serving.md and results/serving.json.
"""

import argparse
import io
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

_QUICK_PAGES = 50  # asked for to weigh memory in the quick run
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.peers import environment, lifetime, rounds, serving_report  # noqa: E402
from benchmarks.peers.targets import all_running  # noqa: E402
from benchmarks.tables import keep  # noqa: E402


def prepare(folder: Path) -> list[str]:
    """Fill a database in the folder unless there is one; the addresses of all roles, functions and levels."""
    os.environ |= {"VAR_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings"}
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("make_ready", stdout=io.StringIO())
    from roles.models import Function, Level, Role

    return [
        thing.get_absolute_url()
        for model in (Role, Function, Level)
        for thing in model._default_manager.all()
    ]


def measure(folder: Path, options: argparse.Namespace, paths: list[str]) -> dict[str, Any]:
    """Everything that is measured, as it is kept beside the table."""
    log = folder / "servers.log"
    with_peers = not options.quick
    if with_peers:
        environment.install()
    with all_running(folder, with_peers=with_peers) as targets:
        count, seconds = (2, 1.0) if options.quick else (options.rounds, 2.0)
        rows = rounds.measure(targets, count=count, seconds=seconds)
    known = paths[:_QUICK_PAGES] if options.quick else paths
    memory = lifetime.memory(log, known, options.requests)
    return {
        "rows": rows,
        "rounds": count,
        "seconds": seconds,
        "memory": memory | {"pages": len(known)},
        "start_seconds": lifetime.start_seconds(log, starts=1 if options.quick else lifetime.STARTS),
        "stop": lifetime.stop_under_load(log),
        "versions": versions(with_peers),
    }


def versions(with_peers: bool) -> dict[str, str]:
    """The versions of what was measured."""
    nginx = subprocess.run(
        [shutil.which("nginx") or "/usr/sbin/nginx", "-v"], capture_output=True, text=True, check=True
    )
    wrk = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False)
    found = {"nginx": nginx.stderr.strip().rpartition("/")[2], "wrk": wrk.stdout.split()[1]}
    if with_peers:
        found |= environment.versions(["granian", "gunicorn", "wagtail", "datasette"])
    return found


def main() -> None:
    """Prepare, measure, and write the table and the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--requests", type=int, default=100_000)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    if not shutil.which("wrk") or not (shutil.which("nginx") or Path("/usr/sbin/nginx").exists()):
        sys.exit("nginx and wrk are needed (Debian: apt-get install nginx-light wrk).")
    with tempfile.TemporaryDirectory() as folder:
        data = options.data or Path(folder) / "data"
        data.mkdir(parents=True, exist_ok=True)
        load = os.getloadavg()[0]
        paths = prepare(data)
        figures = measure(Path(folder), options, paths) | {"load_before": round(load, 1)}
    keep("serving", serving_report.text(figures), figures)


if __name__ == "__main__":
    main()
