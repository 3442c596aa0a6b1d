"""The figures of benchmarks/serving.py as a page of Markdown."""

from typing import Any

from benchmarks.machine import described
from benchmarks.peers.targets import COLD, GZIP, PAGE, PLAIN

GOALS = {
    ("the site", "plain"): 0.45,
    ("the site", "gzip"): 0.6,
    ("the site", "304"): 0.7,
    ("nginx proxy_cache before the site", "plain"): 0.85,
}
WAGTAIL_GOAL = 2.0


def text(figures: dict[str, Any]) -> str:
    """The whole page."""
    said = ", ".join(f"{name} {version}" for name, version in figures["versions"].items())
    return "\n".join(
        [
            "# Serving the role page",
            "",
            f"{described()} {said}. SQLite, the catalogue in fixtures/. "
            f"Load of the machine before the start: {figures['load_before']}.",
            "",
            f"`{PAGE}` over 16 connections by wrk (one thread) on the same machine; {figures['rounds']} interleaved "
            f"rounds of {figures['seconds']:.0f} s, medians. `x` is requests per second against nginx (one worker) "
            "serving the same bytes as a file in the same round: plain against plain, gzip against a compressed file; "
            "every other row against the plain file. Cold pages are rendered for each request "
            f"(`{COLD}`). Made by `benchmarks/serving.py`.",
            "",
            "| | page | KB | requests/s | p50 ms | p99 ms | x | goal |",
            "|---|---|---:|---:|---:|---:|---:|---:|",
            *(_line(row) for row in figures["rows"]),
            "",
            *_cold(figures["rows"]),
            *_life(figures),
            "",
        ]
    )


def _line(row: dict[str, Any]) -> str:
    goal = GOALS.get((row["name"], row["what"]))
    is_base = row["name"] in (PLAIN, GZIP)
    return (
        f"| {row['name']} | {row['what']} | {row['bytes'] / 1000:.1f} | {row['per_second']:,.0f} | "
        f"{row['p50_ms']:.2f} | {row['p99_ms']:.2f} | {'1' if is_base else _figure(row['ratio'])} | "
        f"{f'≥ {goal:.2f}' if goal else '–'} |"
    )


def _figure(ratio: float) -> str:
    return f"{ratio:.2f}" if ratio >= 0.1 else f"{ratio:.4f}"


def _cold(rows: list[dict[str, Any]]) -> list[str]:
    """How our cold page stands to Wagtail's, where it was measured."""
    by_name = {(row["name"], row["what"]): row["per_second"] for row in rows}
    wagtail = by_name.get(("a Wagtail page with the same fields", "cold"))
    if not wagtail:
        return []
    times = by_name["the site", "cold"] / wagtail
    warm = by_name["the site", "plain"] / wagtail
    return [
        f"Against the Wagtail page, which is rendered for each request: {times:.1f} times as many cold "
        f"(goal: {WAGTAIL_GOAL:.0f}), {warm:.0f} times as many as the site serves it.",
        "",
    ]


def _life(figures: dict[str, Any]) -> list[str]:
    memory, stop = figures["memory"], figures["stop"]
    return [
        "| | |",
        "|---|---:|",
        f"| memory of the heaviest worker at rest | {memory['at rest']:.0f} MB |",
        f"| once {memory['pages']} pages are known | {memory['pages known']:.0f} MB |",
        f"| after {memory['requests']:,} requests over them | {memory['after']:.0f} MB |",
        f"| from the start of bin/serve to the first role page | {figures['start_seconds']:.1f} s |",
        f"| SIGTERM under load: answered, refused, lost | {stop['answered']:,}, {stop['refused']}, {stop['lost']} |",
    ]
