"""Bodies are read before a thread is asked for: what stalls, breaks off or is too large takes none from the others."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler

from taxonomy_site import bodies
from taxonomy_site.front import READERS, WRITERS, Front
from tests.edge.asking import Told
from tests.edge.scopes import Protocol, ask, scope

FORM = b"title=Data+wizard"
STALLED: list[bytes | None] = [b"titl", None]
FORM_PAGE = "/titles/suggest/"


def echo(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    start_response("200 OK", [])
    return [environ["wsgi.input"].read()]


@pytest.fixture
def front() -> Front:
    return Front(echo, None)


async def send(
    front: Front, *pieces: bytes | None, length: int | str | None = None, pause: float = 0.0, **headers: str
) -> Told:
    announced = sum(len(piece or b"") for piece in pieces) if length is None else length
    head = scope(FORM_PAGE, "POST", content_length=str(announced), **headers)
    return await ask(front, head, Protocol(list(pieces), pause))


def test_a_body_is_handed_on_whole(front: Front) -> None:
    told = asyncio.run(send(front, FORM[:5], FORM[5:]))
    assert (told.status, told.body) == ("200", FORM)


def test_no_more_is_read_than_was_announced(front: Front) -> None:
    body = Protocol([FORM, b"GET /"])
    head = scope(FORM_PAGE, "POST", content_length=str(len(FORM)))
    assert asyncio.run(ask(front, head, body)).body == FORM
    assert body.read == 1


def test_a_request_without_a_body_passes(front: Front) -> None:
    assert asyncio.run(send(front, length="0")).status == "200"


def test_bodies_that_stall_leave_the_others_alone_and_are_sent_away(front: Front, settings: Any) -> None:
    settings.BODY_SECONDS = 1
    many = 5 * (READERS + WRITERS)

    async def all_at_once() -> tuple[list[Told], Told, Told, float]:
        stalled = [asyncio.create_task(send(front, *STALLED, length=10)) for _ in range(many)]
        await asyncio.sleep(0)
        began = time.monotonic()
        form, page = await send(front, FORM), await ask(front, scope("/"))
        took = time.monotonic() - began
        assert not any(task.done() for task in stalled)
        return await asyncio.gather(*stalled), form, page, took

    stalled, form, page, took = asyncio.run(all_at_once())
    assert (form.status, page.status) == ("200", "200")
    assert took < settings.BODY_SECONDS
    assert {told.status for told in stalled} == {"408"}
    assert {told.headers["connection"] for told in stalled} == {"close"}
    assert front.bodies.held == 0


def test_a_body_that_drips_is_sent_away_and_one_that_comes_well_is_not(
    front: Front, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BODY_SECONDS = 0.2
    monkeypatch.setattr(bodies, "LEAST_RATE", 1000)
    assert asyncio.run(send(front, *[b"x"] * 50, pause=0.02)).status == "408"
    assert asyncio.run(send(front, *[b"x" * 400] * 20, pause=0.02)).status == "200"
    monkeypatch.setattr(bodies, "LONGEST", 1)
    assert asyncio.run(send(front, *[b"x" * 400] * 50, pause=0.02)).status == "408"


def test_bodies_share_a_bound_of_memory_until_they_are_answered(
    front: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bodies, "MOST_BYTES", 10)
    assert asyncio.run(send(front, b"x" * 10)).status == "200"
    told = asyncio.run(send(front, b"x" * 11))
    assert (told.status, told.headers["retry-after"]) == ("503", "10")
    assert front.bodies.held == 0


def test_a_body_that_breaks_off_is_not_handed_on(front: Front) -> None:
    assert asyncio.run(send(front, FORM, length=len(FORM) + 1)).status == "400"
    assert asyncio.run(send(front, FORM, b"", length=len(FORM) + 1)).status == "400"


def test_a_body_of_unknown_length_is_not_read(front: Front) -> None:
    body = Protocol([FORM])
    head = scope(FORM_PAGE, "POST", transfer_encoding="chunked")
    told = asyncio.run(ask(front, head, body))
    assert (told.status, told.body) == ("411", b"Send the length of the body with it.")
    assert body.read == 0


def test_a_body_that_is_too_large_is_refused_unread(db: None) -> None:
    body = Protocol([FORM])
    head = scope(FORM_PAGE, "POST", content_length="200000000")
    told = asyncio.run(ask(Front(WSGIHandler(), None), head, body))
    assert told.status == "413"
    assert b"<h1>" in told.body
    assert body.read == 0
