"""What the server's flags are worth: bin/serve's command with one flag changed at a time.

    .venv/bin/python benchmarks/server_flags.py [--rounds 5] [--data FOLDER]

As benchmarks/serving.py measures: the role page warm and rendered for each request, interleaved over the rounds, each
ratio to the command as it stands in bin/serve in the same round. Writes results/server-flags.md.
"""

import argparse
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.machine import described
from benchmarks.peers import rounds
from benchmarks.peers.processes import ROOT, free_port, running
from benchmarks.peers.targets import COLD, PAGE, Target, granian
from benchmarks.serving import prepare
from benchmarks.tables import keep

BASE = "as it is"
CHANGES = {
    BASE: (),
    "--workers 1": ("--workers", "1"),
    "--runtime-mode st": ("--runtime-mode", "st"),
    "--runtime-mode mt": ("--runtime-mode", "mt"),
    "--http auto": ("--http", "auto"),
    "--http1-buffer-size 417792": ("--http1-buffer-size", "417792"),
    "--http1-pipeline-flush": ("--http1-pipeline-flush",),
}


def main() -> None:
    """Start every variant, measure, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        data = options.data or Path(folder) / "data"
        data.mkdir(parents=True, exist_ok=True)
        prepare(data)
        warm, cold = [], []
        for name, flags in CHANGES.items():
            port = free_port()
            command = [str(ROOT / ".venv" / "bin" / "granian"), *granian(port)[1:], *flags]
            command.append("taxonomy_site.rsgi:application")
            stack.enter_context(running(command, port=port, path=PAGE, log=Path(folder) / "servers.log"))
            warm.append(Target(name, "plain", port, PAGE, reference=BASE))
            cold.append(Target(name, "cold", port, COLD, reference=BASE))
        measured = [rounds.measure(targets, count=options.rounds, seconds=2) for targets in (warm, cold)]
    lines = [
        f"| {w['name']} | {w['per_second']:,.0f} | {w['p99_ms']:.1f} | {w['ratio']:.2f} | "
        f"{c['per_second']:,.0f} | {c['p99_ms']:.0f} | {c['ratio']:.2f} |"
        for w, c in zip(*measured, strict=True)
    ]
    text = "\n".join(
        [
            "# Flags of the server",
            "",
            f"{described()} {options.rounds} rounds. Made by `benchmarks/server_flags.py`.",
            "",
            "| bin/serve | warm/s | p99 ms | x | cold/s | p99 ms | x |",
            "|---|---:|---:|---:|---:|---:|---:|",
            *lines,
            "",
        ]
    )
    keep("server-flags", text)


if __name__ == "__main__":
    main()
