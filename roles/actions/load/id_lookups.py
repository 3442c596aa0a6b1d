"""What the roles of a load stand on, the ids of branches, levels and entries; and what the load keeps in mind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from roles.actions.load.merge import Key
from roles.actions.load.sync import ChangeReport
from roles.models import ClassificationEntry, Focus, Level

Progress = Callable[[str, int, int], None]
"""Told the stage in words, how far it is and how far it goes."""


def silent(stage: str, done: int, total: int) -> None:
    """The progress that nobody watches."""


class IdLookups:
    """The ids of the tree, the ladder and the classifications, as they are after the files of these were applied."""

    @cached_property
    def focuses(self) -> dict[tuple[str, str], tuple[int, int, int, str]]:
        """By function and focus: the ids of focus, function and superfunction, and its SOC major group's code."""
        rows = Focus.objects.order_by().values_list(
            "function__code",
            "code",
            "pk",
            "function",
            "function__superfunction",
            "function__superfunction__soc_major_group__code",
        )
        return {(function, code): tuple(ids) for function, code, *ids in rows}  # type: ignore[misc]

    @cached_property
    def levels(self) -> dict[str, tuple[int, int, int]]:
        """By code: the ids of level and track, and the grade."""
        return {
            code: (level, track, grade)
            for code, level, track, grade in Level.objects.order_by().values_list(
                "code", "pk", "track", "grade"
            )
        }

    @cached_property
    def entries(self) -> dict[tuple[str, str], int]:
        """By classification and code: the entry's id."""
        rows = ClassificationEntry.objects.order_by().values_list("classification__code", "code", "pk")
        return {(standard, code): pk for standard, code, pk in rows}


@dataclass
class Load:
    """A load at work: what it was asked, and what it must remember between one batch of roles and the next."""

    plan: ChangeReport
    prune: bool
    reason: str
    contested: frozenset[
        tuple[str, str]
    ]  # aliases (role's code, key) that another role has approved until it gives way
    ground: IdLookups = field(default_factory=IdLookups)
    components: dict[Key, int] = field(default_factory=dict)  # ids by kind and key
    replacements: dict[str, str] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)  # ids of roles with something new to them
    postponed: list[tuple[Any, ...]] = field(default_factory=list)
    decisions_kept: int = 0

    def touch(self, keys: set[Key]) -> None:
        """Remember the roles of rows that changed; a row's key begins with its role."""
        self.touched |= {key[0] for key in keys}
