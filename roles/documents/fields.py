"""The fields of a role, each declared once: dump, load, comparison, search, checks and admin form follow this list.

A new field is an entry here, a field of ``roles.documents.role.RoleSchema``, a column of ``roles.models.Role`` with
its migration, and its place in the template of the role's page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from operator import attrgetter
from typing import Any

from roles.documents.role import RoleDocument


class Section(Enum):
    """Where the comparison and the admin form show a field."""

    ABOUT = "about"
    STORY = "story"
    STATUS = "status"
    FACTS = "facts"


class Text(Enum):
    """What sort of text a field is, which decides the checks of its content."""

    TITLE = "title"  # as the market writes it
    LINE = "line"  # a sentence in the authors' words
    PROSE = "prose"  # one or more paragraphs in the authors' words, too long for lists to read
    ENTRIES = "entries"  # the entries of a list, without full stops


@dataclass(frozen=True)
class RoleField:
    """A field of a role.

    ``column`` is its attribute of the model, ``location`` its keys in the document, ``label`` what comparison and
    checks call it. ``longest`` is the number of characters that its text should keep to (0: not checked), and
    ``searched_as`` the name of the ``SearchField`` under which its words are indexed (empty: not searched). A field
    that ``has_rows`` is a list in rows of its own, under ``column`` as related name.
    """

    column: str
    location: tuple[str, ...]
    label: str
    section: Section | None = None
    text: Text | None = None
    longest: int = 0
    searched_as: str = ""
    is_compared: bool = True
    has_rows: bool = False

    @property
    def heading(self) -> str:
        return self.label.capitalize()

    @cached_property
    def value_in(self) -> Callable[[RoleDocument], Any]:
        """Returns the value of the field in a document."""
        return attrgetter(".".join(self.location))


def _story(column: str, *keys: str, label: str, longest: int = 300) -> RoleField:
    return RoleField(column, ("role", "story", *keys), label, Section.STORY, Text.PROSE, longest)


ROLE_FIELDS: tuple[RoleField, ...] = (
    RoleField("code", ("role", "code"), "code", is_compared=False),
    RoleField(
        "title",
        ("role", "title"),
        "title",
        Section.ABOUT,
        Text.TITLE,
        longest=60,
        searched_as="TITLE",
        is_compared=False,  # it heads the column
    ),
    RoleField(
        "tagline",
        ("role", "tagline"),
        "in one line",
        Section.ABOUT,
        Text.LINE,
        longest=125,
        searched_as="SUMMARY",
    ),
    RoleField(
        "summary",
        ("role", "summary"),
        "summary",
        Section.ABOUT,
        Text.PROSE,
        longest=600,
        searched_as="SUMMARY",
    ),
    _story("story_who", "who", label="who does this work"),
    _story("story_external", "problem", "external", label="the external problem"),
    _story("story_internal", "problem", "internal", label="the internal problem"),
    _story("story_why", "problem", "why", label="why it matters"),
    _story("story_plan", "plan", label="the plan", longest=150),  # each of its steps
    _story("story_stakes", "stakes", label="what is at stake"),
    _story("story_success", "success", label="what success looks like"),
    RoleField(
        "core_outputs",
        ("role", "core_outputs"),
        "core outputs",
        Section.ABOUT,
        Text.ENTRIES,
        longest=90,
        has_rows=True,
    ),
    RoleField("confidence", ("role", "confidence"), "confidence", Section.FACTS),
    RoleField("status", ("role", "status"), "status", Section.STATUS),
    RoleField("scope", ("role", "scope"), "scope", Section.FACTS),
    RoleField("version", ("role", "version"), "version", Section.FACTS),
    RoleField("replaced_by", ("role", "replaced_by"), "replaced by", Section.STATUS, is_compared=False),
    RoleField("accepted", ("accepted",), "accepted findings", is_compared=False),
)
"""In the order of the document."""


def fields_in(*sections: Section) -> list[RoleField]:
    """The fields of some sections, in the order of the document."""
    return [field for field in ROLE_FIELDS if field.section in sections]


def fields_of(*sorts: Text) -> list[RoleField]:
    """The fields that are texts of some sorts, in the order of the document."""
    return [field for field in ROLE_FIELDS if field.text in sorts]


def columns_in(*sections: Section) -> list[str]:
    """The columns of some sections, without the fields that have rows of their own."""
    return [field.column for field in fields_in(*sections) if not field.has_rows]
