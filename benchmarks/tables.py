"""Where the tables and figures of the benchmarks are kept."""

import json
import os
from pathlib import Path
from typing import Any

FOLDER = Path(os.environ.get("BENCH_RESULTS", Path(__file__).resolve().parent / "results"))


def keep(name: str, text: str, figures: Any = None) -> None:
    """Write a table as Markdown, and its figures as JSON where there are any; print the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    (FOLDER / f"{name}.md").write_text(text, encoding="utf-8")
    if figures is not None:
        (FOLDER / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    print(text)
