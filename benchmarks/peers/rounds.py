"""Rounds of runs over all targets in turn, and their medians."""

import statistics
from collections.abc import Sequence
from typing import Any

from benchmarks.peers import wrk
from benchmarks.peers.targets import Target


def measure(targets: Sequence[Target], *, count: int, seconds: float) -> list[dict[str, Any]]:
    """Ask every target in every round, after each has been asked once untimed; a row for each target, in order."""
    runs: list[list[wrk.Run]] = [[] for _ in targets]
    for target in targets:
        wrk.run(target.port, [target.path], seconds=1, headers=target.headers)
    for at in range(count):
        for target, found in zip(targets, runs, strict=True):
            found.append(wrk.run(target.port, [target.path], seconds=seconds, headers=target.headers))
            print(f"{at + 1}/{count} {target.name}, {target.what}: {found[-1].per_second:,.0f}/s", flush=True)
    return [
        _row(target, found, runs[_reference(targets, target)])
        for target, found in zip(targets, runs, strict=True)
    ]


def _reference(targets: Sequence[Target], target: Target) -> int:
    return [other.name for other in targets].index(target.reference)


def _row(target: Target, found: list[wrk.Run], reference: list[wrk.Run]) -> dict[str, Any]:
    ratios = [run.per_second / base.per_second for run, base in zip(found, reference, strict=True)]
    return {
        "name": target.name,
        "what": target.what,
        "bytes": target.size,
        "per_second": round(statistics.median(run.per_second for run in found), 1),
        "p50_ms": round(statistics.median(run.p50 for run in found), 3),
        "p99_ms": round(statistics.median(run.p99 for run in found), 3),
        "ratio": round(statistics.median(ratios), 4),
        "reference": target.reference,
    }
