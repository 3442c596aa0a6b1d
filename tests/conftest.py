"""What every test stands on: the catalogue of fixtures/ in the test database, and a browser for the journeys.

The catalogue is loaded once per session, outside any transaction. A test that takes ``catalogue`` finds it and has
its own changes rolled back; a test that takes ``live_catalogue`` may be served from another thread, and the tables
are emptied behind it. A test that wants to begin with nothing takes ``empty_catalogue``.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import caches

from roles.facets import index as facet_index
from roles.models import Role
from roles.resolve import name_index
from tests import worlds

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
    """Mark everything below tests/browser, so that ``-m "not browser"`` leaves no journey in."""
    journeys = Path(__file__).parent / "browser"
    for item in items:
        if item.path.is_relative_to(journeys):
            item.add_marker(pytest.mark.browser)


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database with the catalogue of fixtures/ in it."""
    with django_db_blocker.unblock():
        worlds.load_part()


@pytest.fixture
def catalogue(db: None) -> None:
    """The catalogue of fixtures/, in a transaction that is rolled back."""
    worlds.ensure_part()


@pytest.fixture
def every_rung(catalogue: None) -> list[Role]:
    """The catalogue with a function that has a role on each level of two focuses, and some retired roles."""
    worlds.grow(36)
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[5::13]).update(status="retired")
    return list(Role.objects.with_place().order_by("code"))


@pytest.fixture
def live_catalogue(transactional_db: None) -> None:
    """The catalogue of fixtures/, committed: for ``live_server``, threads and transactions of one's own."""
    worlds.ensure_part()


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
