"""The front before the threads: what it answers by itself, and that nothing waits for what does not end."""

import asyncio
import json
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import DatabaseError, OperationalError
from django.test import Client
from granian import _futures

from taxonomy_site import before_the_loop, front, health, threads, versions
from taxonomy_site.edge import Edge
from taxonomy_site.front import READERS, WRITERS, Front
from taxonomy_site.page_memory import PageMemory
from taxonomy_site.threads import environ_of
from taxonomy_site.versions import KnownRevision
from tests.edge.asking import Told
from tests.edge.asking import ask as ask_wsgi
from tests.edge.scopes import Protocol, ask, scope
from tests.site import checks

ROLE = "/roles/AIMLAM.GEN.P3/"
WAITS = "/roles/?q=waits"


class Known:
    """A revision that is known, or that cannot be read."""

    def __init__(self) -> None:
        self.text: str | None = "7"
        self.may_be_read = threading.Event()
        self.fault: Exception | None = None

    def believed(self) -> str | None:
        return self.text

    def is_due(self) -> bool:
        return self.text is None

    def __call__(self) -> str:
        if self.fault:
            raise self.fault
        if self.text is None:
            assert self.may_be_read.wait(60)
            self.text = "8"
        return self.text


class Slow:
    """An application whose answers to one address wait, as for a database that has stopped."""

    def __init__(self) -> None:
        self.may_end, self.waiting = threading.Event(), threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if environ["QUERY_STRING"] == "q=waits":
            self.waiting.release()
            assert self.may_end.wait(60)
        start_response("200 OK", [("Content-Type", "text/html")])
        return [environ["PATH_INFO"].encode("latin-1")]


@pytest.fixture
def revision() -> Known:
    return Known()


@pytest.fixture
def slow() -> Iterator[Slow]:
    application = Slow()
    yield application
    application.may_end.set()


@pytest.fixture
def site(revision: Known, slow: Slow, settings: Any, tmp_path: Path) -> Front:
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "page.css").write_text("body { margin: 0 }")
    memory = PageMemory(most_bytes=1_000_000)
    edge = Edge(slow, memory=memory, revision=revision, build="build")
    return Front(edge, edge)


def get(site: Front, address: str, method: str = "GET", **headers: str) -> Told:
    return asyncio.run(ask(site, scope(address, method, **headers)))


async def while_all_wait(site: Front, slow: Slow, work: Callable[[], Any]) -> Any:
    """Do something while every thread waits for the database, and as many requests wait for a thread."""
    heads = [scope(WAITS, "GET")] * 2 * READERS + [scope(WAITS, "DELETE")] * 2 * WRITERS
    waiting = [asyncio.create_task(ask(site, head)) for head in heads]
    for _ in range(READERS + WRITERS):
        await asyncio.to_thread(slow.waiting.acquire)
    try:
        return await work()
    finally:
        slow.may_end.set()
        assert {told.status for told in await asyncio.gather(*waiting)} == {"200"}


def test_what_needs_no_thread_never_waits_for_one(
    site: Front, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "checks", lambda: {"database": True})
    known = get(site, ROLE)  # in memory from here on

    async def all_of_them() -> list[Told]:
        addresses = ("/livez", "/readyz", "/static/page.css", "/static/none.css", ROLE)
        return [await ask(site, scope(address)) for address in addresses]

    told = asyncio.run(while_all_wait(site, slow, all_of_them))
    assert [each.status for each in told] == ["200", "200", "200", "404", "200"]
    assert told[4].body == known.body


def test_writers_that_wait_leave_the_readers_alone(site: Front, slow: Slow) -> None:
    async def read_while_writers_wait() -> Told:
        waiting = [asyncio.create_task(ask(site, scope(WAITS, "DELETE"))) for _ in range(2 * WRITERS)]
        for _ in range(WRITERS):
            await asyncio.to_thread(slow.waiting.acquire)
        told = await ask(site, scope("/roles/?q=other"))
        slow.may_end.set()
        await asyncio.gather(*waiting)
        return told

    assert asyncio.run(read_while_writers_wait()).status == "200"


