"""The version of a page: the catalogue's revision and the build of the program."""

import hashlib
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import django
from django.conf import settings
from django.db import close_old_connections

from roles.models import Revision
from roles.models.revision import catalogue_changed
from taxonomy_site.headers import security_headers

READ_EVERY = 0.5
"""Seconds after which the revision is read again: half of the second in which a write must show."""

BELIEVED = 0.9
"""Seconds for which a revision is used while it is being read again."""

_CODE = ("roles", "taxonomy_site", "templates", "requirements/runtime.txt")


def build() -> str:
    """A hash of everything but data that a page depends on: code, templates, static files, libraries, settings."""
    found = hashlib.blake2b(digest_size=8)
    for file in sorted(_files(settings.BASE_DIR, _CODE)):
        found.update(str(file.relative_to(settings.BASE_DIR)).encode())
        found.update(file.read_bytes())
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    found.update(manifest.read_bytes() if manifest.exists() else b"")
    found.update(f"{django.get_version()} {settings.HTTPS} {security_headers()}".encode())
    return found.hexdigest()


def _files(top: Path, names: Iterable[str]) -> Iterable[Path]:
    for name in names:
        path = top / name
        yield from (
            (p for p in path.rglob("*") if p.suffix in (".py", ".html", ".txt")) if path.is_dir() else [path]
        )


@dataclass(frozen=True)
class _Reading:
    """A revision as text, when its reading began, and how many writes this process had made by then."""

    text: str
    began: float
    writes: int


class KnownRevision:
    """The catalogue's revision, read from the database at most twice a second.

    A write of this process is known at once: the next call reads the database. A write of another process is known
    after ``READ_EVERY`` seconds. No call returns a revision that was read more than ``BELIEVED`` seconds ago, however
    long the database takes.
    """

    def __init__(self) -> None:
        self._last = _Reading("", float("-inf"), 0)
        self._writes = 0
        self._lock = threading.Lock()
        catalogue_changed.connect(self._has_changed)

    def _has_changed(self, **kwargs: object) -> None:
        self._writes += 1

    def believed(self) -> str | None:
        """The revision, if it may be told without reading it; never waits."""
        last = self._last
        is_overtaken = last.writes != self._writes
        is_old = time.monotonic() - last.began >= max(READ_EVERY, BELIEVED)
        return None if is_overtaken or is_old else last.text

    def is_due(self) -> bool:
        """Whether it is time to read the revision, believed or not."""
        last = self._last
        return last.writes != self._writes or time.monotonic() - last.began >= READ_EVERY

    def __call__(self) -> str:
        """The revision as text: its number and time, so that two catalogues never share one.

        Raises DatabaseError when it cannot be read and the last one is too old.
        """
        text = self.believed()
        if text is not None and not self.is_due():
            return text
        if not self._lock.acquire(blocking=text is None) and text is not None:
            return text  # another thread is reading
        try:
            return self._read()
        finally:
            self._lock.release()

    def _read(self) -> str:
        last = self._last
        if last.writes == self._writes and time.monotonic() - last.began < READ_EVERY:
            return last.text  # another thread has read while this one waited
        writes, began = self._writes, time.monotonic()
        close_old_connections()
        try:
            revision = Revision.current()
        finally:
            close_old_connections()
        text = f"{revision.number}.{round(revision.changed_at.timestamp() * 1_000_000):x}"
        self._last = _Reading(text, began, writes)
        return text
