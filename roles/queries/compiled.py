"""Queries that are worded once: the ORM takes longer to word a query than a database to answer it."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class CompiledQuery:
    """A queryset of values for some whole numbers or texts, worded once for each count of them.

    ``Prepared(lambda pk: Role.objects.filter(pk=pk).values_list("code")).rows(7)``. Values come as the database gives
    them, without the conversions of their fields.
    """

    def __init__(self, queryset: Callable[..., QuerySet[Any, Any]]) -> None:
        self._queryset = queryset
        self._worded = lru_cache(maxsize=128)(self._word)

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        """The rows for these values; one query. For no value at all there are none."""
        if not values:
            return []
        statement, parameters = self._worded(connection.vendor, len(values))
        given = dict(zip(map(str, _places(len(values))), values, strict=True))
        with connection.cursor() as cursor:
            cursor.execute(statement, [given.get(str(parameter), parameter) for parameter in parameters])
            return cursor.fetchall()

    def _word(self, vendor: str, count: int) -> tuple[str, tuple[Any, ...]]:
        query = self._queryset(*_places(count)).query
        return query.get_compiler(connection=connection).as_sql()


def _places(count: int) -> range:
    """What stands for the values in a query: figures that no query has of its own."""
    return range(-7_000_000_000, -7_000_000_000 - count, -1)