def test_whoever_would_wait_too_long_is_told_that_it_is_busy(
    site: Front, slow: Slow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threads, "LONGEST_WAIT", 0.05)
    asked_for: list[Told] = []

    async def one_more() -> None:
        monkeypatch.setattr(threads, "LONGEST_WAIT", 30)  # of those that began before
        monkeypatch.setattr(threads, "MOST_WAITING", 2 * READERS)
        asked_for.append(await ask(site, scope("/roles/?q=more")))
        monkeypatch.setattr(threads, "MOST_WAITING", 256)
        monkeypatch.setattr(threads, "LONGEST_WAIT", 0.05)
        asked_for.append(await ask(site, scope("/roles/?q=more")))

    monkeypatch.setattr(threads, "LONGEST_WAIT", 30)
    asyncio.run(while_all_wait(site, slow, one_more))
    for told in asked_for:
        assert (told.status, told.headers["retry-after"]) == ("503", "10")
        assert b"<h1>The catalogue is busy</h1>" in told.body
    assert len(asked_for) == 2


def test_a_revision_that_cannot_be_read_is_waited_for_a_while(
    site: Front, revision: Known, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front, "LONGEST_READING", 0.1)
    revision.text = None
    assert get(site, ROLE).status == "503"
    assert get(site, "/livez").status == "200"
    revision.may_be_read.set()
    monkeypatch.setattr(front, "LONGEST_READING", 30)
    assert get(site, ROLE).status == "200"


def test_a_database_that_is_away_is_left_to_django_to_tell(site: Front, revision: Known) -> None:
    revision.text, revision.fault = None, OperationalError("connection refused")
    assert get(site, ROLE).status == "200"  # the application here asks no database


