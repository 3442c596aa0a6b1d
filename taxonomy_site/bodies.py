"""Bodies of requests are read whole before a thread is asked for, and a client that stalls is sent away.

The event loop reads them, so that a body that never ends costs its own connection and nothing else. Under WSGI this
is not possible: granian's worker freezes, holding the interpreter, when its application answers while a body is
still being read (tried with 2.8.7), and nothing else ends the reading.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from django.conf import settings

LEAST_RATE = 32 * 1024
"""Bytes a second at which a body has to come after the first BODY_SECONDS."""

LONGEST = 12
"""How many times BODY_SECONDS a body may take, however well it comes."""

MOST_BYTES = 64 * 1024 * 1024
"""What bodies may hold of a worker's memory together, until they are answered."""


class BodyRefused(Exception):
    """A body that is not waited for: the status to answer with, and why."""

    def __init__(self, status: str, why: str) -> None:
        super().__init__(why)
        self.status = status
        self.why = why
        self.headers = {"Retry_After": "10"} if status.startswith("503") else {}


class Bodies:
    """Reads bodies, within bounds of time and of memory."""

    def __init__(self) -> None:
        self.held = 0

    @asynccontextmanager
    async def read(self, parts: AsyncIterator[bytes], length: int) -> AsyncIterator[bytes]:
        """The body of ``length`` bytes, counted as held until the block ends; raises BodyRefused."""
        read: list[bytes] = []
        try:
            await self._read_into(read, parts, length)
            yield b"".join(read)
        finally:
            self.held -= sum(map(len, read))

    async def _read_into(self, read: list[bytes], parts: AsyncIterator[bytes], length: int) -> None:
        try:
            async with asyncio.timeout(settings.BODY_SECONDS) as deadline:
                await self._read_before(deadline, read, parts, length)
        except TimeoutError as late:
            raise BodyRefused("408 Request Timeout", "The body came too slowly.") from late

    async def _read_before(
        self, deadline: asyncio.Timeout, read: list[bytes], parts: AsyncIterator[bytes], length: int
    ) -> None:
        began, grace, came = asyncio.get_running_loop().time(), settings.BODY_SECONDS, 0
        async for part in parts:
            if not part:
                break  # granian's way to say that the client has gone, or that this was all
            read.append(part)
            came += len(part)
            self.held += len(part)
            if self.held > MOST_BYTES:
                raise BodyRefused("503 Service Unavailable", "Too many uploads at once; try again.")
            if came >= length:
                return
            deadline.reschedule(began + min(grace + came / LEAST_RATE, LONGEST * grace))
        raise BodyRefused("400 Bad Request", "The body broke off.")
