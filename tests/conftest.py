"""Fixtures for every test: the catalogue of fixtures/ in the test database, and a browser for the journeys.

The catalogue is loaded once per session, outside any transaction. A test that takes ``catalogue`` finds it and has
its own changes rolled back; a test that takes ``live_catalogue`` commits, and the database is restored from a copy
afterwards. A test that needs empty tables takes ``empty_catalogue``.
"""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches
from django.template import Template
from django.test.utils import instrumented_test_render

from roles.documents.errors import Fault
from roles.facets import index as facet_index
from roles.formats import catalogue_yaml
from roles.formats.catalogue_yaml import ReadFile
from roles.models import Role
from roles.resolve import name_index
from tests import worlds
from tests.database_copy import DatabaseCopy

# Playwright runs an event loop in the thread of the tests, and Django refuses the ORM beside one unless told.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

# A busy machine is slow and not wrong, and CI asks every change the same questions.
hypothesis.settings.register_profile(
    "catalogue",
    deadline=None,
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("catalogue")

_RENDER = Template._render  # type: ignore[attr-defined]
_LARGE_FILE = 10_000  # bytes
_DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}
_SAME_ON_EVERY_DATABASE = (
    # Files and terminals; the commands that they belong to are tested with a database elsewhere.
    "formats",
    "commands/test_check_catalogue.py",
    "commands/test_create_editor.py",
    "commands/test_dump_catalogue.py::test_fixtures_are_exactly_what_is_dumped",
    "commands/test_dump_catalogue.py::test_roles_as_lines_loaded_and_dumped_again_are_the_same",
    "site/test_readme.py",
    # The HTML of pages: what they read is tested by package, and every page is asked for by tests/site.
    "site/test_crawl.py",
    "site/test_validity.py",
    *(
        f"views/test_{word}.py"
        for word in (
            "addresses",
            "adjacent",
            "compare",
            "components",
            "coordinates",
            "downloads",
            "functions",
        )
    ),
    *(f"views/test_{word}.py" for word in ("home", "levels", "paging", "role", "step", "styleguide")),
)
"""Tests that run once, on SQLite: their result cannot depend on the database."""

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
NO_BROWSER = "no chromium on the PATH: the browser journeys did not run (Debian: apt-get install chromium)"
CHROMIUM_ARGS = [
    "--no-sandbox",  # CI runs as root
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_configure(config: pytest.Config) -> None:
    """Settings that tests need to be quick and to leave nothing behind."""
    config.static_root = tempfile.mkdtemp(prefix="static-")  # type: ignore[attr-defined]
    settings.STATIC_ROOT = config.static_root  # type: ignore[attr-defined]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.LIST_PROCESSES = 0  # a process beside this one would work on another database
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take the temporary static files away."""
    shutil.rmtree(getattr(config, "static_root", ""), ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the journeys, and the tests whose result a database can change, so that ``-m`` can select them."""
    journeys = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(journeys):
            item.add_marker(pytest.mark.browser)
        where = item.nodeid.removeprefix("tests/")
        used = set(getattr(item, "fixturenames", ()))
        uses_database = used & _DATABASE_FIXTURES or item.get_closest_marker("django_db")
        if uses_database and not where.startswith(_SAME_ON_EVERY_DATABASE):
            item.add_marker(pytest.mark.database)


def pytest_collection_finish() -> None:
    """Collect garbage seldom, and never among the thousands of tests and modules that stay until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Without a browser a journey is skipped aloud; in CI it fails, so that none is skipped unseen."""
    if item.get_closest_marker("browser") and CHROMIUM is None:
        if os.environ.get("CI") == "true":
            pytest.fail(NO_BROWSER, pytrace=False)
        pytest.skip(NO_BROWSER)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in words of its own that journeys were left out."""
    if any(NO_BROWSER in str(report.longrepr) for report in terminalreporter.stats.get("skipped", [])):
        terminalreporter.section("NOT RUN: browser journeys", sep="!", red=True)
        terminalreporter.line(NO_BROWSER)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium instead of a download, without its own traffic."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGS}


@pytest.fixture(scope="session", autouse=True)
def _plain_templates(django_test_environment: None) -> None:
    """Render as in production: Django's test client copies the context of every template, a tenth of a page's cost."""
    Template._render = _RENDER  # type: ignore[attr-defined]


@pytest.fixture
def noted_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """Responses have ``templates`` and ``context``."""
    monkeypatch.setattr(Template, "_render", instrumented_test_render)


@pytest.fixture(scope="session", autouse=True)
def _files_parsed_once() -> Iterator[None]:
    """A large catalogue file is parsed once for each content; most are those of fixtures/ and copies of them."""
    known: dict[bytes, ReadFile] = {}
    read = catalogue_yaml.read

    def read_once(path: Path) -> tuple[ReadFile | None, list[Fault]]:
        content = path.read_bytes() if path.is_file() else b""
        if len(content) < _LARGE_FILE:
            return read(path)
        if content not in known:
            file, faults = read(path)
            if file is None:
                return None, faults
            known[content] = file
        return replace(known[content], path=path), []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogue_yaml, "read", read_once)
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[DatabaseCopy]:
    """The test database with the catalogue of fixtures/ in it, and a copy of it."""
    with django_db_blocker.unblock():
        worlds.load_part()
        copy = DatabaseCopy()
    yield copy
    with django_db_blocker.unblock():
        copy.remove()


@pytest.fixture
def catalogue(db: None) -> None:
    """The catalogue of fixtures/, in a transaction that is rolled back."""


@pytest.fixture
def every_rung(catalogue: None) -> list[Role]:
    """The catalogue with a function that has a role on each level of two focuses, and some retired roles."""
    worlds.grow(36)
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[5::13]).update(status="retired")
    return list(Role.objects.with_place().order_by("code"))


@pytest.fixture
def transactional_db(django_db_setup: DatabaseCopy, django_db_blocker: Any) -> Iterator[None]:
    """The database without a transaction round the test, restored afterwards; pytest-django's leaves empty tables."""
    with django_db_blocker.unblock():
        yield
        django_db_setup.restore()


@pytest.fixture
def live_catalogue(transactional_db: None) -> None:
    """The catalogue of fixtures/ without a transaction round the test: for threads, and for tests of transactions."""


@pytest.fixture
def empty_catalogue(db: None) -> None:
    """Tables without a row, in a transaction that is rolled back."""
    worlds.remove_everything()


@pytest.fixture
def small_catalogue(empty_catalogue: None, tmp_path: Path) -> Path:
    """A folder with a catalogue of three roles that has been loaded into empty tables."""
    folder = worlds.small_catalogue(tmp_path / "catalogue")
    worlds.load_files(folder, {})
    return folder


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    """No page outlives its test: a rolled-back write gives its revision number back to the next one."""
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()
    facet_index.forget()
    name_index.forget()
