"""Health checks: whether the process lives, and whether it can serve."""

import asyncio
import json
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from roles.models import Attempt, Role
from taxonomy_site.plain import Answer, refusal

LIVE = refusal("200 OK", "ok\n")

BELIEVED = 1.0
"""Seconds for which the last checks are told again."""

PATIENCE = 2.0
"""Seconds after which a database that has not answered counts as away."""

LEAST_FREE = 16 * 1024 * 1024
"""Bytes that have to be free beside an embedded database."""

_LOCK_WAIT = 100  # milliseconds; a database that another process is writing to can be written to
_NONE = {"database": False, "migrations": False, "fixtures": False, "writable": False}


@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """200 while the process answers, without a query."""
    return HttpResponse("ok\n", content_type="text/plain")


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when every one of ``checks`` is true; otherwise 503."""
    found = checks()
    return JsonResponse(found, status=200 if all(found.values()) else 503)


class Readiness:
    """``checks`` for an event loop: in a thread of their own, at most once a second, waited for a bounded time."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "readiness")
        self._checking: Future[dict[str, bool]] | None = None
        self._began = float("-inf")

    async def answer(self) -> Answer:
        """What ``readyz`` would answer."""
        checking = self._checking
        if checking is None or (checking.done() and time.monotonic() - self._began >= BELIEVED):
            self._began = time.monotonic()
            self._checking = checking = self._thread.submit(_checks_alone)
        left = self._began + PATIENCE - time.monotonic()
        try:
            found = await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(checking)), left)
        except TimeoutError:
            found = _NONE
        status = "200 OK" if all(found.values()) else "503 Service Unavailable"
        return refusal(status, json.dumps(found), kind="application/json")


def _checks_alone() -> dict[str, bool]:
    """The checks outside of a request, which would close its connection."""
    close_old_connections()
    try:
        return checks()
    finally:
        close_old_connections()


def checks() -> dict[str, bool]:
    """Whether the database answers, has its tables and roles, and can be written to."""
    try:
        executor = MigrationExecutor(connection)
        has_tables = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        return {
            "database": True,
            "migrations": has_tables,
            "fixtures": has_tables and Role.objects.exists(),
            "writable": has_tables and _is_writable(),
        }
    except DatabaseError:
        return dict(_NONE)


def _is_writable() -> bool:
    """Write a row and take it back; no wait for another writer, who shows that it can be done."""
    if connection.vendor == "sqlite" and _free_beside_the_database() < LEAST_FREE:
        return False
    try:
        with _without_waiting(), transaction.atomic():
            Attempt.objects.create(key=f"readyz {time.time_ns()}", ends=0)
            transaction.set_rollback(True)
    except DatabaseError as fault:
        return "locked" in str(fault)
    return True


@contextmanager
def _without_waiting() -> Iterator[None]:
    """Let SQLite wait hardly at all for another writer while the block runs."""
    if connection.vendor != "sqlite":
        yield
        return
    usual = int(connection.settings_dict["OPTIONS"].get("timeout", 5) * 1000)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA busy_timeout = {_LOCK_WAIT}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {usual}")


def _free_beside_the_database() -> int:
    """Bytes that are free where an embedded database is; as many as needed for one in memory."""
    folder = Path(connection.settings_dict["NAME"]).parent
    return shutil.disk_usage(folder).free if folder.is_dir() else LEAST_FREE
