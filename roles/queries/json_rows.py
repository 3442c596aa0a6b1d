"""Rows of other tables as columns of one row, so that a page with many tables on it is read in one query.

The database makes a JSON list of each queryset's rows, and models are made of them here.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import DecimalField, JSONField, Model, QuerySet, Subquery
from django.db.models.functions import JSONArray
from django.db.models.sql.compiler import SQLCompiler


class JSONRows(Subquery):
    """The values ``one`` of a queryset as a list, in the queryset's order; an empty list when there are none."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        super().__init__(queryset, output_field=JSONField())

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """With SQLite's aggregate."""
        template = "(SELECT json_group_array(json(nested.one)) FROM (%(subquery)s) AS nested)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """With PostgreSQL's, which gives nothing for no rows."""
        template = "(SELECT coalesce(jsonb_agg(nested.one), '[]'::jsonb) FROM (%(subquery)s) AS nested)"
        return self.as_sql(compiler, connection, template=template)


class RowShape:
    """Which fields of a model are read, and which of the rows that it belongs to, with their own shape.

    ``Shape(Mapping, "id", "relation", entry=Shape(ClassificationEntry, "id", "code"))``. All other fields are
    deferred. Times are not read: JSON has no form for them that both databases share.
    """

    def __init__(self, model: type[Model], *fields: str, **belongs_to: "RowShape") -> None:
        # A model takes its values in the order of its columns.
        self._fields = [f for f in model._meta.concrete_fields if f.name in fields or f.attname in fields]
        assert len(self._fields) == len(fields), f"{model.__name__} has not all of {fields}"
        self._names = [field.attname for field in self._fields]
        self._readers = [_reader(field) for field in self._fields]
        self._model = model
        self._belongs_to = belongs_to

    def rows(self, queryset: QuerySet[Any, Any]) -> JSONRows:
        """The rows of a queryset of the model as an expression."""
        return JSONRows(queryset.values(one=JSONArray(*self.paths())))

    def paths(self) -> list[str]:
        """The columns in the order in which ``one`` takes them."""
        below = [f"{name}__{path}" for name, shape in self._belongs_to.items() for path in shape.paths()]
        return [*self._names, *below]

    def read(self, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """The models of the rows that the expression gave."""
        return [self.one(iter(row)) for row in rows]

    def one(self, values: Iterator[Any]) -> Any:
        """The model of the next values: its own in the order of its columns, then those of what it belongs to."""
        own = [
            read(value) if read else value
            for read, value in zip(self._readers, islice(values, len(self._names)), strict=True)
        ]
        instance = self._model.from_db(DEFAULT_DB_ALIAS, self._names, own)
        for name, shape in self._belongs_to.items():
            setattr(instance, name, shape.one(values))
        return instance


def _reader(field: Any) -> Callable[[Any], Any] | None:
    """What makes a field's value of what a database gave; None for one that is its value already."""
    if isinstance(field, DecimalField):
        places = field.decimal_places  # JSON writes 0.70 as 0.7
        return lambda given: None if given is None else round(Decimal(str(given)), places)
    if isinstance(field, JSONField):
        return lambda given: json.loads(given) if isinstance(given, str) else given
    return None
