"""The application's configuration."""

from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created


class RolesConfig(AppConfig):
    """The catalogue."""

    name = "roles"
    verbose_name = "Role catalogue"

    def ready(self) -> None:
        """Prepare each connection as soon as it is opened."""
        connection_created.connect(look_for_json, dispatch_uid="roles.look_for_json")


def look_for_json(connection: Any, **kwargs: Any) -> None:
    """Find out whether SQLite has JSON before a page needs it.

    Django would try it within a transaction, which waits for the writer of another process: the first page of each
    thread would not be answered while a catalogue is loaded.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pragma_function_list WHERE name = 'json'")
            connection.features.supports_json_field = bool(cursor.fetchone()[0])
