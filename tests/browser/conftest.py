"""A site in another thread, and visitors to it whose browser must have nothing to complain about."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect
from pytest_django.live_server_helper import LiveServer

PATIENCE = 20_000
"""Milliseconds until something that should come counts as missing: a busy machine is slow, and no fault."""

VIEWPORT = ViewportSize(width=1280, height=720)

expect.set_options(timeout=PATIENCE)

Visitor = Callable[..., Page]


@pytest.fixture
def db(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database without a transaction round the test, which the site's thread could not look into."""
    with django_db_blocker.unblock():
        yield


@pytest.fixture(scope="session")
def _server(django_db_setup: None, django_db_blocker: Any) -> Iterator[LiveServer]:
    with django_db_blocker.unblock():  # a browser may still ask for something when its test has ended
        server = LiveServer("127.0.0.1")
        yield server
        server.stop()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any], _server: LiveServer) -> dict[str, Any]:
    """How the browser is started: after the site, so that its connections end before the site does."""
    return browser_type_launch_args


@pytest.fixture
def site(_server: LiveServer, db: None) -> str:
    """The address of the site with the catalogue of fixtures/; a test that writes takes ``live_catalogue`` too."""
    return _server.url


@pytest.fixture
def script() -> bool:
    """Whether the visitors' browsers run scripts; ``with_and_without_script`` asks for both."""
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


class Visit:
    """A page in a browser context of its own, which a later test uses again: making one takes most of a second."""

    def __init__(self, context: BrowserContext) -> None:
        context.set_default_timeout(PATIENCE)
        self.context = context
        self.complaints = Complaints(context)
        self.page = context.new_page()

    def end(self) -> None:
        """Forget who the visitor was, and how the page was looked at."""
        for page in self.context.pages:
            if page is not self.page:
                page.close()
        self.page.goto("about:blank")
        self.page.set_viewport_size(VIEWPORT)
        self.page.emulate_media(media="null", color_scheme="null")
        self.context.clear_cookies()
        self.context.clear_permissions()
        self.complaints.heard.clear()


@pytest.fixture(scope="session")
def _visits(
    browser: Browser, browser_context_args: dict[str, Any], _server: LiveServer
) -> Callable[..., Visit]:
    kept: dict[tuple[bool, int], Visit] = {}

    def visit(*, script: bool, number: int) -> Visit:
        if (script, number) not in kept:
            options = {**browser_context_args, "base_url": _server.url, "viewport": VIEWPORT}
            kept[script, number] = Visit(browser.new_context(**options, java_script_enabled=script))
        return kept[script, number]

    return visit


@pytest.fixture
def visitor(
    _visits: Callable[..., Visit], request: pytest.FixtureRequest, site: str, script: bool
) -> Iterator[Visitor]:
    """Make a visitor: a page in a browser of its own. At the end no browser may have complained of anything."""
    if "live_catalogue" in request.fixturenames:
        request.getfixturevalue("live_catalogue")  # so that the visitors have gone when it is restored
    visits: list[Visit] = []

    def make(*, script: bool = script) -> Page:
        visits.append(_visits(script=script, number=len(visits)))
        return visits[-1].page

    yield make
    heard = [text for visit in visits for text in visit.complaints.heard]
    for visit in visits:
        visit.end()
    assert heard == []


@pytest.fixture
def page(visitor: Visitor) -> Page:
    """A visitor's page."""
    return visitor()
