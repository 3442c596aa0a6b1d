"""``make_ready``: what is missing is made, what is ready stays as it is."""

import os
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.models import Posting, Role
from tests import worlds
from tests.edge.serving import STORAGES


@pytest.fixture
def files(empty_catalogue: None, tmp_path: Path, settings: Any) -> Path:
    """A folder with a catalogue of three roles and one style sheet, beside a database without rows."""
    settings.FIXTURES_DIR = worlds.small_catalogue(tmp_path / "fixtures")
    settings.STATICFILES_DIRS = [tmp_path / "sources"]
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STORAGES = STORAGES
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "look.css").write_text("body { color: black }")
    return tmp_path


def make_ready() -> str:
    out = StringIO()
    call_command("make_ready", stdout=out)
    return out.getvalue()


def collected(files: Path) -> set[str]:
    """The contents of the style sheets that a page could link to."""
    return {path.read_text() for path in (files / "collected").glob("look.*.css")}


def age(path: Path, *, hours: int) -> None:
    then = path.stat().st_mtime - 3600 * hours
    os.utime(path, (then, then))


def test_an_empty_site_gets_roles_postings_and_static_files(files: Path) -> None:
    printed = make_ready()
    assert printed.startswith("Done:")
    assert Role.objects.count() == 3
    assert Posting.objects.exists()
    assert collected(files) == {"body { color: black }"}


def test_what_is_ready_stays(files: Path) -> None:
    make_ready()
    Role.objects.filter(code="AIMLAM.GEN.P3").update(title="As an editor worded it")
    manifest = files / "collected" / "staticfiles.json"
    made = manifest.stat().st_mtime_ns
    assert make_ready() == "The catalogue holds roles already; nothing loaded.\n"
    assert Role.objects.get(code="AIMLAM.GEN.P3").title == "As an editor worded it"
    assert manifest.stat().st_mtime_ns == made


def test_a_lost_index_comes_back(files: Path) -> None:
    make_ready()
    before = Posting.objects.count()
    Posting.objects.all().delete()
    make_ready()
    assert Posting.objects.count() == before > 0


@pytest.mark.parametrize("change", ["a file written", "a file removed"])
def test_static_files_that_changed_are_collected_again(files: Path, change: str) -> None:
    extra = files / "sources" / "extra.css"
    extra.write_text("p { color: red }")
    make_ready()
    manifest = files / "collected" / "staticfiles.json"
    age(manifest, hours=1)
    for path in (files / "sources", *(files / "sources").iterdir()):
        age(path, hours=2)
    if change == "a file written":
        (files / "sources" / "look.css").write_text("body { color: white }")
    else:
        extra.unlink()
    make_ready()
    assert ("body { color: white }" in collected(files)) == (change == "a file written")
    assert ("extra.css" in manifest.read_text()) == (change == "a file written")


def test_a_broken_catalogue_is_refused_and_nothing_is_half_loaded(
    files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tree = files / "fixtures" / "tree.yaml"
    tree.write_text(tree.read_text().replace("AIMLAM", "aimlam"))
    with pytest.raises(CommandError, match="nothing was changed"):
        make_ready()
    assert "tree.yaml" in capsys.readouterr().err
    assert not Role.objects.exists()
