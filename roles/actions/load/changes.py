"""The change report of a load: which rows of which table were added, changed, left and removed."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Counts(NamedTuple):
    """Numbers of rows."""

    added: int = 0
    changed: int = 0
    left: int = 0
    removed: int = 0


@dataclass
class TableChanges:
    """What happened to the rows of a table: the keys of those added, changed and removed, and how many were left.

    The rows below roles are too many for their keys to be kept; they are counted in ``unnamed``.
    """

    added: list[Hashable] = field(default_factory=list)
    changed: list[Hashable] = field(default_factory=list)
    removed: list[Hashable] = field(default_factory=list)
    left: int = 0
    unnamed: Counts = field(default_factory=Counts)

    @property
    def counts(self) -> Counts:
        return Counts(
            len(self.added) + self.unnamed.added,
            len(self.changed) + self.unnamed.changed,
            self.left,
            len(self.removed) + self.unnamed.removed,
        )

    @property
    def is_idle(self) -> bool:
        """Whether nothing changed."""
        return self.counts == Counts(left=self.counts.left)

    def change_later(self, keys: Iterable[Hashable]) -> None:
        """Count rows as changed that were counted before: as added or changed already, or else as left."""
        counted = {*self.added, *self.changed}
        late = [key for key in keys if key not in counted]
        self.changed += late
        self.left -= len(late)


ChangeReport = dict[str, TableChanges]
"""The changes of each table, by its plural name in words."""
