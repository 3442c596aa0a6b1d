"""Bodies are read before Django sees them: one that stalls, breaks off or is too large takes no thread from others."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from taxonomy_site import bodies
from taxonomy_site.bodies import BodiesReadFirst

FORM = b"title=Data+wizard"


class Stalled:
    """A body of which no more arrives until the client disconnects."""

    def __init__(self) -> None:
        self.asked, self.gone = threading.Event(), threading.Event()

    def read(self, size: int) -> bytes:
        self.asked.set()
        assert self.gone.wait(30)
        raise ConnectionResetError


class Untouched:
    """A body that must not be read."""

    def read(self, size: int) -> bytes:
        raise AssertionError("It was read.")

    readline = read


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


def send(application: Any, stream: Any = None, length: int | None = None, **more: Any) -> tuple[str, bytes]:
    told: list[str] = []
    environ = {"REQUEST_METHOD": "POST", "PATH_INFO": "/titles/suggest/", "SERVER_NAME": "127.0.0.1"}
    environ |= {"SERVER_PORT": "8000", "wsgi.url_scheme": "http", "wsgi.errors": BytesIO(), **more}
    environ |= {"wsgi.input": stream or BytesIO()} | ({"CONTENT_LENGTH": str(length)} if length else {})
    body = b"".join(application(environ, lambda status, headers, exc_info=None: told.append(status)))
    return told[-1], body


@pytest.fixture
def application() -> BodiesReadFirst:
    return BodiesReadFirst(echo)


def test_a_body_is_handed_on_whole(application: BodiesReadFirst) -> None:
    assert send(application, BytesIO(FORM), len(FORM)) == ("200 OK", FORM)


def test_no_more_is_read_than_was_announced(application: BodiesReadFirst) -> None:
    assert send(application, BytesIO(FORM + b"GET /"), len(FORM)) == ("200 OK", FORM)


def test_a_request_without_a_body_passes(application: BodiesReadFirst) -> None:
    assert send(application)[0] == "200 OK"


def test_bodies_that_stall_leave_threads_to_the_others(
    application: BodiesReadFirst, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "WAIT", 0.01)
    stalled = [Stalled() for _ in range(bodies.AT_ONCE)]
    with ThreadPoolExecutor(bodies.AT_ONCE) as clients:
        waiting = [clients.submit(send, application, body, 10) for body in stalled]
        assert all(body.asked.wait(30) for body in stalled)
        assert send(application, Untouched(), 10)[0] == "503 Service Unavailable"
        assert send(application)[0] == "200 OK"
        for body in stalled:
            body.gone.set()
        assert {told.result()[0] for told in waiting} == {"400 Bad Request"}
    assert send(application, BytesIO(FORM), len(FORM)) == ("200 OK", FORM)


def test_a_body_that_breaks_off_is_not_handed_on(application: BodiesReadFirst) -> None:
    assert send(application, BytesIO(FORM), len(FORM) + 1)[0] == "400 Bad Request"


def test_a_body_of_unknown_length_is_not_read(application: BodiesReadFirst) -> None:
    told = send(application, Untouched(), HTTP_TRANSFER_ENCODING="chunked")
    assert told == ("411 Length Required", b"Send the length of the body with it.")


def test_a_body_that_is_too_large_is_refused_unread(db: None) -> None:
    status, page = send(BodiesReadFirst(WSGIHandler()), Untouched(), 200_000_000)
    assert status.startswith("413 ")
    assert b"<h1>" in page
