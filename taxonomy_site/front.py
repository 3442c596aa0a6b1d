"""The front: an event loop before the threads, which answers what needs no thread and waits for what is slow.

The server (granian, by its interface RSGI) calls it for each request. Finished pages, static files and health need no
thread, so that they never wait for one that waits for the database or for a visitor. Everything else goes to Django
in threads: those for reading and those for writing, so that writers that wait for each other leave the readers alone.
"""

import asyncio
import logging
import sys
import time
from concurrent.futures import Future, ThreadPoolExecutor
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from taxonomy_site.bodies import Bodies, BodyRefused
from taxonomy_site.edge import Asked, Edge, asked
from taxonomy_site.health import LIVE, Readiness
from taxonomy_site.incoming import is_readable, scheme_of
from taxonomy_site.orphans import end_with_parent
from taxonomy_site.plain import Answer, plain_page, refusal
from taxonomy_site.static_files import StaticFiles
from taxonomy_site.threads import Application, Threads, environ_of, latin

logger = logging.getLogger(__name__)

READERS, WRITERS = 4, 4
"""Threads of each worker: for GET and HEAD, and for the other methods."""

SWITCH_EVERY = 0.001
"""Seconds after which a thread that makes a page has to let another one go on, such as the one of finished pages."""

LONGEST_READING = 5.0
"""Seconds that visitors wait for the catalogue's revision before they are told that the database is busy."""


class Front:
    """An RSGI application before a WSGI application and its edge; without an edge, all goes to the threads."""

    def __init__(self, application: Application, edge: Edge | None) -> None:
        self.edge = edge
        self.readers = Threads(application, READERS, "readers")
        self.writers = Threads(application, WRITERS, "writers")
        self.bodies = Bodies()
        self.readiness = Readiness()
        self.static = StaticFiles()
        self._revision_reader = ThreadPoolExecutor(1, "revision")
        self._reading: Future[str] | None = None
        self._reading_began = 0.0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Called once in each worker, before its first request."""
        sys.setswitchinterval(SWITCH_EVERY)
        end_with_parent()

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer a request; nothing that goes wrong here reaches the server."""
        try:
            answer = self.at_once(scope) or await self._in_time(scope, protocol)
        except Exception:
            logger.exception("%s %s could not be answered", scope.method, scope.path)
            page = plain_page("500.html", "Something went wrong")
            answer = refusal("500 Internal Server Error", page, kind="text/html")
        protocol.response_bytes(int(answer.status[:3]), answer.headers, answer.body)

    def at_once(self, scope: Any) -> Answer | None:
        """The answer where it needs nothing but memory and files, in whichever thread; None for all others."""
        if scope.method not in ("GET", "HEAD") or self.edge is None:
            return None
        path = scope.path
        if path == "/livez":
            return LIVE
        if path.startswith(self.static.prefix):
            return self.static.answer(scope.method, path, scope.headers)
        if self.edge.revision.is_due():
            self._read_revision(self.edge)
        return self.edge.known(asked_of(scope))

    async def _in_time(self, scope: Any, protocol: Any) -> Answer:
        """What may have to be waited for, for a bounded time."""
        is_reading = scope.method in ("GET", "HEAD")
        if is_reading and scope.path == "/readyz":
            return await self.readiness.answer()
        try:
            known = await self._known(self.edge, asked_of(scope)) if is_reading and self.edge else None
            return known or await self._from_threads(scope, protocol) or busy()
        except BodyRefused as refused:
            return refusal(refused.status, refused.why, Connection="close", **refused.headers)
        except TimeoutError:
            return busy()

    async def _from_threads(self, scope: Any, protocol: Any) -> Answer | None:
        threads = self.readers if scope.method in ("GET", "HEAD") else self.writers
        headers = scope.headers
        if not is_readable(headers.get("content-type") or ""):
            raise BodyRefused("415 Unsupported Media Type", "Send text as UTF-8.")
        if "transfer-encoding" in headers:
            raise BodyRefused("411 Length Required", "Send the length of the body with it.")
        announced = headers.get("content-length") or "0"
        length = int(announced) if announced.isdecimal() else 0
        if (
            not 0 < length <= settings.MOST_BODY_BYTES
        ):  # what is too large is refused by bounded_bodies, unread
            return await threads.answer(environ_of(scope, b""))
        async with self.bodies.read(protocol, length) as body:
            return await threads.answer(environ_of(scope, body))

    async def _known(self, edge: Edge, wanted: Asked) -> Answer | None:
        """The page from memory, once the revision has been read; TimeoutError where that takes too long."""
        if not wanted.address or edge.revision.believed() is not None:
            return None  # it has been looked for
        reading = self._read_revision(edge)
        left = self._reading_began + LONGEST_READING - time.monotonic()
        try:
            await asyncio.wait_for(asyncio.shield(asyncio.wrap_future(reading)), left)
        except DatabaseError:
            return None  # Django tells what is wrong
        return edge.known(wanted)

    def _read_revision(self, edge: Edge) -> Future[str]:
        """Begin to read the revision, unless that is going on."""
        reading = self._reading
        if reading is None or reading.done():
            self._reading_began = time.monotonic()
            self._reading = reading = self._revision_reader.submit(edge.revision)
        return reading


def asked_of(scope: Any) -> Asked:
    """What a granian scope asks for."""
    headers = scope.headers
    return asked(
        method=scope.method,
        path=latin(scope.path),
        query=scope.query_string,
        scheme=scheme_of(scope.scheme, headers.get("x-forwarded-proto") or ""),
        host=",".join(headers.get_all("host")),
        cookies="; ".join(headers.get_all("cookie")),
        accepts=headers.get("accept-encoding") or "",
        tags=headers.get("if-none-match") or "",
    )


@lru_cache(maxsize=1)
def busy() -> Answer:
    """503, for what would take too long."""
    page = plain_page("busy.html", "The catalogue is busy")
    return refusal("503 Service Unavailable", page, kind="text/html", Retry_After="10")
