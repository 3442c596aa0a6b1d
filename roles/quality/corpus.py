"""The corpus that rules check: role documents with their levels and the overrides of the level guide."""

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
    """A component of a role with its kind and its position in it."""

    kind: Kind
    position: int
    form: ComponentSchema

    @property
    def label(self) -> str:
        return self.form.label

    @property
    def location(self) -> Location:
        """The location of the label in the role's document."""
        return ("components", self.kind.value, self.position, "label")


@dataclass(frozen=True)
class Corpus:
    """The roles to check, and the levels by code.

    The roles are in the order of their codes, those that were there before first: of two that are the same, the later
    one has the issue. ``leaderships`` has the leadership rows that functions override, by function and level. Retired
    roles are left out: they are on no list, and their successors may repeat them.
    """

    documents: tuple[RoleDocument, ...]
    levels: dict[str, LevelSchema]
    leaderships: dict[tuple[str, str], str]

    @classmethod
    def of(cls, forms: Iterable[CatalogueFile], *, before: Iterable[CatalogueFile] = ()) -> Self:
        """Make the corpus of the files to check and of those that were there before.

        The levels of all roles must be in these files.
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
                    leaderships |= {(form.function, level): text for level, text in rows if text}
            documents += sorted(listed, key=lambda document: document.code)
        return cls(tuple(documents), levels, leaderships)

    @cached_property
    def by_code(self) -> dict[str, RoleDocument]:
        return {document.code: document for document in self.documents}

    def level_of(self, document: RoleDocument) -> LevelSchema:
        """Return the level of a role."""
        return self.levels[RoleCode.parse(document.code).level]

    def leadership_of(self, document: RoleDocument) -> str:
        """Return the leadership row of the level guide for a role, as its function overrides it if it does."""
        code = RoleCode.parse(document.code)
        return self.leaderships.get((code.function, code.level), self.levels[code.level].guide.leadership)


def components(document: RoleDocument, *kinds: Kind) -> Iterator[Labelled]:
    """Yield the components of a role in its own order, of the given kinds or of all six."""
    for kind in kinds or Kind:
        for position, form in enumerate(document.components.of(kind)):
            yield Labelled(kind, position, form)


def texts(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    """Yield every text of a role that is not empty, with its location: prose, core outputs and labels.

    Titles and aliases are left out: the market words them, not the authors.
    """
    for field in fields_of(Text.LINE, Text.PROSE, Text.ENTRIES):
        value = field.value_in(document)
        if isinstance(value, tuple):
            for i, entry in enumerate(value):
                yield (*field.location, i), entry
        elif value:
            yield field.location, value
    yield from ((component.location, component.label) for component in components(document))
