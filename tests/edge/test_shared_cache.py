"""Redis that is away or frozen costs a moment, and never an error."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache.backends.base import BaseCache
from django.test import Client

from roles.views import throttle
from taxonomy_site import shared_cache
from taxonomy_site.page import Page
from taxonomy_site.page_memory import PageMemory
from taxonomy_site.shared_cache import SharedCache

REDIS = shutil.which("redis-server")
A_MOMENT = 0.5  # seconds; it is 0.1 on a machine with nothing else to do


@pytest.fixture
def away(tmp_path: Path) -> SharedCache:
    return SharedCache(f"unix://{tmp_path}/nothing.sock", {})


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    if REDIS is None:
        pytest.skip("no redis-server on the PATH")
    flags = [
        "--port",
        "0",
        "--unixsocket",
        str(tmp_path / "redis.sock"),
        "--save",
        "",
        "--dir",
        str(tmp_path),
    ]
    with subprocess.Popen([REDIS, *flags], stdout=subprocess.DEVNULL) as server:
        try:
            while not (tmp_path / "redis.sock").exists():
                assert server.poll() is None
                time.sleep(0.01)
            yield server
        finally:
            os.kill(server.pid, signal.SIGCONT)
            server.terminate()


@pytest.fixture
def cache(redis: subprocess.Popen[bytes], tmp_path: Path) -> SharedCache:
    return SharedCache(f"unix://{tmp_path}/redis.sock", {})


def answers_of_an_empty_cache(cache: BaseCache) -> None:
    assert cache.get("a") is None
    assert cache.get("a", "none") == "none"
    assert cache.add("a", 1) is True
    assert cache.get_many(["a"]) == {}
    assert cache.has_key("a") is False
    assert cache.touch("a") is False
    assert cache.delete("a") is False
    cache.set("a", 1)
    with pytest.raises(ValueError, match="away"):
        cache.incr("a")


def test_redis_that_is_there_is_a_cache(cache: SharedCache) -> None:
    cache.set("a", 1)
    assert (cache.incr("a"), cache.get("a"), cache.add("a", 5)) == (2, 2, False)


def test_redis_that_is_away_answers_as_an_empty_cache(
    away: SharedCache, caplog: pytest.LogCaptureFixture
) -> None:
    answers_of_an_empty_cache(away)
    assert caplog.text.count("does not answer") == 1


def test_redis_that_is_frozen_costs_one_moment(cache: SharedCache, redis: subprocess.Popen[bytes]) -> None:
    cache.set("a", 1)
    os.kill(redis.pid, signal.SIGSTOP)
    began = time.monotonic()
    answers_of_an_empty_cache(cache)
    assert time.monotonic() - began < A_MOMENT


def test_redis_is_asked_again(
    cache: SharedCache, redis: subprocess.Popen[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.set("a", 1)
    os.kill(redis.pid, signal.SIGSTOP)
    monkeypatch.setattr(shared_cache, "ASKED_AGAIN_AFTER", 0)
    assert cache.get("a") is None
    os.kill(redis.pid, signal.SIGCONT)
    assert cache.get("a") == 1


def test_pages_are_made_without_it(away: SharedCache) -> None:
    memory = PageMemory(most_bytes=1_000_000, shared=away)
    page = Page("1", [], b"body")
    assert memory.made_once("1", "/a", lambda: page) is page


def test_suggestions_are_counted_without_it(
    catalogue: None, client: Client, away: SharedCache, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.IS_CACHE_SHARED = True
    monkeypatch.setattr(throttle, "cache", away)
    form = {"role": "AIMLAM.GEN.P3", "title": "Data Wizard"}
    statuses = [
        client.post("/titles/suggest/", form | {"title": f"Wizard {c}"}).status_code for c in "abcdefghijk"
    ]
    assert statuses == [302] * 10 + [429]
