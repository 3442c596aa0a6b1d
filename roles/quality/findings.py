"""Rules, the issues that they find, and findings: issues with their rule and whether the document accepts them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from roles.documents.errors import Location, location_in_words
from roles.documents.role import RoleDocument
from roles.quality.corpus import Corpus


class Severity(StrEnum):
    """How serious a finding is."""

    ERROR = "error"  # must not be published: CI fails
    WARNING = "warning"  # a person should look at it: counted


@dataclass(frozen=True)
class Issue:
    """What a rule found: the role, the location in its document, and what is wrong and was expected."""

    document: RoleDocument
    location: Location
    message: str


@dataclass(frozen=True)
class Rule:
    """A rule of the content: its name in kebab case, its severity, and one sentence on what it demands and why.

    ``check`` takes the whole corpus, because some rules apply between roles, and yields its issues in any order.
    """

    name: str
    severity: Severity
    about: str
    check: Callable[[Corpus], Iterator[Issue]]


@dataclass(frozen=True)
class Finding:
    """An issue with its rule; ``accepted`` is the reason when the role's document accepts it."""

    rule: str
    severity: Severity
    role: str
    location: Location
    message: str
    accepted: str = ""

    @property
    def where(self) -> str:
        """The location in words, for example ``components.qualification[0].label``."""
        return location_in_words(self.location)

    @property
    def word(self) -> str:
        """What a report calls the finding: ``error``, ``warning`` or ``accepted``."""
        return "accepted" if self.accepted else self.severity.value

    @property
    def fails(self) -> bool:
        """Whether the finding keeps the content from being published."""
        return self.severity is Severity.ERROR and not self.accepted
