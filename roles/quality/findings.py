"""Findings: what a rule says of a role, where in its document, and whether the document accepts it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from roles.documents.errors import Location, location_in_words
from roles.documents.role import RoleDocument
from roles.quality.corpus import Corpus


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"  # must not be published: CI fails
    WARNING = "warning"  # a person should look at it: counted


@dataclass(frozen=True)
class Issue:
    """What a rule found: the role, the place within its document, and what is wrong and was expected."""

    document: RoleDocument
    place: Location
    message: str


@dataclass(frozen=True)
class Rule:
    """One thing that the content is held to: its kebab-case name, its severity, and one sentence on what and why.

    ``check`` takes the whole corpus, because some rules hold between roles, and gives its issues in any order.
    """

    name: str
    severity: Severity
    about: str
    check: Callable[[Corpus], Iterator[Issue]]


@dataclass(frozen=True)
class Finding:
    """A issue with the rule that made it; ``accepted`` is the reason when the role's document lets it stand."""

    rule: str
    severity: Severity
    role: str
    place: Location
    message: str
    accepted: str = ""

    @property
    def where(self) -> str:
        """The place in words, for example ``components.qualification[0].label``."""
        return location_in_words(self.place)

    @property
    def word(self) -> str:
        """What a report calls the finding: ``error``, ``warning`` or ``accepted``."""
        return "accepted" if self.accepted else self.severity.value

    @property
    def fails(self) -> bool:
        """Whether the finding keeps the content from being published."""
        return self.severity is Severity.ERROR and not self.accepted
