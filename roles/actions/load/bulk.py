"""Bulk writes past the ORM: COPY on PostgreSQL, executemany on SQLite.

Values are those of the models' fields, foreign keys as ids (``role_id`` or ``role``). Only the database validates them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from django.db import connections, router
from django.db.models import NOT_PROVIDED, DateTimeField, DecimalField, Field, JSONField, Model

BATCH = 500
"""Rows that are worked on at a time, and ids in one condition."""

Values = tuple[Any, ...]


def insert(model: type[Model], fields: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert rows; fields that are not named get their default, and the key its next number."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    columns = _columns(model, fields, connection)
    if others := _fields_with_default(model, columns):
        columns += _columns(model, [field.attname for field in others], connection)
        defaults = [field.get_default() for field in others]
        rows = [(*row, *defaults) for row in rows]
    _fill(connection, connection.ops.quote_name(model._meta.db_table), columns, rows)


def update(model: type[Model], fields: Sequence[str], rows: Sequence[Values]) -> None:
    """Write fields of existing rows; a row is its id and then the values of the fields."""
    if not rows:
        return
    connection = connections[router.db_for_write(model)]
    quote = connection.ops.quote_name
    table, names = (
        quote(model._meta.db_table),
        [quote(name) for name, _ in _columns(model, fields, connection)],
    )
    key = quote(str(model._meta.pk.column))
    if connection.vendor != "postgresql":
        assignments = ", ".join(f"{name} = %s" for name in names)
        moved = [(*row[1:], row[0]) for row in _adapted(_columns(model, ("pk", *fields), connection), rows)]
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table} SET {assignments} WHERE {key} = %s", moved)  # noqa: S608 - our names
        return
    beside = quote(f"changed_{model._meta.db_table}")
    listed, assignments = ", ".join([key, *names]), ", ".join(f"{name} = {beside}.{name}" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TEMPORARY TABLE {beside} ON COMMIT DROP AS SELECT {listed} FROM {table} LIMIT 0"  # noqa: S608
        )
        _fill(connection, beside, _columns(model, ("pk", *fields), connection), rows)
        cursor.execute(f"UPDATE {table} SET {assignments} FROM {beside} WHERE {table}.{key} = {beside}.{key}")  # noqa: S608
        cursor.execute(f"DROP TABLE {beside}")


def reserve(model: type[Model], number: int) -> list[int]:
    """Return so many ids for rows that the caller inserts next, in the same transaction.

    PostgreSQL takes them from the sequence. SQLite has one writer at a time, so that the ids after the last are free.
    """
    if not number:
        return []
    connection = connections[router.db_for_write(model)]
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s::int)",
                (table, model._meta.pk.column, number),
            )
            return [row[0] for row in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", (table,))
        last = (cursor.fetchone() or (0,))[0]
    return list(range(last + 1, last + 1 + number))


@contextmanager
def without_upkeep(*models: type[Model]) -> Iterator[None]:
    """Drop the models' indexes while very many rows are written, and create them at the end: sorted once.

    On PostgreSQL foreign keys are dropped too: to check all at the end is one join, and row by row half of the work.
    Unique indexes are left. Only inside a transaction, which restores everything when something fails. Readers of the
    models, and of those that these refer to, wait until it ends.
    """
    connection = connections[router.db_for_write(models[0])]
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        _check_references(connection)
        upkeep = [found for model in models for found in _upkeep(cursor, connection, model._meta.db_table)]
        for drop, _ in upkeep:
            cursor.execute(drop)
        yield
        _check_references(connection)
        for _, create in upkeep:
            cursor.execute(create)
        # Without new statistics PostgreSQL still plans for the small tables and would read these from end to end.
        if connection.vendor == "postgresql":
            cursor.execute(f"ANALYZE {', '.join(quote(model._meta.db_table) for model in models)}")


def _check_references(connection: Any) -> None:
    """PostgreSQL alters no table while foreign keys wait to be checked."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


_UPKEEP = {
    "sqlite": (
        "SELECT 'DROP INDEX ' || name, sql FROM sqlite_master"
        " WHERE type = 'index' AND tbl_name = %s AND sql LIKE 'CREATE INDEX %%' ORDER BY name",
    ),
    "postgresql": (
        "SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),"
        " format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))"
        " FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'f' ORDER BY conname",
        "SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid)"
        " FROM pg_index WHERE indrelid = %s::regclass AND NOT indisunique ORDER BY indexrelid",
    ),
}
"""For each database the queries for the indexes and foreign keys of a table: how each is dropped, and created."""


def _upkeep(cursor: Any, connection: Any, table: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for question in _UPKEEP[connection.vendor]:
        cursor.execute(question, [table])
        found += cursor.fetchall()
    return found


_Column = tuple[str, Callable[[Any], Any] | None]
"""The name of a column, and the function that adapts a value to the database, if one is needed."""


def _fields_with_default(model: type[Model], columns: "list[_Column]") -> "list[Field[Any, Any]]":
    """The fields that need a value and are not among the columns."""
    given = {name for name, _ in columns}
    return [
        field
        for field in model._meta.concrete_fields
        if field.column not in given
        and not (field.primary_key or field.null or field.db_default is not NOT_PROVIDED)
    ]


def _columns(model: type[Model], fields: Sequence[str], connection: Any) -> list[_Column]:
    known = {name: field for field in model._meta.concrete_fields for name in (field.name, field.attname)}
    known["pk"] = model._meta.pk
    return [(str(known[name].column), _adapter(known[name], connection)) for name in fields]


def _adapter(field: "Field[Any, Any]", connection: Any) -> Callable[[Any], Any] | None:
    def adapt(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    if isinstance(field, DecimalField | DateTimeField):
        return lru_cache(maxsize=1000)(adapt)  # a load has a hundred confidences and one time
    return adapt if isinstance(field, JSONField) else None


def _adapted(columns: list[_Column], rows: Iterable[Values]) -> Iterable[Sequence[Any]]:
    adapters = [(at, adapter) for at, (_, adapter) in enumerate(columns) if adapter]
    if not adapters:
        return rows

    def adapted(row: Values) -> list[Any]:
        values = list(row)
        for at, adapter in adapters:
            values[at] = adapter(values[at])
        return values

    return map(adapted, rows)


def _fill(connection: Any, table: str, columns: list[_Column], rows: Sequence[Values]) -> None:
    names = ", ".join(connection.ops.quote_name(name) for name, _ in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in _adapted(columns, rows):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608 - our names
            cursor.executemany(statement, list(_adapted(columns, rows)))
