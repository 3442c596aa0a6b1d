"""A copy of the test database, from which it is restored after a test that committed."""

import sqlite3

from django.db import connection


class DatabaseCopy:
    """The database as it is when the copy is made; restoring it takes a fraction of a load.

    On SQLite the copy is a second database in memory, on PostgreSQL a database that serves as the template.
    """

    def __init__(self) -> None:
        self._name = connection.settings_dict["NAME"]
        self._copy_name = f"{self._name}_copy"
        if connection.vendor == "sqlite":
            self._memory = sqlite3.connect(":memory:", check_same_thread=False)
            connection.ensure_connection()
            connection.connection.backup(self._memory)
        else:
            _copy_on_postgresql(self._name, self._copy_name)

    def restore(self) -> None:
        """Put the database back to what it was."""
        if connection.vendor == "sqlite":
            connection.ensure_connection()
            self._memory.backup(connection.connection)
        else:
            _copy_on_postgresql(self._copy_name, self._name)

    def remove(self) -> None:
        """Delete the copy."""
        if connection.vendor == "sqlite":
            self._memory.close()
        else:
            with connection._nodb_cursor() as cursor:
                cursor.execute(_drop(self._copy_name))


def _copy_on_postgresql(source: str, target: str) -> None:
    connection.close()
    connection.close_pool()  # a template must have no connections
    with connection._nodb_cursor() as cursor:
        cursor.execute(_drop(target))
        cursor.execute(f"CREATE DATABASE {_quoted(target)} TEMPLATE {_quoted(source)}")


def _drop(name: str) -> str:
    return f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
