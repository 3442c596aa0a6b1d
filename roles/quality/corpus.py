"""The corpus that rules judge: role documents with the ladder and the wordings of its guide, as plain values."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from roles.documents.errors import Location
from roles.documents.fields import Text, fields_of
from roles.documents.files import CatalogueFile, FunctionFile, LevelSchema, LevelsFile
from roles.documents.role import ComponentSchema, RoleDocument
from roles.domain.choices import Kind, Status
from roles.domain.codes import RoleCode


@dataclass(frozen=True)
class Labelled:
    """A component of a role with its kind and its place."""

    kind: Kind
    position: int
    form: ComponentSchema

    @property
    def label(self) -> str:
        """The component's label."""
        return self.form.label

    @property
    def place(self) -> Location:
        """Where the label stands within the role's document."""
        return ("components", self.kind.value, self.position, "label")


@dataclass(frozen=True)
class Corpus:
    """The roles to judge, and the levels by code.

    The roles stand in the order of their codes, those that were there before first: of two that say the same, the
    later one is told. ``leaderships`` holds the leadership rows that functions word anew, by function and level.
    Retired roles are left out: they have left the lists, and their successors may say what they said.
    """

    documents: tuple[RoleDocument, ...]
    levels: dict[str, LevelSchema]
    leaderships: dict[tuple[str, str], str]

    @classmethod
    def of(cls, forms: Iterable[CatalogueFile], *, before: Iterable[CatalogueFile] = ()) -> Self:
        """The corpus of a catalogue's files, and of those that were there before.

        Every level that a role names must be among the levels of the two.
        """
        documents: list[RoleDocument] = []
        levels: dict[str, LevelSchema] = {}
        leaderships: dict[tuple[str, str], str] = {}
        for batch in (before, forms):
            listed: list[RoleDocument] = []
            for form in batch:
                if isinstance(form, LevelsFile):
                    levels |= {level.code: level for level in form.levels}
                elif isinstance(form, FunctionFile):
                    listed += [d for d in form.roles if d.role.status is not Status.RETIRED]
                    rows = ((level, row.leadership) for level, row in form.guide.items())
                    leaderships |= {(form.function, level): said for level, said in rows if said}
            documents += sorted(listed, key=lambda document: document.code)
        return cls(tuple(documents), levels, leaderships)

    @cached_property
    def by_code(self) -> dict[str, RoleDocument]:
        """The roles by code."""
        return {document.code: document for document in self.documents}

    def level_of(self, document: RoleDocument) -> LevelSchema:
        """The level that a role stands on."""
        return self.levels[RoleCode.parse(document.code).level]

    def leadership_of(self, document: RoleDocument) -> str:
        """What the level guide says of leadership at a role, in its function's own words where it has some."""
        code = RoleCode.parse(document.code)
        return self.leaderships.get((code.function, code.level), self.levels[code.level].guide.leadership)


def components(document: RoleDocument, *kinds: Kind) -> Iterator[Labelled]:
    """The components of a role in its own order, of the given kinds or of all six."""
    for kind in kinds or Kind:
        for position, form in enumerate(document.components.of(kind)):
            yield Labelled(kind, position, form)


def texts(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    """Every text of a role that is not empty, with its place: its prose, its outputs and its labels.

    Titles and aliases are left out: they are what the market writes, not what the authors do.
    """
    for field in fields_of(Text.LINE, Text.PROSE, Text.ENTRIES):
        value = field.value_in(document)
        if isinstance(value, tuple):
            for i, entry in enumerate(value):
                yield (*field.location, i), entry
        elif value:
            yield field.location, value
    yield from ((component.place, component.label) for component in components(document))
