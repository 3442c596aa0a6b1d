"""The level guide as a role, a level page or a comparison shows it."""

from dataclasses import dataclass

from roles.models import Level, LevelGuide
from roles.models.level import GUIDE_ROWS

LABELS = {
    "description": "In one line",
    "scope": "Scope",
    "autonomy": "Autonomy",
    "complexity": "Complexity",
    "impact": "Impact",
    "decision_rights": "Decision rights",
    "leadership": "Leadership",
}


@dataclass(frozen=True)
class GuideRow:
    """One row of the guide; ``is_override`` when the text is the function's own."""

    name: str
    label: str
    text: str
    is_override: bool


@dataclass(frozen=True)
class Guide:
    """The guide of a level as one function reads it."""

    rows: tuple[GuideRow, ...]

    @property
    def description(self) -> str:
        """The level in one line: the first row."""
        return self.rows[0].text

    @property
    def details(self) -> tuple[GuideRow, ...]:
        """The rows below the one-line description."""
        return self.rows[1:]

    @property
    def has_overrides(self) -> bool:
        """Whether any row is the function's own."""
        return any(row.is_override for row in self.rows)


def guide(level: Level, override: LevelGuide | None = None) -> Guide:
    """The guide of a level; rows that a function's override fills replace the general ones."""
    rows = []
    for name in GUIDE_ROWS:
        own = getattr(override, name) if override else ""
        rows.append(GuideRow(name, LABELS[name], own or getattr(level, name), bool(own)))
    return Guide(tuple(rows))


def overrides(*function_ids: int) -> dict[tuple[int, int], LevelGuide]:
    """The overrides of some functions by the ids of function and level; one query."""
    rows = LevelGuide.objects.filter(function_id__in=function_ids)
    return {(row.function_id, row.level_id): row for row in rows}
