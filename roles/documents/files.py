"""The files of a catalogue: ``levels.yaml``, ``tree.yaml``, ``classifications.yaml``, ``functions/CODE.yaml``.

The top-level keys of a file decide which of them it is (``SCHEMAS``).
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from roles.documents.role import RoleDocument, Schema, SparseSchema
from roles.documents.types import (
    EntryCode,
    FocusCode,
    FunctionCode,
    LevelCode,
    Line,
    MajorGroup,
    OptionalProse,
    Prose,
    SuperfunctionCode,
    Title,
    TrackCode,
    Years,
)
from roles.domain import classifications


class Guide(Schema):
    """The seven rows of the level guide."""

    description: Line
    scope: Line
    autonomy: Line
    complexity: Line
    impact: Line
    decision_rights: Line
    leadership: Line


class PartialGuide(SparseSchema):
    """The rows of the level guide that a function overrides."""

    unless_empty = frozenset(
        {"description", "scope", "autonomy", "complexity", "impact", "decision_rights", "leadership"}
    )

    description: Line | None = None
    scope: Line | None = None
    autonomy: Line | None = None
    complexity: Line | None = None
    impact: Line | None = None
    decision_rights: Line | None = None
    leadership: Line | None = None


class TrackSchema(Schema):
    """A track of the ladder."""

    code: TrackCode
    name: Title


class LevelSchema(Schema):
    """A step on a track; ``max_years`` None means without an upper end."""

    code: LevelCode
    name: Title
    min_years: Years
    max_years: Years | None
    grade: Annotated[int, Field(ge=1, le=12, strict=True)]
    guide: Guide

    @model_validator(mode="after")
    def _years_rise(self) -> Self:
        if self.max_years is not None and self.max_years < self.min_years:
            raise ValueError("max_years is below min_years; expected min_years <= max_years")
        return self


class LevelsFile(Schema):
    """The tracks and levels."""

    tracks: tuple[TrackSchema, ...]
    levels: tuple[LevelSchema, ...]


class FocusSchema(Schema):
    """A specialism inside a function."""

    code: FocusCode
    name: Title
    definition: Prose
    title_stems: tuple[Title, ...] = ()


class FunctionSchema(Schema):
    """An occupation family."""

    code: FunctionCode
    name: Title
    definition: Prose
    title_stems: tuple[Title, ...] = ()
    focuses: tuple[FocusSchema, ...]

    @model_validator(mode="after")
    def _has_a_general_focus(self) -> Self:
        if "GEN" not in (focus.code for focus in self.focuses):
            raise ValueError("every function has the focus GEN (General); expected it among the focuses")
        return self


class SuperfunctionSchema(Schema):
    """A broad field with the SOC major group from which mappings are inferred."""

    code: SuperfunctionCode
    name: Title
    definition: Prose
    soc_major_group: MajorGroup
    functions: tuple[FunctionSchema, ...] = ()


class TreeFile(Schema):
    """The superfunctions with their functions and focuses."""

    superfunctions: tuple[SuperfunctionSchema, ...]


class EntrySchema(Schema):
    """One entry of a classification."""

    code: EntryCode
    title: Line
    parent: EntryCode | None = None
    definition: OptionalProse = ""


class ClassificationSchema(Schema):
    """A classification with the entries that the catalogue uses."""

    code: Literal["SOC2018", "ONETSOC2019", "ISCO08", "ESCO"]
    name: Title
    publisher: Line
    entries: tuple[EntrySchema, ...]

    @model_validator(mode="after")
    def _codes_are_possible(self) -> Self:
        impossible = [e.code for e in self.entries if not classifications.is_code(self.code, e.code)]
        if impossible:
            raise ValueError(f"“{'”, “'.join(impossible)}” cannot be a code of {self.name}")
        return self


class ClassificationsFile(Schema):
    """The classifications."""

    classifications: tuple[ClassificationSchema, ...]


class FunctionFile(Schema):
    """The overrides of the level guide by one function, and its roles as documents."""

    function: FunctionCode
    guide: dict[LevelCode, PartialGuide] = {}
    roles: tuple[RoleDocument, ...] = ()

    @model_validator(mode="after")
    def _roles_belong_here(self) -> Self:
        strays = [d.code for d in self.roles if not d.code.startswith(f"{self.function}.")]
        if strays:
            verb = "belongs" if len(strays) == 1 else "belong"
            raise ValueError(f"{', '.join(strays)} {verb} to another function; expected {self.function}.…")
        return self


CatalogueFile = LevelsFile | TreeFile | ClassificationsFile | FunctionFile

SCHEMAS: dict[str, type[LevelsFile | TreeFile | ClassificationsFile | FunctionFile]] = {
    "levels": LevelsFile,
    "superfunctions": TreeFile,
    "classifications": ClassificationsFile,
    "function": FunctionFile,
}
"""The schema of a file by the top-level key that it alone has."""
