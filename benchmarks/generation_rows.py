"""The rows of a generated catalogue by name; columns that are not here get the default of their field."""

from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Model

from roles.actions.load.bulk import insert
from roles.domain.choices import AliasOrigin, AliasState, MappingSource, Relation, Status
from roles.models import Alias, CoreOutput, Focus, Function, Mapping, Role, RoleComponent

DEFINITION = "Generated for measuring; no content."


class FunctionRow(NamedTuple):
    """A row of Function."""

    id: int
    superfunction_id: int
    code: str
    name: str
    title_stems: list[str]
    position: int
    definition: str = DEFINITION


class FocusRow(NamedTuple):
    """A row of Focus."""

    id: int
    function_id: int
    code: str
    name: str
    position: int
    definition: str = DEFINITION


class RoleRow(NamedTuple):
    """A row of Role, without the columns whose default will do."""

    id: int
    code: str
    focus_id: int
    function_id: int
    superfunction_id: int
    level_id: int
    track_id: int
    grade: int
    title: str
    tagline: str
    summary: str
    story_who: str
    story_external: str
    story_internal: str
    story_why: str
    story_plan: list[str]
    story_stakes: str
    story_success: str
    confidence: Decimal
    status: str = Status.PUBLISHED.value


class OutputRow(NamedTuple):
    """A row of CoreOutput."""

    role_id: int
    position: int
    text: str


class RoleComponentRow(NamedTuple):
    """A row of RoleComponent."""

    role_id: int
    component_id: int
    commonness: str
    origin: str
    position: int


class AliasRow(NamedTuple):
    """A row of Alias."""

    role_id: int
    text: str
    key: str
    confidence: Decimal
    position: int
    state: str = AliasState.PENDING.value
    decided_by: str = ""
    decided_at: datetime | None = None
    origin: str = AliasOrigin.GENERATED.value


class MappingRow(NamedTuple):
    """A row of Mapping."""

    role_id: int
    entry_id: int
    position: int
    relation: str = Relation.CLOSE.value
    source: str = MappingSource.IMPORTED.value
    confidence: Decimal = Decimal("0.60")


MODELS: dict[type[Any], type[Model]] = {
    FunctionRow: Function,
    FocusRow: Focus,
    RoleRow: Role,
    OutputRow: CoreOutput,
    RoleComponentRow: RoleComponent,
    AliasRow: Alias,
    MappingRow: Mapping,
}
"""The model of each kind of row, those first that others refer to."""


class Rows:
    """Rows of some functions, by kind."""

    def __init__(self) -> None:
        self.by_kind: dict[type[Any], list[Any]] = {kind: [] for kind in MODELS}

    def add(self, *rows: Any) -> None:
        """Add rows of one kind or of several."""
        for row in rows:
            self.by_kind[type(row)].append(row)

    def insert(self) -> None:
        """Write the rows."""
        for kind, rows in self.by_kind.items():
            insert(MODELS[kind], kind._fields, rows)
