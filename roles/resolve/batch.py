"""A list of titles resolved: one line a title, and counts by state."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from roles.domain.coordinates import MatchBand
from roles.models import Revision, Role
from roles.resolve.resolver import resolve_titles
from roles.title_parsing.matching import REVIEW, Answer
from roles.title_parsing.parser import read

COLUMNS = ("row", "title", "state", "code", "role", "score", "evidence", "candidates", "revision")
"""The columns of the answer as a file."""


class LineState(StrEnum):
    """The state of a line: a match band, or that the row has no title."""

    CONFIDENT = MatchBand.CONFIDENT.value
    NEEDS_REVIEW = MatchBand.NEEDS_REVIEW.value
    NO_MATCH = MatchBand.NO_MATCH.value
    NO_TITLE = "No title"

    @property
    def slug(self) -> str:
        """The state in an address, a file or a class name."""
        return self.name.lower()


@dataclass(frozen=True)
class Line:
    """A row of the list with its answer; ``state`` is the slug of a LineState.

    The evidence of a row without a title is the reason why it has none.
    """

    row: int
    title: str
    state: str
    code: str = ""
    role: str = ""
    score: str = ""
    evidence: str = ""
    candidates: str = ""

    @property
    def band(self) -> LineState:
        """The state in words."""
        return LineState[self.state.upper()]

    @property
    def asked(self) -> tuple[int, str, str]:
        """The row as ``resolve_list`` takes it."""
        return self.row, self.title, self.evidence if self.band is LineState.NO_TITLE else ""

    def as_data(self) -> dict[str, Any]:
        """The line as plain data, as a receipt keeps it."""
        return asdict(self)


def resolve_list(
    rows: Sequence[tuple[int, str] | tuple[int, str, str]],
    progress: Callable[[int], None] = lambda done: None,
) -> list[Line]:
    """Resolve (row number, title) pairs, in their order; those with the same words are resolved together.

    A third part that is not empty is the reason why a row has no title; progress counts titles.
    """
    reasons = {at: reason for at, (_, _, *rest) in enumerate(rows) if (reason := "".join(rest))}
    titled = (at for at in range(len(rows)) if at not in reasons)
    order = sorted(titled, key=lambda at: read(rows[at][1]).words)
    answers = resolve_titles(rows[at][1] for at in order)
    lines = {at: _untitled(*rows[at][:2], reason) for at, reason in reasons.items()}
    for done, (at, answer) in enumerate(zip(order, answers, strict=True), start=1):
        lines[at] = _line(*rows[at][:2], answer)
        progress(done)
    codes = {line.code for line in lines.values()}
    titles = dict(Role.objects.filter(code__in=codes).values_list("code", "title"))
    return [replace(lines[at], role=titles.get(lines[at].code, "")) for at in range(len(rows))]


def _untitled(row: int, text: str, reason: str) -> Line:
    return Line(row, text, LineState.NO_TITLE.slug, evidence=reason)


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


def counts(lines: Iterable[Line]) -> dict[LineState, int]:
    """How many lines there are of each state; every match band is named, rows without a title if there are any."""
    found = Counter(line.state for line in lines)
    return {
        state: found[state.slug]
        for state in LineState
        if state is not LineState.NO_TITLE or found[state.slug]
    }


def table(lines: Iterable[Line], revision: int | None = None) -> Iterator[list[str]]:
    """The answer as the rows of a file, headers first, each with the catalogue's revision."""
    number = str(Revision.current().number if revision is None else revision)
    yield list(COLUMNS)
    for line in lines:
        yield [str(value) for value in line.as_data().values()] + [number]
