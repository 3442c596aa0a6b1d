"""What faults.py saw, held against what was promised."""

import os
import re
import statistics
from dataclasses import dataclass, field

from faults_editor import PROMISED
from faults_traffic import Record

SOAKED = 10  # seconds after which a worker's memory is to stay as it is
FLAT = 64  # megabytes for finished pages (PAGE_MEMORY_MB), which a worker may fill
_ALARMING = re.compile(r"Traceback|locked|deadlock|\bERROR\b", re.IGNORECASE)
_EXPECTED = re.compile(r"Unexpected exit from worker-\d+")  # the one that was killed


@dataclass
class Outcome:
    """Everything that was seen in a run."""

    record: Record
    seconds: float
    connections: int
    writes: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    memory: dict[int, list[float]] = field(default_factory=dict)
    approved: list[int] = field(default_factory=list)
    clients_of_killed: int = 0
    clients_of_others: set[int] = field(default_factory=set)
    busy: float = 0.0
    killed_at: float = 0.0
    dead_at: float = 0.0
    replaced_after: float | None = None
    load_took: float = 0.0
    stalest_write: float = 0.0
    decisions_lost: int = 0
    exit_status: int | None = None
    log: str = ""

    @property
    def alarms(self) -> list[str]:
        """Lines of the server's log that nobody should find there."""
        return [x for x in self.log.splitlines() if _ALARMING.search(x) and not _EXPECTED.search(x)]

    @property
    def lost_elsewhere(self) -> list[tuple[float, float, int]]:
        """Requests that were lost although no worker was killed, or another one had them."""
        return [
            (at, opened, port)
            for at, opened, port in self.record.lost
            if at < self.killed_at or opened > self.dead_at or port in self.clients_of_others
        ]

    @property
    def growth(self) -> list[tuple[int, float, float]]:
        """For each worker that lived long enough: its id, and its megabytes after ten seconds and in the end."""
        return [(pid, seen[SOAKED], seen[-1]) for pid, seen in self.memory.items() if len(seen) > SOAKED + 3]


def promises(outcome: Outcome) -> list[tuple[str, bool, str]]:
    """Each promise, whether it was kept, and the figure."""
    wrong = outcome.record.wrong
    failed = sum(n for (_, fault), n in wrong.items() if fault.startswith("status 5"))
    stalest = max(outcome.record.stalest(), outcome.stalest_write)
    replaced = f"{outcome.replaced_after:.1f} s" if outcome.replaced_after else "never"
    grown = max((after - before for _, before, after in outcome.growth), default=0.0)
    late = sum(n for (kind, _), n in wrong.items() if kind == "next request")
    return [
        ("No answer of 500 or above", failed == 0, f"{failed}"),
        (
            "No other wrong answer, and none that did not come",
            sum(wrong.values()) == failed,
            f"{sum(wrong.values()) - failed}",
        ),
        (
            "A write is shown with the next request in the worker that wrote",
            late == 0,
            f"{len(outcome.approved):,} approvals",
        ),
        (
            "and after one second at most in any other",
            stalest <= PROMISED,
            f"{1000 * stalest:,.0f} ms at most",
        ),
        ("Every approval stands in the end", outcome.decisions_lost == 0, f"{outcome.decisions_lost} lost"),
        (
            "No write of another process fails",
            not outcome.faults,
            f"{len(outcome.writes):,} writes, {max(outcome.writes, default=0):.1f} s at most",
        ),
        (
            "A killed worker loses no more than its own requests",
            not outcome.lost_elsewhere,
            f"{len(outcome.record.lost):,} lost; it had {outcome.clients_of_killed} connections",
        ),
        ("and is replaced", outcome.replaced_after is not None, f"after {replaced}"),
        (
            "Memory is flat, but for the pages that are kept",
            grown <= FLAT,
            f"{grown:.0f} MB more than after {SOAKED} s",
        ),
        ("Nothing alarming in the log", not outcome.alarms, f"{len(outcome.alarms):,} lines"),
        ("SIGTERM ends the server cleanly", outcome.exit_status == 0, f"status {outcome.exit_status}"),
    ]


def _row(kind: str, took: list[float], faults: str) -> str:
    ordered = sorted(took)
    figures = (statistics.median(ordered), ordered[int(0.99 * len(ordered))], ordered[-1])
    times = " | ".join(f"{1000 * figure:,.0f} ms" for figure in figures)
    return f"| {kind} | {len(ordered):,} | {times} | {faults or '–'} |"


def report(outcome: Outcome, vendor: str) -> tuple[str, bool]:
    """The tables as Markdown, and whether every promise was kept."""
    record = outcome.record
    everything = [t for took in record.took.values() for t in took]
    kept = promises(outcome)
    out = [
        f"# Load and faults on {vendor}",
        "",
        f"{outcome.seconds:.0f} s, {outcome.connections} connections, two workers; {os.cpu_count()} cores for readers, "
        f"writers and server; {len(everything) / outcome.seconds:,.0f} requests a second. The load took "
        f"{outcome.load_took:.1f} s. Load of the machine before the server was started: {outcome.busy:.1f}.",
        "",
        "| promise | | measured |",
        "|---|---|---|",
        *(
            f"| {promise} | {'kept' if is_kept else '**broken**'} | {figure} |"
            for promise, is_kept, figure in kept
        ),
        "",
        "| request | answers | p50 | p99 | slowest | faults |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for kind, took in sorted(record.took.items()):
        faults = ", ".join(f"{n} × {fault}" for (k, fault), n in sorted(record.wrong.items()) if k == kind)
        out.append(_row(kind, took, faults))
    out += ["", "| worker | after 10 s | in the end |", "|---|---:|---:|"]
    out += [
        f"| {i} | {before:.0f} MB | {after:.0f} MB |"
        for i, (_, before, after) in enumerate(outcome.growth, 1)
    ]
    details = [
        *outcome.faults[:5],
        *outcome.alarms[:20],
        *(
            f"lost {at - outcome.killed_at:.2f} s after the killing, opened at {opened - outcome.killed_at:.2f} s, "
            f"{'of another worker' if port in outcome.clients_of_others else 'of no worker then'}"
            for at, opened, port in outcome.lost_elsewhere[:5]
        ),
    ]
    out += ["", *(f"    {line}" for line in details)] if details else []
    return "\n".join(out) + "\n", all(is_kept for _, is_kept, _ in kept)
