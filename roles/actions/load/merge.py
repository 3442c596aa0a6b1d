"""Bringing the rows of a batch of roles into line with desired ones, as plain tuples and in bulk.

What ``sync`` does for the small tables of the tree this does for roles and the many rows below them: the rows that
stand are read and compared, and only those that differ are written. Memory is that of the batch.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model
from django.utils import timezone

from roles.actions.load import bulk
from roles.actions.load.bulk import Values
from roles.actions.load.sync import BATCH, ChangeReport, TableChanges

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A model with the fields that documents fill (all but the id), those first that tell its rows apart.

    The keys of named tables are kept in the tally; of the others only the number is.
    """

    model: type[Model]
    fields: tuple[str, ...]
    width: int = 2
    is_named: bool = False

    @property
    def name(self) -> str:
        """The plural in words, under which the plan knows the table."""
        return str(self.model._meta.verbose_name_plural)

    def key(self, row: Values) -> Key:
        """What tells a row apart from the others."""
        return row[: self.width]

    def present(self, **condition: Any) -> "dict[Key, tuple[int, Values]]":
        """The rows that stand: by key their id and values."""
        rows = self.model._default_manager.filter(**condition).order_by().values_list("pk", *self.fields)
        return {self.key(row[1:]): (row[0], row[1:]) for row in rows.iterator(chunk_size=2000)}


Present = Mapping[Key, tuple[int, Values]]


def merge(
    table: Table,
    *,
    present: Present,
    desired: Iterable[Values],
    plan: ChangeReport,
    reason: str = "",
    removable: Callable[[dict[str, Any]], bool] = lambda row: False,
) -> "tuple[dict[Key, int], set[Key]]":
    """Insert, update and delete rows until they are as ``desired``; returns the ids by key, and the keys that changed.

    ``present`` holds the rows in question. One that is not desired is deleted when ``removable`` says so of its
    fields. ``plan`` receives the tally. Models with a history get a row of it, with ``reason``, for everything that
    was inserted or changed.
    """
    wanted = {table.key(row): row for row in desired}
    new = [row for key, row in wanted.items() if key not in present]
    ids = {key: stands[0] for key, stands in present.items() if key in wanted}
    changed = [
        (stands[0], *wanted[key])
        for key, stands in present.items()
        if key in ids and stands[1] != wanted[key]
    ]
    gone = {
        key: pk
        for key, (pk, values) in present.items()
        if key not in ids and removable(dict(zip(table.fields, values, strict=True)))
    }
    left = len(ids) - len(changed)
    _delete(table.model, list(gone.values()))
    bulk.update(table.model, table.fields, changed)
    _remember(table, changed, reason, "~")
    added = [(pk, *row) for pk, row in zip(bulk.reserve(table.model, len(new)), new, strict=True)]
    bulk.insert(table.model, ("pk", *table.fields), added)
    _remember(table, added, reason, "+")
    touched = [[row[1 : 1 + table.width] for row in rows] for rows in (added, changed)]
    ids |= {key: row[0] for key, row in zip(touched[0], added, strict=True)}
    _count(
        plan.setdefault(table.name, TableChanges()), table.is_named, touched[0], touched[1], list(gone), left
    )
    return ids, {key for keys in (*touched, gone) for key in keys}


def _count(
    tally: TableChanges, is_named: bool, added: list[Key], changed: list[Key], removed: list[Key], left: int
) -> None:
    tally.left += left
    if is_named:
        for kept, keys in ((tally.added, added), (tally.changed, changed), (tally.removed, removed)):
            kept += [key[0] if len(key) == 1 else key for key in keys]
    else:
        before = tally.unnamed
        tally.unnamed = (before[0] + len(added), before[1] + len(changed), before[2] + len(removed))


def _delete(model: type[Model], ids: list[int]) -> None:
    for start in range(0, len(ids), BATCH):
        model._default_manager.filter(pk__in=ids[start : start + BATCH]).delete()


def _remember(table: Table, rows: list[Values], reason: str, what: str) -> None:
    history = getattr(table.model, "history", None)  # deletions are remembered by the history's own signal
    if history is not None and rows:
        fields = (
            table.model._meta.pk.name,
            *table.fields,
            "history_date",
            "history_change_reason",
            "history_type",
        )
        said = (timezone.now(), reason or None, what)
        bulk.insert(history.model, fields, [(*row, *said) for row in rows])
