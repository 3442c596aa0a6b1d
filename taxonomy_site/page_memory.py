"""The finished pages of the current version, bounded in bytes; each is made once for any number of requests."""

import logging
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import brotli
from django.core.cache import BaseCache

from taxonomy_site.page import Page, digest, encoded

logger = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of a body; a larger one is not kept."""

_PER_ENTRY = 200  # bytes of the tables that an address is in

_SHARED_FOR = 24 * 3600  # seconds; pages of a former version are never asked for again
_WAIT = 5.0  # seconds that a process waits for a page that another one is making
_LOOK_EVERY = 0.02


def weight(address: str, page: Page) -> int:
    """Bytes that a page takes in the memory, its address included."""
    return page.size + sys.getsizeof(address) + _PER_ENTRY


class PageMemory:
    """Pages by address, for one version at a time; when it is full, the least recently used are dropped.

    ``most_bytes`` is the limit of this process; ``shared``, if given, is a cache through which processes share pages.
    """

    def __init__(self, *, most_bytes: int, shared: BaseCache | None = None) -> None:
        self.most_bytes = most_bytes
        self.shared = shared
        self._version = ""
        self._superseded = ""
        self._pages: OrderedDict[str, tuple[Page, int]] = OrderedDict()
        self._bytes = 0
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    @property
    def bytes(self) -> int:
        """The sum of the sizes of the pages that are kept."""
        return self._bytes

    def get(self, version: str, address: str) -> Page | None:
        """The page of an address, if this process has it for the version."""
        with self._lock:
            if version != self._version:
                return None
            found = self._pages.get(address)
            if found is None:
                return None
            self._pages.move_to_end(address)
            return found[0]

    def put(self, address: str, page: Page) -> None:
        """Keep a page, or count it again after it has got another encoding.

        A page of the version before the current one is not kept: it took so long to make that the version changed.
        """
        if not self._is_worth_keeping(page):
            return
        with self._lock:
            if page.version == self._superseded:
                return
            if page.version != self._version:
                self._pages.clear()
                self._superseded, self._version, self._bytes = self._version, page.version, 0
            _, before = self._pages.pop(address, (page, 0))
            size = weight(address, page)
            self._pages[address] = (page, size)
            self._bytes += size - before
            while self._bytes > self.most_bytes:
                _, (_, freed) = self._pages.popitem(last=False)
                self._bytes -= freed

    def made_once(self, version: str, address: str, make: Callable[[], Page | None]) -> Page | None:
        """The page from this process, from the shared cache, or from ``make``; None when ``make`` returns None.

        While one thread makes a page the others wait for it, and so do other processes that share the cache: after a
        write many visitors may ask for one page, and making it once costs as much as for one of them.
        """
        with self._alone(address):
            page = self.get(version, address) or self._from_others(version, address)
            if page is None and (page := make()) is not None:
                self._leave_for_others(address, page)
            if page is not None:
                self.put(address, page)
            return page

    def _is_worth_keeping(self, page: Page) -> bool:
        return page.is_kept and len(page.body) <= LARGEST

    @contextmanager
    def _alone(self, address: str) -> Iterator[None]:
        with self._lock:
            lock = self._making.setdefault(address, threading.Lock())
        try:
            with lock:
                yield
        finally:
            with self._lock:
                self._making.pop(address, None)

    def _from_others(self, version: str, address: str) -> Page | None:
        """The page that another process has left; waits a while if one is making it."""
        if self.shared is None:
            return None
        key = digest(version, address)
        try:
            until = time.monotonic() + _WAIT
            while True:
                if found := self.shared.get(key):
                    headers, body = found
                    return Page(version, headers, brotli.decompress(body))
                if self.shared.add(f"{key}.made", True, _WAIT) or time.monotonic() > until:
                    return None
                time.sleep(_LOOK_EVERY)
        except Exception:  # of any cache client: without the cache the site is slower, not down
            logger.exception("The shared cache does not answer")
            return None

    def _leave_for_others(self, address: str, page: Page) -> None:
        if self.shared is None or not self._is_worth_keeping(page):
            return
        try:
            key = digest(page.version, address)
            self.shared.set(key, (page.headers, encoded(page.body, "br")), _SHARED_FOR)
        except Exception:
            logger.exception("The shared cache does not take a page")
