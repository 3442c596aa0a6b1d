"""The names of roles, prepared for comparison with titles. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from roles.domain.titles import normalise
from roles.title_parsing.parser import Reading, read


class NameStatus(IntEnum):
    """The status of a name of a role, the strongest first."""

    APPROVED = 1
    TITLE = 2
    """The own title of a role that is published or in review."""
    DRAFT = 3
    """The own title of a draft."""
    PENDING = 4
    """An alias that no editor has decided on."""

    @property
    def in_words(self) -> str:
        """As in "exact approved alias"."""
        return {
            1: "approved alias",
            2: "title of the role",
            3: "title of a draft role",
            4: "alias not yet reviewed",
        }[self]

    @property
    def why_open(self) -> str:
        """Why an answer by such a name is not confident; "" for a decided one."""
        return {
            3: "the nearest name is the title of a draft role",
            4: "the nearest name is an alias not yet reviewed",
        }.get(self, "")

    @property
    def is_decided(self) -> bool:
        """Whether an answer may be confident because of it."""
        return self <= NameStatus.TITLE

    @property
    def is_own_title(self) -> bool:
        """Whether it is the role's own title."""
        return self in (NameStatus.TITLE, NameStatus.DRAFT)


@dataclass(frozen=True, slots=True)
class Name:
    """A title that a role has: its text, its status, and the confidence in it (0 to 1)."""

    text: str
    status: NameStatus
    confidence: float = 1.0

    @property
    def worth(self) -> float:
        """The factor by which likeness to the name counts, up to 1."""
        fixed = {NameStatus.APPROVED: 1.0, NameStatus.TITLE: 0.98, NameStatus.DRAFT: 0.97}
        return fixed.get(self.status) or 0.80 + 0.15 * self.confidence


class ReadName(NamedTuple):
    """A parsed name with its worth; ``stated`` are its level words."""

    name: Name
    worth: float
    words: tuple[str, ...]
    stems: tuple[str, ...]
    stated: tuple[str, ...]

    @classmethod
    @lru_cache(maxsize=50_000)
    def of(cls, name: Name) -> "ReadName":
        """Parse a name."""
        reading = read(name.text)
        return cls(name, name.worth, reading.words, reading.stems, level_words(reading))


def level_words(reading: Reading) -> tuple[str, ...]:
    """The level statements of a title as words, for targets without a level."""
    return tuple(
        f"={'/'.join(code for codes in s.levels.values() for code in codes)}" for s in reading.statements
    )


@dataclass(frozen=True)
class Target:
    """What a title may mean: the code of a role with its level and names.

    A target without a level is a whole occupation: its names vote, and level words count as words.
    """

    code: str
    names: tuple[Name, ...]
    level: str = ""

    @cached_property
    def by_key(self) -> Mapping[str, Name]:
        """The names by their normalised text; of equal ones the one of most worth, then the first."""
        found: dict[str, Name] = {}
        for name in self.names:
            key = normalise(name.text)
            if key not in found or found[key].worth < name.worth:
                found[key] = name
        return found

    @cached_property
    def distinct_names(self) -> tuple[ReadName, ...]:
        """The names that have to be compared with a title, in their order.

        A role with a level has many names with the same words (Data Science III, Senior Data Science ...), to which
        any title is equally alike. Comparing only the one of most worth saves most of the time of a resolution.
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
