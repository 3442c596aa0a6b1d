"""A list of titles resolved: one line a title, and counts by state."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from roles.domain.coordinates import MatchBand
from roles.models import Revision, Role
from roles.resolve.resolver import resolve_titles
from roles.title_parsing.matching import REVIEW, Answer
from roles.title_parsing.parser import read

COLUMNS = ("row", "title", "state", "code", "role", "score", "evidence", "candidates", "revision")
"""The columns of the answer as a file."""


@dataclass(frozen=True)
class Line:
    """A title of the list with its answer; ``state`` is the slug of a match band."""

    row: int
    title: str
    state: str
    code: str = ""
    role: str = ""
    score: str = ""
    evidence: str = ""
    candidates: str = ""

    @property
    def band(self) -> MatchBand:
        """The state as a match band."""
        return MatchBand[self.state.upper()]

    def as_data(self) -> dict[str, Any]:
        """The line as plain data, as a receipt keeps it."""
        return asdict(self)


def resolve_list(
    rows: Sequence[tuple[int, str]], progress: Callable[[int], None] = lambda done: None
) -> list[Line]:
    """Resolve (row number, title) pairs, in their order; those with the same words are resolved together."""
    order = sorted(range(len(rows)), key=lambda at: read(rows[at][1]).words)
    answers = resolve_titles(rows[at][1] for at in order)
    lines: dict[int, Line] = {}
    for done, (at, answer) in enumerate(zip(order, answers, strict=True), start=1):
        lines[at] = _line(*rows[at], answer)
        progress(done)
    codes = {line.code for line in lines.values()}
    titles = dict(Role.objects.filter(code__in=codes).values_list("code", "title"))
    return [replace(lines[at], role=titles.get(lines[at].code, "")) for at in range(len(rows))]


def _line(row: int, title: str, answer: Answer) -> Line:
    if answer.band is MatchBand.NO_MATCH:
        near = [c for c in answer.candidates if c.score >= REVIEW / 2]
        return Line(row, title, answer.band.slug, candidates=_briefly(near))
    best, *others = answer.candidates
    rule = (
        () if best.is_exact or not answer.code else answer.because
    )  # the evidence of an exact name is the rule
    return Line(
        row,
        title,
        answer.band.slug,
        code=best.code,
        score=f"{best.score:.2f}",
        evidence="; ".join((*answer.as_read, *best.evidence, *rule)),
        candidates=_briefly(others),
    )


def _briefly(candidates: Iterable[Any]) -> str:
    return ", ".join(f"{c.code} {c.score:.2f}" for c in candidates)


def counts(lines: Iterable[Line]) -> dict[MatchBand, int]:
    """How many lines there are of each band, every band named."""
    found = Counter(line.state for line in lines)
    return {band: found[band.slug] for band in MatchBand}


def table(lines: Iterable[Line], revision: int | None = None) -> Iterator[list[str]]:
    """The answer as the rows of a file, headers first, each with the catalogue's revision."""
    number = str(Revision.current().number if revision is None else revision)
    yield list(COLUMNS)
    for line in lines:
        yield [str(value) for value in line.as_data().values()] + [number]
