"""Debian's wrk: a bounded run against one address of the loopback, and what it found."""

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers.processes import HOST

CONNECTIONS = 16
SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True)
class Run:
    """Requests per second, and milliseconds below which half and 99 in 100 of the answers stayed."""

    requests: int
    per_second: float
    p50: float
    p99: float


def run(port: int, paths: Sequence[str], *, seconds: float, headers: Mapping[str, str] | None = None) -> Run:
    """Ask for the paths in turn over 16 connections; raises RuntimeError when an answer is lost or an error."""
    command = ["wrk", "--threads", "1", "--connections", str(CONNECTIONS), "--duration", f"{seconds:.0f}s"]
    command += ["--timeout", "10s", "--script", str(SCRIPT)]
    for name, value in (headers or {}).items():
        command += ["--header", f"{name}: {value}"]
    command += [f"http://{HOST}:{port}", "--", *paths]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = json.loads(said.splitlines()[-1])
    if found["errors"]:
        raise RuntimeError(f"{paths[0]} on port {port}: {found}")
    return Run(
        requests=found["requests"],
        per_second=found["requests"] * 1_000_000 / found["microseconds"],
        p50=found["p50"] / 1000,
        p99=found["p99"] / 1000,
    )
