"""``dump_catalogue``: the whole catalogue as files, the same bytes for the same content."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roles.actions.load import catalogue
from roles.formats.catalogue_jsonl import RoleLines
from roles.models import Alias, Role
from tests import worlds


def dump(folder: Path) -> dict[str, bytes]:
    """The files that the command writes below a folder, by name."""
    out = StringIO()
    call_command("dump_catalogue", str(folder), stdout=out)
    written = {
        str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
    assert out.getvalue().split() == [
        str(folder / name) for name in sorted(written, key=out.getvalue().index)
    ]
    return written


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*.yaml")}


@pytest.mark.usefixtures("catalogue")
def test_fixtures_are_exactly_what_is_dumped(tmp_path: Path) -> None:
    catalogue.load(paths=[worlds.FIXTURES])
    assert dump(tmp_path / "new" / "folder") == contents(worlds.FIXTURES)


@pytest.mark.usefixtures("empty_catalogue")
def test_dumped_loaded_into_empty_tables_and_dumped_again_it_is_the_same(tmp_path: Path) -> None:
    worlds.load_part()
    first = dump(tmp_path / "first")
    worlds.remove_everything()
    catalogue.load(paths=[tmp_path / "first"])
    assert dump(tmp_path / "second") == first


@pytest.mark.usefixtures("empty_catalogue")
def test_everything_that_a_document_can_say_survives(tmp_path: Path) -> None:
    decided = {"decided_by": "ada", "decided_at": "2026-11-23T09:30:00.250000+02:00"}
    folder = worlds.small_catalogue(tmp_path / "catalogue")
    full = worlds.role_document(
        "DATSCI.GEN.P3",
        status="retired",
        replaced_by="DATSCI.GEN.P4",
        scope="US-CA",
        version=12,
        story={"who": "“Ada”: she", "problem": {"why": "'tis"}, "plan": ["- One", "# Two"]},
        core_outputs=["yes", "2026-11-23"],
        components={"task": [{"label": "C++ & C#", "commonness": "rare", "origin": "focus"}]},
        aliases=[worlds.alias("数据科学家", state="approved", scope="DE", type="former", **decided)],
        mappings=[worlds.mapping(review="confirmed", **decided)],
        pay=[
            {
                "currency": "EUR",
                "region": "Germany",
                "period": "month",
                "year": 2026,
                "p10": 1000,
                "median": "5000.50",
                "source": "null",
                "method": "{braces}",
            }
        ],
        accepted=[
            {"rule": "near-duplicate", "place": "components.task[0].label", "reason": "- It’s: meant"},
            {"rule": "missing-section", "reason": "[none]"},
        ],
    )
    files = {
        "functions/DATSCI.yaml": worlds.function_file("DATSCI", full, worlds.role_document("DATSCI.GEN.P4"))
    }
    worlds.load_files(folder, files)
    first = dump(tmp_path / "first")
    worlds.remove_everything()
    catalogue.load(paths=[tmp_path / "first"])
    assert dump(tmp_path / "second") == first
    assert b"2026-11-23 07:30:00.250000+00:00" in first["functions/DATSCI.yaml"]
    assert "数据科学家".encode() in first["functions/DATSCI.yaml"]


@pytest.mark.usefixtures("empty_catalogue")
def test_an_empty_catalogue_has_files_without_rows(tmp_path: Path) -> None:
    assert dump(tmp_path / "empty") == {
        "levels.yaml": b"tracks: []\nlevels: []\n",
        "classifications.yaml": b"classifications: []\n",
        "tree.yaml": b"superfunctions: []\n",
    }


@pytest.mark.usefixtures("catalogue")
def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("dump_catalogue", str(tmp_path / "file"), stdout=StringIO())


@pytest.mark.usefixtures("catalogue")
def test_a_row_that_no_file_can_hold_is_named(tmp_path: Path) -> None:
    Alias.objects.filter(pk=Alias.objects.earliest("pk").pk).update(text="two\nlines")
    with pytest.raises(CommandError, match=r"aliases\[0\]\.text expected text without line breaks"):
        call_command("dump_catalogue", str(tmp_path), stdout=StringIO())


@pytest.mark.usefixtures("empty_catalogue")
def test_roles_as_lines_loaded_and_dumped_again_are_the_same(tmp_path: Path) -> None:
    worlds.load_part()
    as_yaml = dump(tmp_path / "yaml")
    call_command("dump_catalogue", str(tmp_path / "first"), jsonl=True, stdout=StringIO())
    assert {path.name for path in (tmp_path / "first").iterdir()} >= {
        "levels.yaml",
        "tree.yaml",
        "roles.jsonl",
    }
    assert not Role.objects.exclude(code__in=codes(tmp_path / "first" / "roles.jsonl")).exists()
    worlds.remove_everything()
    catalogue.load(paths=[tmp_path / "first"])
    assert dump(tmp_path / "again") == as_yaml
    call_command("dump_catalogue", str(tmp_path / "second"), jsonl=True, stdout=StringIO())
    for path in (tmp_path / "first").rglob("*.*"):
        assert (tmp_path / "second" / path.relative_to(tmp_path / "first")).read_bytes() == path.read_bytes()


def codes(path: Path) -> list[str]:
    return [document.code for _, document in RoleLines(path).documents()]
