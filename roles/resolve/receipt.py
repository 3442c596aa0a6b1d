"""A kept answer read again, and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roles.resolve.batch import Line


@dataclass(frozen=True)
class Change:
    """A line of an earlier answer, and today's line for the same title."""

    before: Line
    now: Line


def lines_of(data: Iterable[Mapping[str, Any]]) -> list[Line]:
    """The lines that a receipt keeps as plain data."""
    return [Line(**row) for row in data]


def changes(before: Sequence[Line], now: Sequence[Line]) -> list[Change]:
    """The lines whose state or role is different in a later answer for the same titles."""
    return [
        Change(old, new)
        for old, new in zip(before, now, strict=True)
        if (old.state, old.code) != (new.state, new.code)
    ]
