"""A long run of hostile requests: the site answers every one, and never with a fault of its own.

    .venv/bin/python benchmarks/hostile.py [--requests 20000] [--seed 1]                    on a throw-away SQLite file
    bin/with-postgres .venv/bin/python benchmarks/hostile.py [--requests 20000] [--seed 1]  on a throw-away PostgreSQL

The requests of hostile_requests.py are sent to the WSGI application in this process. Prints how often each status was
answered and the slowest addresses, and ends with 1 when a request was answered with 500, or later than after
``--slowest`` seconds.
"""

import argparse
import io
import logging
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.hostile_requests import Application, Request, Requests, answered

SHOWN = 10


def prepared(folder: Path) -> Application:
    """The site as a server runs it, with the catalogue of fixtures/ in a new database."""
    os.environ.setdefault("VAR_DIR", str(folder))
    from django.conf import settings
    from django.core.management import call_command

    from taxonomy_site.wsgi import application

    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.LIST_PROCESSES = 0  # long lists are worked on in this process, so that a failure is seen
    call_command("migrate", verbosity=0)
    call_command("load_catalogue", "--if-empty", stdout=io.StringIO())
    logging.disable(logging.WARNING)  # a traceback of what fails is wanted
    return application


@dataclass
class Outcome:
    """How often each status was answered, the time of each request, and those that failed."""

    statuses: Counter[int] = field(default_factory=Counter)
    times: list[tuple[float, Request]] = field(default_factory=list)
    failed: list[tuple[Request, str]] = field(default_factory=list)


def run(application: Application, number: int, seed: int) -> Outcome:
    """Send so many requests."""
    requests, outcome = Requests(random.Random(seed)), Outcome()
    for _ in range(number):
        request = requests.next()
        began = time.perf_counter()
        try:
            status, _ = answered(application, request)
        except Exception:  # the server would answer with its own 500
            status = 500
            outcome.failed.append((request, traceback.format_exc(limit=-4)))
        else:
            if status >= 500 and status != 503:
                outcome.failed.append((request, ""))
        outcome.times.append((time.perf_counter() - began, request))
        outcome.statuses[status] += 1
    outcome.times.sort(key=lambda timed: -timed[0])
    return outcome


def main() -> int:
    """Run and report; 1 when a request failed or took too long."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slowest", type=float, default=10.0, metavar="SECONDS")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        application = prepared(Path(folder))
        began = time.perf_counter()
        outcome = run(application, options.requests, options.seed)
        print(f"{options.requests:,} requests in {time.perf_counter() - began:.0f} s")
    for status, count in sorted(outcome.statuses.items()):
        print(f"  {status}: {count:,}")
    print("slowest:")
    for seconds, request in outcome.times[:SHOWN]:
        print(f"  {1000 * seconds:7.0f} ms  {request.method} {request.address[:90]}")
    for request, told in outcome.failed[:SHOWN]:
        print(f"FAILED {str(request)[:600]}\n{told}")
    return int(bool(outcome.failed) or outcome.times[0][0] > options.slowest)


if __name__ == "__main__":
    sys.exit(main())
