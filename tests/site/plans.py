"""How the database finds what a page asks for: no query may look at every row of a table that grows with the catalogue.

On SQLite a scan is allowed where an index alone answers it (a covering index). On PostgreSQL plans are asked for
with sequential scans switched off, so that one that is left has no index to use, and an index that is read from end to
end without a condition counts as a scan, unless a limit ends it or the index alone answers.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

LARGE = {"roles_role", "roles_component", "roles_rolecomponent", "roles_alias", "roles_posting", "roles_word"}
"""The tables that grow with the catalogue."""

_AS_IF_LARGE = {
    "enable_seqscan": "off",
    "enable_mergejoin": "off",
    "enable_hashjoin": "off",
    "seq_page_cost": "0",
    "random_page_cost": "0",
    "cpu_tuple_cost": "100",
}
"""Without the ways that are quicker in a small catalogue alone: what costs is each row that is looked at."""

_ALIAS = re.compile(r'"?(roles_\w+)"?\s+(?:AS\s+)?"?(\w+)"?', re.IGNORECASE)
_BY_ID = re.compile(r"\(id = ANY \(")
"""Rows of a page that are named by their ids: where these are nearly all rows, PostgreSQL may walk any index."""
_SCAN = re.compile(r"SCAN (\w+)(.*)")
Query = tuple[str, Any]


@contextmanager
def asked() -> Iterator[list[Query]]:
    """The reads that are sent to the database meanwhile, with their parameters."""
    found: list[Query] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if re.match(r"\s*(SELECT|WITH)\b", sql):
            found.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        yield found


def scans(queries: list[Query]) -> list[str]:
    """What of the queries looks at every row of a large table: the step of the plan and the query."""
    read = _scans_on_sqlite if connection.vendor == "sqlite" else _scans_on_postgresql
    return [
        f"{step}\n    in {' '.join(sql.split())[:600]}"
        for sql, params in queries
        for step in read(sql, params)
        if not _BY_ID.search(step)
    ]


def _scans_on_sqlite(sql: str, params: Any) -> Iterator[str]:
    tables = {alias: table for table, alias in _ALIAS.findall(sql)} | {table: table for table in LARGE}
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
        for *_, step in cursor.fetchall():
            scan = _SCAN.match(step)
            if scan and tables.get(scan[1]) in LARGE and "COVERING INDEX" not in scan[2]:
                yield step


def _scans_on_postgresql(sql: str, params: Any) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("; ".join(f"SET {name} = {value}" for name, value in _AS_IF_LARGE.items()))
        cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        cursor.execute("; ".join(f"RESET {name}" for name in _AS_IF_LARGE))
    yield from _scanning((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], limited=False)


def _scanning(node: dict[str, Any], *, limited: bool) -> Iterator[str]:
    kind = node["Node Type"]
    limited = limited or kind == "Limit"
    if node.get("Relation Name") in LARGE:
        whole = kind == "Index Scan" and "Index Cond" not in node and not limited
        if kind == "Seq Scan" or whole:
            yield f"{kind} on {node['Relation Name']} {node.get('Filter', '')}"
    for child in node.get("Plans", []):
        yield from _scanning(
            child, limited=limited and kind in {"Limit", "Subquery Scan", "Nested Loop", "Unique"}
        )
