"""JSON rows: rows of other tables as a JSON list in one column, so that a page of many tables takes one query.

``prefetch_related`` would take one query for each table, and more time in Django than in the database.
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
    """The values ``one`` of a queryset as a JSON list in the queryset's order, empty when it has no rows."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        super().__init__(queryset, output_field=JSONField())

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """SQLite passes JSON on as text, which ``json`` makes a value again."""
        template = "(SELECT json_group_array(json(listed.one)) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> Any:
        """PostgreSQL's aggregate of no rows is null."""
        template = "(SELECT coalesce(jsonb_agg(listed.one), '[]'::jsonb) FROM (%(subquery)s) AS listed)"
        return self.as_sql(compiler, connection, template=template)


class RowShape:
    """The fields of a model to read as JSON rows, and those of rows that it refers to, each with its own shape.

    ``RowShape(Mapping, "id", "relation", entry=RowShape(ClassificationEntry, "id", "code"))``. All other fields are
    deferred. No times: the databases write them differently in JSON.
    """

    def __init__(self, model: type[Model], *fields: str, **related: "RowShape") -> None:
        # ``from_db`` takes the values in the order of the model's columns.
        self._fields = [f for f in model._meta.concrete_fields if f.name in fields or f.attname in fields]
        assert len(self._fields) == len(fields), f"{model.__name__} lacks some of {fields}"
        self._names = [field.attname for field in self._fields]
        self._readers = [_reader(field) for field in self._fields]
        self._model = model
        self._related = related

    def rows(self, queryset: QuerySet[Any, Any]) -> JSONRows:
        """An expression for the rows of a queryset of the model; ``read`` takes its value as a list."""
        return JSONRows(queryset.values(one=JSONArray(*self.paths())))

    def paths(self) -> list[str]:
        """The lookup paths of all fields, in the order in which ``one`` takes their values."""
        related = [f"{name}__{path}" for name, shape in self._related.items() for path in shape.paths()]
        return [*self._names, *related]

    def read(self, rows: Iterable[Iterable[Any]]) -> list[Any]:
        """The instances for the rows that the expression returned."""
        return [self.one(iter(row)) for row in rows]

    def one(self, values: Iterator[Any]) -> Any:
        """The instance for the next values, which come in the order of ``paths``."""
        own = [
            read(value) if read else value
            for read, value in zip(self._readers, islice(values, len(self._names)), strict=True)
        ]
        instance = self._model.from_db(DEFAULT_DB_ALIAS, self._names, own)
        for name, shape in self._related.items():
            setattr(instance, name, shape.one(values))
        return instance


def _reader(field: Any) -> Callable[[Any], Any] | None:
    """The function that makes a field's value of its JSON form; None when the two are the same."""
    if isinstance(field, DecimalField):
        places = field.decimal_places  # JSON writes 0.70 as 0.7
        return lambda given: None if given is None else round(Decimal(str(given)), places)
    if isinstance(field, JSONField):
        return lambda given: json.loads(given) if isinstance(given, str) else given
    return None
