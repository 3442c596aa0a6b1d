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
    """One row of the guide; ``own`` says that the function words it anew."""

    name: str
    label: str
    text: str
    own: bool


@dataclass(frozen=True)
class Guide:
    """The guide of a level as one function reads it."""

    rows: tuple[GuideRow, ...]

    @property
    def description(self) -> str:
        """The level in one line."""
        return self.rows[0].text

    @property
    def details(self) -> tuple[GuideRow, ...]:
        """The rows below the one-line description."""
        return self.rows[1:]

    @property
    def is_own(self) -> bool:
        """Whether the function words any row anew."""
        return any(row.own for row in self.rows)


def guide(level: Level, wording: LevelGuide | None = None) -> Guide:
    """The guide of a level, with a function's own wording where it has one."""
    rows = []
    for name in GUIDE_ROWS:
        own = getattr(wording, name) if wording else ""
        rows.append(GuideRow(name, LABELS[name], own or getattr(level, name), bool(own)))
    return Guide(tuple(rows))


def overrides(*function_ids: int) -> dict[tuple[int, int], LevelGuide]:
    """The own wordings of functions by the ids of function and level; one query."""
    rows = LevelGuide.objects.filter(function_id__in=function_ids)
    return {(row.function_id, row.level_id): row for row in rows}
