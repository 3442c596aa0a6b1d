"""Bringing a table into line with desired rows, in bulk, and telling what that changed."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db.models import Model

BATCH = 500
Key = TypeVar("Key", bound=Hashable)
Row = TypeVar("Row", bound=Model)


@dataclass
class TableChanges:
    """What happened to a table's rows: the keys of those added, changed and removed; the rest is counted.

    Rows below roles are too many for their keys to be kept: they are ``unnamed`` (added, changed, removed).
    """

    added: list[Hashable] = field(default_factory=list)
    changed: list[Hashable] = field(default_factory=list)
    removed: list[Hashable] = field(default_factory=list)
    left: int = 0
    unnamed: tuple[int, int, int] = (0, 0, 0)

    @property
    def figures(self) -> tuple[int, int, int, int]:
        """How many rows were added, changed, left and removed."""
        added, changed, removed = self.unnamed
        return (
            len(self.added) + added,
            len(self.changed) + changed,
            self.left,
            len(self.removed) + removed,
        )

    @property
    def is_idle(self) -> bool:
        """Whether nothing changed."""
        added, changed, _, removed = self.figures
        return not (added or changed or removed)


ChangeReport = dict[str, TableChanges]
"""A tally for each table, by its plural name in words."""


def sync(
    model: type[Row],
    *,
    existing: Mapping[Key, Row],
    desired: Mapping[Key, Mapping[str, Any]],
    plan: ChangeReport,
    reason: str = "",
    removable: Callable[[Row], bool] = lambda row: False,
    last: Callable[[Row], bool] = lambda row: False,
) -> dict[Key, Row]:
    """Create, update and delete rows of ``model`` until they are as ``desired``; returns the rows by key.

    ``existing`` holds the rows in question by key and ``desired`` their attributes by key. A row that is not
    desired is deleted when ``removable`` says so. Rows for which ``last`` holds are written after the others:
    a partial unique constraint then never sees a half-way state. ``plan`` receives the tally. Models with a
    history get a row of it, with ``reason``, for everything that was created or changed.
    """
    tally = plan.setdefault(str(model._meta.verbose_name_plural), TableChanges())
    gone = {key: row for key, row in existing.items() if key not in desired and removable(row)}
    _delete(model, list(gone.values()))
    tally.removed += gone

    new: dict[Key, Row] = {}
    changed: dict[Key, Row] = {}
    rows: dict[Key, Row] = {}
    for key, attributes in desired.items():
        row = existing.get(key)
        if row is None:
            row = new[key] = model(**attributes)
        elif _assign(row, attributes):
            changed[key] = row
        else:
            tally.left += 1
        rows[key] = row
    fields = sorted({_field_name(name) for attributes in desired.values() for name in attributes})
    for late in (False, True):
        _update(model, [row for row in changed.values() if last(row) is late], fields, reason)
        _create(model, [row for row in new.values() if last(row) is late], reason)
    tally.changed += changed
    tally.added += new
    return rows


def link(
    model: type[Row],
    *,
    rows: Mapping[Key, Row],
    attribute: str,
    targets: Mapping[Key, int | None],
    plan: ChangeReport,
    reason: str = "",
) -> None:
    """Point rows that ``sync`` has brought into line at rows of their own table, once all of these exist.

    ``attribute`` is the foreign key's, such as ``parent_id``; ``targets`` holds what it is to be, by key.
    """
    differing = {key: rows[key] for key, target in targets.items() if getattr(rows[key], attribute) != target}
    for key, row in differing.items():
        setattr(row, attribute, targets[key])
    late = rewrite(model, rows=differing, fields=[_field_name(attribute)], plan=plan, reason=reason)
    plan[str(model._meta.verbose_name_plural)].left -= len(late)


def rewrite(
    model: type[Row], *, rows: Mapping[Key, Row], fields: list[str], plan: ChangeReport, reason: str = ""
) -> list[Key]:
    """Write fields of rows that were changed beside ``sync``; returns the keys that it had not counted."""
    _update(model, list(rows.values()), fields, reason)
    tally = plan.setdefault(str(model._meta.verbose_name_plural), TableChanges())
    told = {*tally.added, *tally.changed}
    late = [key for key in rows if key not in told]
    tally.changed += late
    return late


def _field_name(attribute: str) -> str:
    return attribute.removesuffix("_id")


def _assign(row: Model, attributes: Mapping[str, Any]) -> bool:
    differing = {name: value for name, value in attributes.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    return bool(differing)


def _create(model: type[Row], rows: list[Row], reason: str) -> None:
    if rows:
        model._default_manager.bulk_create(rows, batch_size=BATCH)
        _remember(model, rows, reason, update=False)


def _update(model: type[Row], rows: list[Row], fields: list[str], reason: str) -> None:
    if rows:
        model._default_manager.bulk_update(rows, fields, batch_size=BATCH)
        _remember(model, rows, reason, update=True)


def _delete(model: type[Row], rows: list[Row]) -> None:
    if rows:
        for start in range(0, len(rows), BATCH):
            ids = [row.pk for row in rows[start : start + BATCH]]
            model._default_manager.filter(pk__in=ids).delete()


def _remember(model: type[Row], rows: Iterable[Row], reason: str, *, update: bool) -> None:
    history = getattr(model, "history", None)  # deletions are remembered by the history's own signal
    if history is not None:
        history.bulk_history_create(rows, batch_size=BATCH, update=update, default_change_reason=reason)
