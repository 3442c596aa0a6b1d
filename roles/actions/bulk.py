"""Bulk inserts past the ORM, for tables of many small rows whose values are right already."""

from collections.abc import Sequence
from typing import Any

from django.db import connections, router
from django.db.models import Model


def insert(model: type[Model], fields: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert plain rows, with COPY where the database has it; foreign keys are ids.

    Nothing is validated and no default is filled in but the key: the caller names every other column.
    """
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    known = {field.name: str(field.column) for field in model._meta.concrete_fields}
    columns = ", ".join(quote(known[name]) for name in fields)
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608 - our names
