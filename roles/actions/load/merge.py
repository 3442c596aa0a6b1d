"""The engine of loading: brings the rows of a table into line with those of files, in bulk and by name.

Rows are named tuples and are written past the ORM (``bulk``): a load has sixty rows for each role. The rows in question
are read once and compared, and only those that differ are written.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple

from django.db.models import Model
from django.utils import timezone

from roles.actions.load import bulk
from roles.actions.load.changes import ChangeReport, Counts, TableChanges

Row = Any
"""A named tuple of a table's columns."""

Key = Any
"""What tells a row apart from the others of its table: a value, or a tuple of some."""

Values = tuple[Any, ...]
"""A row as a plain tuple: of tens of thousands at a time, the garbage collector would keep visiting named ones."""

Present = Mapping[Key, tuple[int, Values]]
"""Rows of the database by key, each with its id."""


class Table:
    """The columns of a model that files fill; ``row`` makes a row of them, by name.

    The first ``width`` columns tell the rows apart. One with ``__`` in its name belongs to another table and is only
    read, so that the key is known to files and readers of the change report. The keys of a named table are in the
    change report, the rows of others are counted there.
    """

    def __init__(self, model: type[Model], *columns: str, width: int = 1, is_named: bool = True) -> None:
        self.model, self.columns, self.is_named = model, columns, is_named
        self.row = _row_type(model.__name__, columns)
        self.name = str(model._meta.verbose_name_plural)
        self.key: Callable[[Row], Key] = itemgetter(0 if width == 1 else slice(width))
        self.written = [column for column in columns if "__" not in column]

    def present(self, **condition: Any) -> dict[Key, tuple[int, Values]]:
        """The rows of the database that meet a condition, by key, each with its id."""
        found = self.model._default_manager.filter(**condition).order_by().values_list("pk", *self.columns)
        present, key = {}, self.key
        for row in found.iterator(chunk_size=2000):
            values = row[1:]
            present[key(values)] = (row[0], values)
        return present

    def find(self, present: Present, key: Key) -> Row:
        """The present row of a key with its columns named, or None."""
        return self.row._make(present[key][1]) if key in present else None

    def values(self, rows: Iterable[tuple[int, Values]]) -> list[Values]:
        """What is written of rows: the id and the columns of the table itself."""
        if len(self.written) == len(self.columns):
            return [(pk, *row) for pk, row in rows]
        own = attrgetter(*self.written)
        return [(pk, *own(self.row._make(row))) for pk, row in rows]


def _row_type(name: str, columns: tuple[str, ...]) -> Any:
    return namedtuple(name, columns)


class Merged(NamedTuple):
    """The ids of the desired rows by key, and the rows that were added, changed and removed."""

    ids: dict[Key, int]
    touched: list[Row]


def merge(
    table: Table,
    *,
    present: Present,
    desired: Iterable[Row],
    report: ChangeReport,
    reason: str = "",
    removable: Callable[[Row], bool] = lambda row: False,
) -> Merged:
    """Insert, update and delete rows until they are as ``desired``.

    ``present`` has the rows in question. One that is not desired is deleted when it is ``removable``. The changes are
    added to ``report``. Models with a history get a row of it, with ``reason``, for everything that was inserted or
    changed.
    """
    wanted = {table.key(row): tuple(row) for row in desired}
    ids = {key: pk for key, (pk, _) in present.items() if key in wanted}
    changed = [key for key in ids if present[key][1] != wanted[key]]
    gone = [key for key in present if key not in wanted and removable(table.find(present, key))]
    added = [key for key in wanted if key not in ids]
    _delete(table.model, [present[key][0] for key in gone])
    _update(table, ((ids[key], wanted[key]) for key in changed), reason)
    ids |= zip(added, bulk.reserve(table.model, len(added)), strict=True)
    _insert(table, ((ids[key], wanted[key]) for key in added), reason)
    _count(report.setdefault(table.name, TableChanges()), table, added, changed, gone, len(wanted))
    touched = [*(wanted[key] for key in (*added, *changed)), *(present[key][1] for key in gone)]
    return Merged(ids, [table.row._make(values) for values in touched])


def link(
    table: Table,
    column: str,
    *,
    present: Present,
    targets: Mapping[Key, int | None],
    report: ChangeReport,
    reason: str = "",
) -> None:
    """Set a reference to rows of the same table, once ``merge`` has written and counted all of them.

    ``present`` has the rows as they are now, and ``targets`` the id that each of some is to have in ``column``.
    """
    rows = {key: table.find(present, key) for key in present if key in targets}
    changed = [key for key, row in rows.items() if getattr(row, column) != targets[key]]
    linked = ((present[key][0], rows[key]._replace(**{column: targets[key]})) for key in changed)
    _update(table, linked, reason)
    report[table.name].change_later(changed)


def _count(
    changes: TableChanges, table: Table, added: list[Key], changed: list[Key], gone: list[Key], desired: int
) -> None:
    changes.left += desired - len(added) - len(changed)
    if table.is_named:
        changes.added += added
        changes.changed += changed
        changes.removed += gone
    else:
        before = changes.unnamed
        changes.unnamed = Counts(
            added=before.added + len(added),
            changed=before.changed + len(changed),
            removed=before.removed + len(gone),
        )


def _delete(model: type[Model], ids: list[int]) -> None:
    for start in range(0, len(ids), bulk.BATCH):
        model._default_manager.filter(pk__in=ids[start : start + bulk.BATCH]).delete()


def _update(table: Table, rows: Iterable[tuple[int, Values]], reason: str) -> None:
    values = table.values(rows)
    bulk.update(table.model, table.written, values)
    _remember(table, values, reason, "~")


def _insert(table: Table, rows: Iterable[tuple[int, Values]], reason: str) -> None:
    values = table.values(rows)
    bulk.insert(table.model, ("pk", *table.written), values)
    _remember(table, values, reason, "+")


def _remember(table: Table, rows: list[Values], reason: str, what: str) -> None:
    history = getattr(table.model, "history", None)  # the history's own signal remembers deletions
    if history is not None and rows:
        columns = (str(table.model._meta.pk.name), *table.written)
        columns += ("history_date", "history_change_reason", "history_type")
        change = (timezone.now(), reason or None, what)
        bulk.insert(history.model, columns, [(*row, *change) for row in rows])
