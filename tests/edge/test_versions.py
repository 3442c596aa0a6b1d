"""The parts of a version, and how soon a change shows."""

import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError
from django.utils import timezone

from roles.models import Revision
from taxonomy_site import versions
from taxonomy_site.versions import KnownRevision, build


def write_elsewhere() -> None:
    """Raise the revision as another process does, without a signal in this one."""
    current = Revision.current()
    Revision.objects.filter(pk=1).update(number=current.number + 1, changed_at=timezone.now())


def test_a_known_revision_asks_nothing_of_the_database(
    catalogue: None, django_assert_num_queries: Any
) -> None:
    revision = KnownRevision()
    with django_assert_num_queries(1):
        assert {revision() for _ in range(50)} == {revision()}


def test_a_write_of_this_process_is_known_at_once(
    catalogue: None, django_capture_on_commit_callbacks: Any
) -> None:
    revision = KnownRevision()
    before = revision()
    with django_capture_on_commit_callbacks(execute=True):
        Revision.bump()
    assert revision() != before


def test_a_write_of_another_process_is_known_within_a_second(catalogue: None) -> None:
    revision = KnownRevision()
    before = revision()
    write_elsewhere()
    deadline = time.monotonic() + 1
    while revision() == before and time.monotonic() < deadline:
        time.sleep(0.01)
    assert revision() != before


def test_a_reading_that_a_write_has_overtaken_is_not_kept(
    catalogue: None, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    revision = KnownRevision()
    before = Revision.current()

    def read_and_be_overtaken() -> Revision:
        with django_capture_on_commit_callbacks(execute=True):
            Revision.bump()
        return before

    with monkeypatch.context() as patch:
        patch.setattr(Revision, "current", read_and_be_overtaken)
        first = revision()
    assert revision() != first


def test_a_database_that_is_slow_makes_nobody_believe_an_old_revision(
    catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(versions, "READ_EVERY", 0)
    revision = KnownRevision()
    before = revision()
    write_elsewhere()
    after = Revision.current()
    reading, may_end = threading.Event(), threading.Event()

    def read_slowly() -> Revision:
        reading.set()
        may_end.wait(60)
        return after

    monkeypatch.setattr(Revision, "current", read_slowly)
    told: list[str] = []
    threads = [threading.Thread(target=lambda: told.append(revision())) for _ in range(2)]
    threads[0].start()
    reading.wait(60)
    assert revision() == before  # it was read a moment ago, and somebody is reading
    monkeypatch.setattr(versions, "BELIEVED", 0)
    threads[1].start()
    may_end.set()
    for thread in threads:
        thread.join(60)
    assert len(told) == 2
    assert before not in told


def test_two_catalogues_with_one_number_have_two_versions(catalogue: None) -> None:
    one = KnownRevision()()
    Revision.objects.filter(pk=1).update(changed_at=timezone.now())
    assert KnownRevision()() != one


def test_a_database_that_is_gone_is_said_and_not_remembered(
    catalogue: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    revision = KnownRevision()

    def gone() -> Revision:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(Revision, "current", gone)
        with pytest.raises(DatabaseError):
            revision()
    assert revision()


def test_the_build_is_the_same_until_something_that_makes_pages_changes(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BASE_DIR, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    monkeypatch.setattr(versions, "_CODE", ("roles", "requirements.txt"))
    files = [tmp_path / "roles/a.py", tmp_path / "requirements.txt", tmp_path / "static/staticfiles.json"]
    for file in files:
        file.parent.mkdir(exist_ok=True)
        file.write_text("1")
    seen = {build()}
    assert build() in seen
    for file in files:
        file.write_text("2")
        assert build() not in seen
        seen.add(build())
    settings.HTTPS = not settings.HTTPS
    assert build() not in seen
