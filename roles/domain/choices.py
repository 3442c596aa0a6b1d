"""The closed lists of choices, each with its members' stored value and shown label.

They are plain enumerations and not Django's ``TextChoices``, so that the pure packages, the models and the pages
share one list each.
"""

from enum import StrEnum
from typing import Self


class Choice(StrEnum):
    """A member of a closed list; its value is what tables, documents and addresses contain."""

    @property
    def label(self) -> str:
        """The choice as a page shows it: the value with spaces."""
        return self.value.replace("_", " ")

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Pairs (value, label) for the ``choices`` of a model or form field."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """The member of that value, in any case and with outer spaces, or None."""
        return next((member for member in cls if member.value == text.strip().lower()), None)


class Status(Choice):
    """Where a role is in its life."""

    DRAFT = "draft"  # written, not yet checked; shown and marked as such
    IN_REVIEW = "in_review"  # an editor is checking it
    PUBLISHED = "published"  # checked
    RETIRED = "retired"  # keeps its address, leaves lists, search and sitemaps


class Kind(Choice):
    """The six kinds of component, in the order in which a role page shows them."""

    RESPONSIBILITY = "responsibility"
    TASK = "task"
    SKILL = "skill"
    KNOWLEDGE = "knowledge"
    COMPETENCY = "competency"
    QUALIFICATION = "qualification"

    @property
    def plural(self) -> str:
        """The heading of a group: ``responsibilities``, ``knowledge`` and so on."""
        if self is Kind.KNOWLEDGE:
            return "knowledge"
        return f"{self.value[:-1]}ies" if self.value.endswith("y") else f"{self.value}s"


class Commonness(Choice):
    """How often people in the role have the component."""

    COMMON = "common"
    OCCASIONAL = "occasional"
    RARE = "rare"


class ComponentOrigin(Choice):
    """What a component of a role belongs to: those of the function and the focus stay along the ladder."""

    FUNCTION = "function"
    FOCUS = "focus"
    LEVEL = "level"


class AliasType(Choice):
    """What sort of title an alias is."""

    COMMON = "common"
    ABBREVIATION = "abbreviation"
    FORMER = "former"
    INTERNAL = "internal"
    MISSPELLING = "misspelling"


class AliasState(Choice):
    """What the editors have decided on an alias."""

    PENDING = "pending"
    APPROVED = "approved"
    REJECTED = "rejected"


class AliasOrigin(Choice):
    """Where an alias came from."""

    GENERATED = "generated"
    IMPORTED = "imported"
    SUGGESTED = "suggested"
    EDITOR = "editor"


class Relation(Choice):
    """How a role relates to the entry that it is mapped to."""

    EXACT = "exact"
    CLOSE = "close"
    BROAD = "broad"
    NARROW = "narrow"


class MappingSource(Choice):
    """Where a mapping came from."""

    EDITOR = "editor"
    IMPORTED = "imported"
    INFERRED = "inferred_from_superfunction"


class ReviewState(Choice):
    """What the editors have decided on a mapping."""

    NEEDS_REVIEW = "needs_review"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"


class PayPeriod(Choice):
    """The period that an amount of pay is for."""

    YEAR = "year"
    MONTH = "month"
    HOUR = "hour"


class JobState(Choice):
    """How far the work on a list of titles is."""

    WAITING = "waiting"
    WORKING = "working"
    DONE = "done"
    REFUSED = "refused"  # the list cannot be read; the answer tells why
    FAILED = "failed"  # the work came to no end
