"""Compiled queries: the SQL of a queryset, built once and executed with other values each time.

Django builds the SQL of a queryset again for every evaluation. For the queries of the most visited pages that takes
longer than the database needs to answer them, so their SQL is built on first use and kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Value


@dataclass(frozen=True)
class _Parameter:
    """Marks, among the parameters of the SQL, where a value of ``CompiledQuery.rows`` goes."""

    index: int


class CompiledQuery:
    """A queryset of values that depends on some numbers or texts; its SQL is built once for each count of them.

    ``CompiledQuery(lambda pk: Role.objects.filter(pk=pk).values_list("code")).rows(7)``. The function is called with
    expressions in place of the values, so it can only pass them on to filters.
    """

    def __init__(self, queryset: Callable[..., QuerySet[Any, Any]]) -> None:
        self._queryset = queryset
        self._compiled = lru_cache(maxsize=128)(self._compile)

    def rows(self, *values: int | str) -> list[tuple[Any, ...]]:
        """The rows for these values in one query; none without a query when there are no values.

        Columns come as the database driver returns them, without the conversions of their fields.
        """
        if not values:
            return []
        sql, parameters = self._compiled(connection.vendor, len(values))
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[p.index] if isinstance(p, _Parameter) else p for p in parameters])
            return cursor.fetchall()

    def _compile(self, vendor: str, count: int) -> tuple[str, tuple[Any, ...]]:
        # A Value without an output field hands what it wraps to the database unchanged.
        markers = [Value(_Parameter(index)) for index in range(count)]
        return self._queryset(*markers).query.sql_with_params()
