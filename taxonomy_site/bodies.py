"""Reads request bodies whole before Django sees them, a few at a time, so that stalled clients block no one else.

The server waits for complete request heads, but the thread that answers reads the body. A few uploads that never end
would take every thread, and no page could be read. Reading has no time limit, because granian blocks a worker whose
application answers while a body is still being read. Behind a proxy that buffers bodies none of this happens.
"""

import threading
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from django.conf import settings

AT_ONCE = 2
"""Bodies that a process reads at the same time: half of its threads, so that the other half can answer."""

WAIT = 0.2
"""Seconds that a request waits for its turn."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class BodiesReadFirst:
    """A WSGI application in front of another one, which gets every body as bytes in memory."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._free = threading.BoundedSemaphore(AT_ONCE)

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 411, 503 or 400 when a body cannot be read, and pass every other request on.

        A body that is announced as too large is not read: ``bounded_bodies`` answers it.
        """
        if "HTTP_TRANSFER_ENCODING" in environ:
            return _refused(start_response, "411 Length Required", "Send the length of the body with it.")
        announced = environ.get("CONTENT_LENGTH") or "0"
        length = int(announced) if announced.isdecimal() else 0
        if not 0 < length <= settings.MOST_BODY_BYTES:
            return self.application(environ, start_response)
        if not self._free.acquire(timeout=WAIT):
            return _refused(start_response, "503 Service Unavailable", "Too many uploads at once; try again.")
        try:
            body = _read(environ["wsgi.input"], length)
        except OSError:
            body = b""
        finally:
            self._free.release()
        if len(body) < length:
            return _refused(start_response, "400 Bad Request", "The body broke off.")
        return self.application(environ | {"wsgi.input": BytesIO(body)}, start_response)


def _read(stream: Any, length: int) -> bytes:
    parts = []
    while length > 0 and (part := stream.read(min(length, 65536))):
        parts.append(part)
        length -= len(part)
    return b"".join(parts)


def _refused(start_response: Callable[..., Any], status: str, why: str) -> list[bytes]:
    body = why.encode()
    headers = [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))]
    start_response(status, headers)
    return [body]
