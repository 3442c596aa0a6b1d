"""What neighbours, lists and counts cost in catalogues of a thousand to a hundred thousand roles, or a million.

    .venv/bin/python benchmarks/adjacency.py [--million]                    on throw-away SQLite files
    bin/with-postgres .venv/bin/python benchmarks/adjacency.py [--million]  on a throw-away PostgreSQL

The roles are bare rows (no components, aliases or prose): it is the number of roles that matters here. Each question is
asked for the same fixed roles beside the plain scan that it replaces, one after the other in five rounds; a figure is
the median, a ratio the median of the rounds' ratios. Writes results/adjacency-sqlite.md or adjacency-postgresql.md.
"""

import argparse
import io
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.tables import keep

ROUNDS = 5
ASKED = 20
PAGES = 4
SIZES = [1_000, 10_000, 100_000]
FIELDS = ["code", "focus", "level", "function", "superfunction", "track", "grade", "status", "title"]
FIELDS += ["tagline", "summary", "story_who", "story_external", "story_internal", "story_why", "story_stakes"]
FIELDS += ["story_success", "confidence", "scope", "version", "story_plan", "accepted"]
TEXTS = ("A line", "A summary", *("",) * 6, "0.60", "global", 1, "[]", "[]")


def fill(wanted: int, dice: random.Random) -> None:
    """Add bare roles until there are so many: sixty functions a superfunction, three focuses, most levels taken."""
    from django.db import connection, transaction

    from roles.actions.load.bulk import insert
    from roles.models import Focus, Function, Level, Revision, Role, Superfunction

    levels = list(Level.objects.in_order())
    entry = Superfunction.objects.select_related("soc_major_group").earliest("pk").soc_major_group
    missing = wanted - Role.objects.count()
    with transaction.atomic():
        number = Function.objects.filter(code__startswith="Y").count()
        while missing > 0:
            rows: list[tuple[Any, ...]] = []
            field, _ = Superfunction.objects.get_or_create(
                code=f"Y{number // 60:04}",
                defaults={
                    "name": f"Field {number // 60}",
                    "soc_major_group": entry,
                    "position": 1000 + number,
                },
            )
            function = Function.objects.create(
                superfunction=field, code=f"Y{number:05}", name=f"Function {number}", position=number
            )
            for position, code in enumerate(("GEN", "AAA", "ZZZ")):
                focus = Focus.objects.create(function=function, code=code, name=code, position=position)
                for level in (level for level in levels if dice.random() < 0.8):
                    place = (focus.pk, level.pk, function.pk, field.pk, level.track_id, level.grade)
                    status = "retired" if dice.random() < 0.03 else dice.choice(["draft", "published"])
                    title = f"{level.name} {function.name} {code}"
                    rows.append((f"{function.code}.{code}.{level.code}", *place, status, title, *TEXTS))
            insert(Role, FIELDS, rows[:missing])
            missing -= len(rows)
            number += 1
        Revision.bump()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def scanned(role: Any) -> None:
    """The plain scan that the rings replace: every role by its distance, the first eight, and four outside."""
    from django.db.models import Case, F, Q, Value, When
    from django.db.models.functions import Abs, Least

    from roles.models import Role

    taxonomy = Case(
        When(focus_id=role.focus_id, then=Value(0)),
        When(Q(function_id=role.function_id) & Q(focus__code="GEN"), then=Value(66)),
        When(function_id=role.function_id, then=Value(66 if role.focus.code == "GEN" else 110)),
        When(superfunction_id=role.superfunction_id, then=Value(198)),
        default=Value(440),
    )
    level = Abs(F("grade") - role.grade) * 60 + Case(
        When(track_id=role.track_id, then=Value(0)), default=Value(66)
    )
    near = Role.objects.listed().exclude(pk=role.pk).annotate(units=taxonomy + Least(level, Value(660)))
    ranked = near.order_by("units", "code")
    list(ranked.values_list("pk", flat=True)[:8])
    list(ranked.exclude(function_id=role.function_id).values_list("pk", flat=True)[:4])


