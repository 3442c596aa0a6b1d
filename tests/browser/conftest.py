"""A site in another thread, and visitors to it whose browser must have nothing to complain about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, expect
from pytest_django.live_server_helper import LiveServer

PATIENCE = 20_000
"""Milliseconds until something that should come counts as missing: a busy machine is slow, and no fault."""

expect.set_options(timeout=PATIENCE)

Visitor = Callable[..., Page]


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database without a transaction round the test: the site's thread would not see into it."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def _server(django_db_setup: None) -> Iterator[LiveServer]:
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], _server: LiveServer) -> dict[str, Any]:
    """How the browser is started: after the site, so that its connections end while the site still stands."""
    return browser_type_launch_args


@pytest.fixture
def site(_server: LiveServer, db: None) -> str:
    """The address of the site with the catalogue of fixtures/; a test that writes takes ``live_catalogue`` too."""
    return _server.url


@pytest.fixture
def script() -> bool:
    """Whether the visitors' browsers run scripts; journeys that must hold both ways are parametrised with it."""
    return True


class Complaints:
    """What a browser reports: errors and warnings of the console, faults in scripts, requests that failed.

    A browser also complains of a page that answers with 400 or 404; those are pages of ours that were asked for.
    """

    def __init__(self, context: BrowserContext) -> None:
        self.heard: list[str] = []
        self._documents: set[str] = set()
        context.on("request", self._note_document)
        context.on("console", self._hear)
        context.on("weberror", lambda fault: self.heard.append(f"script fault: {fault.error}"))
        context.on("requestfailed", self._note_failure)

    def _note_document(self, request: Request) -> None:
        if request.is_navigation_request():
            self._documents.add(request.url)

    def _note_failure(self, request: Request) -> None:
        # A download ends a navigation, and typing on ends a request for suggestions: both are meant.
        if request.failure != "net::ERR_ABORTED":
            self.heard.append(f"request failed: {request.url}: {request.failure}")

    def _hear(self, message: ConsoleMessage) -> None:
        is_document = message.location.get("url") in self._documents and "Failed to load" in message.text
        if message.type in ("error", "warning") and not is_document:
            self.heard.append(f"{message.type}: {message.text} ({message.location.get('url')})")


@pytest.fixture
def visitor(new_context: Callable[..., BrowserContext], site: str, script: bool) -> Iterator[Visitor]:
    """Make a visitor: a page in a browser of its own. At the end no browser may have complained of anything."""
    complaints = []

    def make(**options: Any) -> Page:
        context = new_context(**{"base_url": site, "java_script_enabled": script, **options})
        context.set_default_timeout(PATIENCE)
        complaints.append(Complaints(context))
        return context.new_page()

    yield make
    heard = [text for one in complaints for text in one.heard]
    assert heard == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A visitor's page."""
    return visitor()
