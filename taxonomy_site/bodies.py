"""Bodies of requests are read whole before Django sees them, so that a client that stalls takes no thread for long.

The server holds the heads of requests until they are complete, but a body is read by the thread that answers. A few
uploads that never end would take every thread, and nobody could read.
"""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from django.conf import settings

AT_ONCE = 2
"""Bodies that a process reads at the same time: half of its threads, so that the other half go on answering."""

WAIT = 0.2
"""Seconds for which a request waits until fewer are read."""

PATIENCE = 10.0
"""Seconds that any body may take; a long one may take as many more as it needs at the slowest pace."""

SLOWEST_PACE = 50_000
"""Bytes a second."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class BodiesReadFirst:
    """A WSGI application before another one, which gets every body as bytes that are there already."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self._free = threading.BoundedSemaphore(AT_ONCE)
        self._readers = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="body")

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer 411, 503, 408 or 400 where a body cannot be had, and hand everything else on.

        A body that is announced as too large goes on unread: ``bounded_bodies`` answers it.
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
            reading = self._readers.submit(_read, environ["wsgi.input"], length)
            reading.add_done_callback(lambda _: self._free.release())  # later than the answer, if it stalls
            body = reading.result(PATIENCE + length / SLOWEST_PACE)
        except TimeoutError:
            return _refused(start_response, "408 Request Timeout", "The body did not arrive in time.")
        except OSError:
            return _refused(start_response, "400 Bad Request", "The body broke off.")
        if len(body) < length:
            return _refused(start_response, "400 Bad Request", "The body is shorter than announced.")
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