def paired(
    work: Callable[[Any], object], peer: Callable[[Any], object], roles: list[Any]
) -> tuple[float, float]:
    """The median of the milliseconds, and the median over the rounds of peer by work; both asked in turn."""
    few = roles[: max(2, len(roles) // 10)]  # a scan of a million roles takes seconds
    for role in few:
        work(role)
        peer(role)
    times, ratios = [], []
    for _ in range(ROUNDS):
        own = [_milliseconds(work, role) for role in roles]
        others = [_milliseconds(peer, role) for role in few]
        times += own
        ratios.append(statistics.median(others) / statistics.median(own))
    return statistics.median(times), statistics.median(ratios)


def _milliseconds(work: Callable[[Any], object], role: Any) -> float:
    began = time.perf_counter()
    work(role)
    return 1000 * (time.perf_counter() - began)


def measure(size: int) -> list[tuple[str, float, float]]:
    """The questions with their milliseconds and how many times longer the plain way takes (0: not asked)."""
    from django.test import Client

    from benchmarks.questions import counted, listed
    from roles.adjacent.nearest import nearest
    from roles.facets import index as facet_index
    from roles.models import Role

    dice = random.Random(7)
    ids = list(Role.objects.listed().order_by("pk").values_list("pk", flat=True))
    roles = [Role.objects.with_place().get(pk=pk) for pk in dice.sample(ids, ASKED)]
    found = [
        ("the nearest 8, and 4 outside the function", *paired(lambda r: nearest(r, 8, 4), scanned, roles))
    ]
    if size > SIZES[-1]:
        return found
    client = Client()

    def get(address: str) -> Callable[[Any], object]:
        def ask(role: Any) -> None:
            response = client.get(address.format(role=role, level=role.level.code))
            assert response.status_code == 200, response.status_code

        return ask

    began = time.perf_counter()
    facet_index.forget()
    facet_index.current()
    made = 1000 * (time.perf_counter() - began)
    found.append(
        ("a level's first page of the list with all counts, without HTML", *paired(listed, counted, roles))
    )
    pages = {
        "browse, first page of a level, with facets": "/roles/?level={level}",
        "browse, page 20 by title": "/roles/?sort=title&page=20",
        "the grid": "/roles/?view=grid",
        "all by distance, first page": "/roles/{role.code}/adjacent/",
        "home": "/",
    }
    for name, address in pages.items():
        found.append((name, paired(get(address), lambda role: None, roles[:PAGES])[0], 0.0))
    return [*found, ("the facet index read again, once a revision", made, 0.0)]


def report(vendor: str, rows: dict[str, dict[int, tuple[float, float]]], sizes: list[int]) -> str:
    """The table as Markdown."""
    head = " | ".join(f"{size:,} roles" for size in sizes)
    out = [
        f"# Neighbours and lists on {vendor}",
        "",
        "Written by `make bench-adjacency`. Milliseconds; in brackets how many times longer the plain query takes",
        "that looks at every role. The last column compares the largest catalogue with the smallest.",
        "",
        f"| | {head} | growth |",
        "|---|" + "---:|" * (len(sizes) + 1),
    ]
    for name, figures in rows.items():
        cells = []
        for size in sizes:
            took, ratio = figures.get(size, (0.0, 0.0))
            cells.append((f"{took:,.2f}" + (f" ({ratio:,.0f} ×)" if ratio else "")) if took else "–")
        known = [figures[size][0] for size in sizes if size in figures]
        out.append(f"| {name} | {' | '.join(cells)} | {known[-1] / known[0]:.1f} × |")
    return "\n".join([*out, ""])


def main() -> None:
    """Fill databases of growing size, ask, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--million", action="store_true", help="ask for neighbours among a million roles too")
    options = parser.parse_args()
    sizes = [*SIZES, *([1_000_000] if options.million else [])]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings",
            "ALLOWED_HOSTS": "testserver",
            "LOG_LEVEL": "ERROR",
        }
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("make_ready", stdout=io.StringIO())
        rows: dict[str, dict[int, tuple[float, float]]] = {}
        for size in sizes:
            fill(size, random.Random(size))
            for name, took, ratio in measure(size):
                rows.setdefault(name, {})[size] = took, ratio
        text = report(connection.vendor, rows, sizes)
        connection.close()
    keep(f"adjacency-{connection.vendor}", text)


if __name__ == "__main__":
    main()
