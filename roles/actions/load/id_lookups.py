"""Ids that the rows of roles refer to, and what a load remembers between one batch of roles and the next."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from roles.actions.load.changes import ChangeReport
from roles.actions.load.merge import Key, Row
from roles.models import ClassificationEntry, Focus, Level, Superfunction

Progress = Callable[[str, int, int], None]
"""Called with the stage in words, how much of it is done, and how much there is to do."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that is not shown."""


class FocusIds(NamedTuple):
    """The ids of a focus and of the branch above it, named as the columns of a role."""

    focus_id: int
    function_id: int
    superfunction_id: int


class LevelIds(NamedTuple):
    """The ids of a level and its track, and its grade, named as the columns of a role."""

    level_id: int
    track_id: int
    grade: int


class IdLookups:
    """The ids of tree, levels and classifications, as they are once the files of these were applied."""

    @cached_property
    def focuses(self) -> dict[tuple[str, str], FocusIds]:
        """By the codes of function and focus."""
        rows = Focus.objects.order_by().values_list(
            "function__code", "code", "pk", "function", "function__superfunction"
        )
        return {(function, focus): FocusIds(*ids) for function, focus, *ids in rows}

    @cached_property
    def major_groups(self) -> dict[int, str]:
        """The code of the SOC major group by the id of the superfunction."""
        return dict(Superfunction.objects.order_by().values_list("pk", "soc_major_group__code"))

    @cached_property
    def levels(self) -> dict[str, LevelIds]:
        """By code."""
        rows = Level.objects.order_by().values_list("code", "pk", "track", "grade")
        return {code: LevelIds(*ids) for code, *ids in rows}

    @cached_property
    def entries(self) -> dict[tuple[str, str], int]:
        """By the codes of classification and entry."""
        rows = ClassificationEntry.objects.order_by().values_list("classification__code", "code", "pk")
        return {(classification, code): pk for classification, code, pk in rows}


@dataclass
class Load:
    """A load at work.

    ``contested`` has the aliases (role's code, key) that another role has approved until it gives way; they are
    ``postponed``. ``touched`` are the ids of roles that changed in any row, and ``components`` the ids of components
    by kind and key.
    """

    prune: bool
    reason: str
    contested: frozenset[tuple[str, str]]
    report: ChangeReport = field(default_factory=dict)
    lookups: IdLookups = field(default_factory=IdLookups)
    components: dict[Key, int] = field(default_factory=dict)
    replacements: dict[str, str] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    postponed: list[Row] = field(default_factory=list)
    decisions_kept: int = 0

    def touch(self, rows: Iterable[Row]) -> None:
        """Remember the roles of rows that changed."""
        self.touched |= {row.role_id for row in rows}
