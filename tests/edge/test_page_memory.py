"""The memory of finished pages: bounded, for one version, and each page made once."""

import shutil
import subprocess
import threading
import time
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.cache import BaseCache
from django.core.cache.backends.filebased import FileBasedCache
from django.core.cache.backends.redis import RedisCache

from taxonomy_site.page import Page
from taxonomy_site.page_memory import LARGEST, PageMemory, weight

REDIS = shutil.which("redis-server")


def a_page(version: str = "1", size: int = 1000, status: str = "200 OK") -> Page:
    return Page(version, [("Content-Type", "text/html")], b"x" * size, status)


def test_what_was_least_asked_for_leaves_first_and_the_bound_holds() -> None:
    memory = PageMemory(most_bytes=10_000)
    memory.put("/a", a_page())
    memory.put("/b", a_page())
    assert memory.get("1", "/a")
    memory.put("/c", a_page(size=4000))
    assert memory.bytes <= 10_000
    assert (memory.get("1", "/a") is None, memory.get("1", "/b") is None) == (False, True)


def test_a_page_that_has_grown_is_counted_anew() -> None:
    memory = PageMemory(most_bytes=1_000_000)
    page = a_page()
    memory.put("/a", page)
    before = memory.bytes
    page.variant("gzip")
    memory.put("/a", page)
    assert memory.bytes == before + len(page.variant("gzip").body)


def test_a_new_version_leaves_nothing_of_the_one_before() -> None:
    memory = PageMemory(most_bytes=1_000_000)
    memory.put("/a", a_page("1"))
    memory.put("/b", a_page("2"))
    assert memory.get("1", "/a") is None
    assert memory.bytes == weight("/b", a_page("2"))


def test_what_is_counted_is_what_is_kept() -> None:
    """Addresses and headers count too: what a thousand small pages with long addresses take is about what is told."""
    memory = PageMemory(most_bytes=100_000_000)
    tracemalloc.start()
    try:
        for number in range(1000):
            memory.put(f"/{number:0>900}", Page("1", [("Name", f"{number:0>500}")], b"x" * 500))
        kept, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert kept <= memory.bytes <= 3 * kept


def test_a_page_of_the_version_before_does_not_drive_out_those_of_the_new_one() -> None:
    memory = PageMemory(most_bytes=1_000_000)
    memory.put("/a", a_page("1"))
    memory.put("/b", a_page("2"))
    memory.put("/c", a_page("1"))  # it took long to make
    assert memory.get("2", "/b")
    assert memory.get("1", "/c") is None


@pytest.mark.parametrize(
    "page", [a_page(size=LARGEST + 1), a_page(status="404 Not Found")], ids=["huge", "404"]
)
def test_what_is_not_worth_keeping_is_given_and_not_kept(page: Page) -> None:
    memory = PageMemory(most_bytes=10 * LARGEST)
    assert memory.made_once("1", "/a", lambda: page) is page
    assert memory.bytes == 0


def test_threads_that_ask_at_once_wait_for_one_making() -> None:
    memory = PageMemory(most_bytes=1_000_000)
    made: list[int] = []
    start = threading.Barrier(8)
    found: list[Page | None] = []

    def make() -> Page:
        made.append(1)
        time.sleep(0.05)
        return a_page()

    def ask() -> None:
        start.wait()
        found.append(memory.made_once("1", "/a", make))

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert len({id(page) for page in found}) == 1


def test_a_making_that_fails_leaves_the_way_free() -> None:
    memory = PageMemory(most_bytes=1_000_000)
    with pytest.raises(ZeroDivisionError):
        memory.made_once("1", "/a", lambda: 1 // 0)  # type: ignore[arg-type,return-value]
    assert memory.made_once("1", "/a", a_page) is not None


@pytest.fixture(params=["files", "Redis"])
def shared(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[BaseCache]:
    """A cache that processes share; Redis itself where it is installed (Debian: redis-server)."""
    if request.param == "files":
        yield FileBasedCache(str(tmp_path), {})
        return
    if REDIS is None:
        pytest.skip("no redis-server on the PATH")
    address = tmp_path / "redis.sock"
    settings = ["--port", "0", "--unixsocket", str(address), "--save", "", "--dir", str(tmp_path)]
    with subprocess.Popen([REDIS, *settings], stdout=subprocess.DEVNULL) as server:
        try:
            while not address.exists():
                assert server.poll() is None
                time.sleep(0.01)
            yield RedisCache(f"unix://{address}", {})
        finally:
            server.terminate()


def test_processes_that_share_a_cache_make_a_page_once(shared: BaseCache) -> None:
    one, other = (PageMemory(most_bytes=1_000_000, shared=shared) for _ in range(2))
    one.made_once("1", "/a", a_page)
    found = other.made_once("1", "/a", lambda: pytest.fail("made twice"))
    assert found is not None
    assert found.variant("identity").body == a_page().body
    assert other.made_once("2", "/a", lambda: None) is None  # another version is another page


def test_a_process_waits_for_the_page_that_another_one_is_making(shared: BaseCache) -> None:
    one, other = (PageMemory(most_bytes=1_000_000, shared=shared) for _ in range(2))
    has_begun = threading.Event()

    def slowly() -> Page:
        has_begun.set()
        time.sleep(0.1)
        return a_page()

    making = threading.Thread(target=one.made_once, args=("1", "/a", slowly))
    making.start()
    has_begun.wait()
    assert other.made_once("1", "/a", lambda: pytest.fail("made twice")) is not None
    making.join()


def test_without_its_cache_the_site_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(BaseCache):
        def get(self, *args: object, **kwargs: object) -> None:
            raise ConnectionError("nobody there")

        set = get  # type: ignore[assignment]

    memory = PageMemory(most_bytes=1_000_000, shared=Broken({}))
    assert memory.made_once("1", "/a", a_page) is not None
    assert memory.get("1", "/a") is not None
    assert "does not answer" in caplog.text
