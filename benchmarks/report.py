"""The figures that the other benchmarks left under results/, gathered: the README's table and a chart.

    .venv/bin/python benchmarks/report.py

Writes results/serving.svg, and the README's part between ``<!-- figures -->`` and ``<!-- end of figures -->``.
"""

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
README = HERE.parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"
KINDS = (
    *("role", "compare", "browse", "search", "resolve"),
    *("search alone, a rare word", "search alone, a common word"),
    *("list of a level alone, with its counts", "the same by plain queries"),
)
VENDORS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
_ROW, _LABEL, _WIDTH = 26, 250, 900


def main() -> None:
    """Write the chart and the README's part."""
    serving = _read("serving")
    parts = [
        "The role page over 16 connections, beside nginx with the same bytes as a file (`make bench-serving`):",
        "",
    ]
    parts += _serving_table(serving["rows"]) if serving else []
    sizes = _sizes()
    if sizes:
        parts += [
            "",
            "A page rendered, or a part of it without HTML, median in milliseconds in one thread, by roles in the",
            "catalogue (`make bench-pages`):",
        ]
        parts += ["", *_pages_table(sizes)]
    if serving:
        (RESULTS / "serving.svg").write_text(chart(serving["rows"]), encoding="utf-8")
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n" + "\n".join(parts) + f"\n{END}{after}", encoding="utf-8")


def _read(name: str) -> Any:
    file = RESULTS / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else None


def _serving_table(rows: list[dict[str, Any]]) -> list[str]:
    lines = ["| | page | requests/s | p99 ms | x |", "|---|---|---:|---:|---:|"]
    for row in rows:
        ratio = f"{row['ratio']:.2f}" if row["ratio"] >= 0.1 else f"{row['ratio']:.4f}"
        lines.append(
            f"| {row['name']} | {row['what']} | {row['per_second']:,.0f} | {row['p99_ms']:.1f} | {ratio} |"
        )
    return lines


def _sizes() -> dict[str, dict[str, dict[str, float]]]:
    """Median milliseconds by vendor, size and kind of page."""
    found = {vendor: _read(f"pages-{vendor}") for vendor in VENDORS}
    return {vendor: sizes for vendor, sizes in found.items() if sizes}


def _pages_table(found: dict[str, dict[str, dict[str, float]]]) -> list[str]:
    columns = [(vendor, size) for vendor, sizes in found.items() for size in sizes]
    heads = [f"{VENDORS[vendor]} {int(size):,}" for vendor, size in columns]
    lines = ["| | " + " | ".join(heads) + " |", "|---|" + "---:|" * len(columns)]
    for kind in KINDS:
        figures = [f"{found[vendor][size][kind]:,.1f}" for vendor, size in columns]
        lines.append(f"| {kind} | " + " | ".join(figures) + " |")
    return lines


def chart(rows: list[dict[str, Any]]) -> str:
    """Requests a second as bars, one a row, with the figure in words; readable in light and dark."""
    most = max(row["per_second"] for row in rows)
    room = _WIDTH - _LABEL - 110
    height = _ROW * len(rows) + 40
    bars = []
    for at, row in enumerate(rows):
        y = 34 + at * _ROW
        width = max(1.0, room * row["per_second"] / most)
        label = escape(f"{row['name']}, {row['what']}")
        bars.append(
            f'<text x="{_LABEL - 8}" y="{y + 14}" text-anchor="end">{label}</text>'
            f'<rect x="{_LABEL}" y="{y + 2}" width="{width:.1f}" height="{_ROW - 10}" fill="#3b6ea5"/>'
            f'<text x="{_LABEL + width + 6:.1f}" y="{y + 14}">{row["per_second"]:,.0f}</text>'
        )
    style = "text{font:12px system-ui,sans-serif;fill:#333}@media(prefers-color-scheme:dark){text{fill:#ddd}}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" role="img" '
        f'aria-label="Requests a second for the role page"><style>{style}</style>'
        f'<text x="8" y="18">Requests a second for the role page</text>{"".join(bars)}</svg>\n'
    )


if __name__ == "__main__":
    main()