def test_readyz_waits_no_longer_than_its_patience(site: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    may_end, asked = threading.Event(), []

    def checks_that_hang() -> dict[str, bool]:
        asked.append(1)
        assert may_end.wait(60)
        return {"database": True}

    monkeypatch.setattr(health, "checks", checks_that_hang)
    monkeypatch.setattr(health, "PATIENCE", 0.1)
    monkeypatch.setattr(health, "BELIEVED", 0)
    told = [get(site, "/readyz") for _ in range(3)]
    may_end.set()
    assert {each.status for each in told} == {"503"}
    assert json.loads(told[0].body)["database"] is False
    assert asked == [1]
    monkeypatch.setattr(health, "PATIENCE", 30)
    assert get(site, "/readyz").status == "200"


def test_readyz_asks_the_database_once_a_second(site: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(health, "checks", lambda: asked.append(1) or {"database": True})  # type: ignore[func-returns-value]
    monkeypatch.setattr(health, "BELIEVED", 3600)

    async def several() -> list[Told]:
        return [await ask(site, scope("/readyz")) for _ in range(5)]

    assert {told.status for told in asyncio.run(several())} == {"200"}
    assert asked == [1]


def test_health_is_not_redirected_to_https(client: Client, settings: Any, db: None) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code in (200, 503)
    assert client.get("/roles/").status_code == 301


@pytest.mark.parametrize("address", ["/livez", "/static/page.css", "/static/none.css"])
def test_what_needs_no_thread_has_the_headers_of_security(site: Front, address: str) -> None:
    told = get(site, address)
    assert checks.wrong_headers((name.title(), value) for name, value in told.headers.items()) == []


def test_a_static_file_is_known_to_whoever_has_it(site: Front) -> None:
    first = get(site, "/static/page.css")
    assert first.body == b"body { margin: 0 }"
    again = get(site, "/static/page.css", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == ("304", b"")
    head = get(site, "/static/page.css", "HEAD")
    assert (head.status, head.body, head.headers["content-length"]) == ("200", b"", "18")
    part = get(site, "/static/page.css", range="bytes=0-3")
    assert (part.status, part.body) == ("206", b"body")


def test_a_known_page_is_that_of_the_wsgi_application(site: Front) -> None:
    through_wsgi = ask_wsgi(site.edge, "/roles/%C3%A9/".replace("%C3%A9", "Ã©"))  # type: ignore[arg-type]
    assert get(site, "/roles/é/").body == through_wsgi.body == "/roles/é/".encode()


def test_a_fault_of_the_front_is_answered_with_500(site: Front, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site.readers, "answer", lambda environ: 1 // 0)
    told = get(site, "/roles/?q=x")
    assert told.status == "500"
    assert b"<h1>" in told.body


def test_a_head_becomes_an_environment() -> None:
    head = scope(
        "/titles/é?q=x",
        "POST",
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x_forwarded_for", "203.0.113.9"),
        ("x-forwarded-for", "198.51.100.1"),
        content_type="text/plain",
        content_length="3",
    )
    environ = environ_of(head, b"abc")
    assert environ["PATH_INFO"].encode("latin-1").decode() == "/titles/é"
    assert environ["HTTP_COOKIE"] == "a=1; b=2"
    assert environ["HTTP_X_FORWARDED_FOR"] == "198.51.100.1"  # the other one may be the visitor's
    assert (environ["REMOTE_ADDR"], environ["HTTP_HOST"]) == ("192.0.2.1", "127.0.0.1:8000")
    assert (environ["CONTENT_TYPE"], environ["CONTENT_LENGTH"]) == ("text/plain", "3")
    assert environ["wsgi.input"].read() == b"abc"


def test_a_page_of_the_site_is_answered_at_once_when_it_is_known(
    catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "READ_EVERY", 3600)  # not in a thread with a connection of its own
    memory = PageMemory(most_bytes=1_000_000)
    edge = Edge(WSGIHandler(), memory=memory, revision=KnownRevision(), build="build")
    site = Front(edge, edge)
    made = threads.answered(edge, environ_of(scope(ROLE), b""))  # as a thread does
    assert site.at_once(scope(ROLE)) == made
    assert b"AIMLAM.GEN.P3" in made.body


class Watcher:
    """What granian's scheduler is called with."""

    def __init__(self, head: Any) -> None:
        self.scope, self.proto, self.is_done = head, Protocol(), False

    def done(self) -> None:
        self.is_done = True


def test_a_known_page_leaves_before_the_loop_of_this_granian(
    site: Front, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook replaces a function of granian's own: an upgrade that moves it is slower, and is noticed here."""
    scheduled: list[Any] = []
    monkeypatch.setattr(
        _futures,
        before_the_loop._NAME,
        lambda loop, context, callback: lambda watcher: scheduled.append(watcher),
    )
    assert before_the_loop.answer_before_the_loop(site.at_once)
    assert before_the_loop._NAME in _futures._CBSchedulerAIO.__init__.__code__.co_names
    schedule = getattr(_futures, before_the_loop._NAME)(None, None, None)
    get(site, ROLE)
    at_once, later = Watcher(scope(ROLE)), Watcher(scope("/roles/?q=x"))
    schedule(at_once)
    schedule(later)
    assert at_once.is_done
    assert at_once.proto.told is not None
    assert scheduled == [later]


def test_without_that_function_everything_goes_by_the_loop(
    site: Front, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.delattr(_futures, before_the_loop._NAME)
    assert not before_the_loop.answer_before_the_loop(site.at_once)
    assert "more slowly" in caplog.text


def test_a_fault_before_the_loop_is_left_to_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled: list[Any] = []
    monkeypatch.setattr(_futures, before_the_loop._NAME, lambda *parts: scheduled.append)

    def fails(head: Any) -> None:
        raise DatabaseError

    before_the_loop.answer_before_the_loop(fails)
    watcher = Watcher(scope(ROLE))
    getattr(_futures, before_the_loop._NAME)(None, None, None)(watcher)
    assert scheduled == [watcher]
