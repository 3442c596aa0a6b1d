"""A comparison as a plain table, for downloads."""

from collections.abc import Iterator, Sequence

from roles.compare.comparison import Comparison, Row
from roles.models import Component


def table(comparison: Comparison) -> Iterator[list[str]]:
    """The rows of the table: section, attribute, then one text for each role; the first row names the roles."""
    codes = [role.code for role in comparison.roles]
    blank = [""] * len(codes)
    yield ["Section", "Attribute", *codes]
    yield ["Role", "Title", *(role.title for role in comparison.roles)]
    yield ["Comparison", "In one sentence", comparison.sentence, *blank[1:]]
    for pair in comparison.pairs:
        words = f"{pair.distance.band} {float(pair.distance.value):.3f}: {pair.distance.words}"
        yield ["Comparison", f"Distance {pair.a.code} – {pair.b.code}", words, *blank[1:]]
    for section in comparison.sections:
        for row in section.rows:
            yield [section.heading, row.label, *_texts(row)]
    for kind in comparison.kinds:
        share = f"{kind.share.shared} of {kind.share.all} ({kind.share.percent}%)"
        yield [kind.heading, "Shared by all", share, *blank[1:]]
        for component in kind.shared:
            yield [kind.heading, "Shared", *[component.label] * len(codes)]
        yield from _columns(kind.heading, "Shared by some", kind.some)
        yield from _columns(kind.heading, "Only here", kind.only)


def _texts(row: Row) -> list[str]:
    return [" ".join(segment.text for segment in cell) for cell in row.cells]


def _columns(heading: str, label: str, columns: Sequence[Sequence[Component]]) -> Iterator[list[str]]:
    for i in range(max(map(len, columns))):
        yield [heading, label, *(column[i].label if i < len(column) else "" for column in columns)]
