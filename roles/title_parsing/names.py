"""The names that roles have, as title resolution holds them against a title. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from roles.domain.titles import normalise
from roles.title_parsing.parser import Reading, read


class NameStatus(IntEnum):
    """What a name is to its role, the strongest first."""

    APPROVED = 1
    TITLE = 2
    PENDING = 3

    @property
    def in_words(self) -> str:
        """As in "exact approved alias"."""
        return {1: "approved alias", 2: "title of the role", 3: "pending alias"}[self]


@dataclass(frozen=True, slots=True)
class Name:
    """A title that a role has: the words, what it is to the role, and the confidence in it (0 to 1)."""

    text: str
    standing: NameStatus
    confidence: float = 1.0

    @property
    def worth(self) -> float:
        """The factor with which likeness to the name counts, up to 1."""
        if self.standing is NameStatus.APPROVED:
            return 1.0
        return 0.98 if self.standing is NameStatus.TITLE else 0.80 + 0.15 * self.confidence


class ReadName(NamedTuple):
    """A name as it is read, with its worth; ``stated`` are its level words."""

    name: Name
    worth: float
    words: tuple[str, ...]
    stems: tuple[str, ...]
    stated: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=50_000)
    def of(cls, name: Name) -> "ReadName":
        """Read a name."""
        reading = read(name.text)
        return cls(name, name.worth, reading.words, reading.stems, level_words(reading))


def level_words(reading: Reading) -> tuple[str, ...]:
    """The statements of a title as words of their own, for targets that have no level."""
    return tuple(
        f"={'/'.join(code for codes in s.levels.values() for code in codes)}" for s in reading.statements
    )


@dataclass(frozen=True)
class Target:
    """What a title may mean: a role's code with its level and names.

    A target without a level is a whole occupation: its names vote, and level words count as words.
    """

    code: str
    names: tuple[Name, ...]
    level: str = ""

    @cached_property
    def exactly(self) -> Mapping[str, Name]:
        """The names by the form under which titles are compared; of equal ones the worthiest, then the first."""
        found: dict[str, Name] = {}
        for name in self.names:
            key = normalise(name.text)
            if key not in found or found[key].worth < name.worth:
                found[key] = name
        return found

    @cached_property
    def distinct_names(self) -> tuple[ReadName, ...]:
        """The names that a title may be likest to, in their order.

        Where the target has a level, names with the same words are alike alike: the worthiest stands for all.
        """
        if not self.level:
            return tuple(map(ReadName.of, self.names))
        worths = [name.worth for name in self.names]
        best: dict[tuple[str, ...], int] = {}
        for at, name in enumerate(self.names):
            words = read(name.text).words
            if words not in best or worths[best[words]] < worths[at]:
                best[words] = at
        return tuple(ReadName.of(self.names[at]) for at in sorted(best.values()))
