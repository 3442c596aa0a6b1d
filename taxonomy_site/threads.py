"""The WSGI application in threads: a few work, the rest waits for them in a queue that is bounded."""

import asyncio
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

from taxonomy_site.plain import Answer, Headers

MOST_WAITING = 256
"""Requests that wait for a thread or have one; each further one is turned away at once."""

LONGEST_WAIT = 30.0
"""Seconds that a request waits for a thread."""

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Threads:
    """Runs a WSGI application for an event loop."""

    def __init__(self, application: Application, number: int, name: str) -> None:
        self.application = application
        self._pool = ThreadPoolExecutor(number, name)
        self._waiting = 0

    async def answer(self, environ: Environ) -> Answer | None:
        """The application's answer; None where it would have to be waited for too long."""
        if self._waiting >= MOST_WAITING:
            return None
        self._waiting += 1
        job = self._pool.submit(answered, self.application, environ)
        timer = asyncio.get_running_loop().call_later(LONGEST_WAIT, job.cancel)  # a job that runs goes on
        try:
            return await asyncio.wrap_future(job)
        except asyncio.CancelledError:
            if job.cancelled():
                return None
            raise
        finally:
            timer.cancel()
            self._waiting -= 1


def answered(application: Application, environ: Environ) -> Answer:
    """Ask a WSGI application, and take its whole answer."""
    told: list[tuple[str, Headers]] = []
    body = application(environ, lambda status, headers, exc_info=None: told.append((status, headers)))
    try:
        content = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()  # Django ends the request here, and gives its database connection back
    status, headers = told[-1]
    return Answer(status, headers, content)


def environ_of(scope: Any, body: bytes) -> Environ:
    """The WSGI environment of a granian scope. A header with ``_`` in its name is left out: it would pass for one
    with ``-``, such as a proxy sets."""
    server, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": latin(scope.path),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "HTTP_HOST": scope.authority or "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    headers: dict[str, list[str]] = {}
    for name, value in scope.headers.items():
        headers.setdefault(name, []).append(value)
    for name, values in headers.items():
        if "_" in name:
            continue
        key = name.replace("-", "_").upper()
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = ("; " if name == "cookie" else ",").join(values)
    return environ


def latin(path: str) -> str:
    """A path as WSGI writes it: its bytes, each as a character."""
    return path if path.isascii() else path.encode("utf-8", "surrogateescape").decode("latin-1")
