"""Finding the files of a catalogue: what is out of reach is a fault and never an absence."""

import os
from pathlib import Path

import pytest

from roles.formats.catalogue_paths import find
from tests.worlds import write_yaml


def found(top: Path, *suffixes: str) -> tuple[list[str], list[str]]:
    """The files and faults below a folder, named from there."""
    files, faults = find([top], *(suffixes or (".yaml", ".yml", ".jsonl")))
    named = [str(fault).removeprefix(f"{top}/") for fault in faults]
    return [str(path.relative_to(top)) for path in files], named


def test_a_folder_is_read_in_alphabetical_order_with_its_folders(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "c/d.yaml", "notes.txt", "README.md", "NOTES.TXT"):
        write_yaml(tmp_path / name, b"x")
    assert found(tmp_path) == (["a.yml", "b.yaml", "c/d.yaml"], [])
    assert find([tmp_path / "b.yaml"], ".yaml") == ([tmp_path / "b.yaml"], [])


@pytest.mark.parametrize("name", ["AAA.YAML", "a.Yml", "a.JSONL"])
def test_a_suffix_in_capitals_is_a_fault(tmp_path: Path, name: str) -> None:
    write_yaml(tmp_path / name, b"x")
    expected = f"{name}: is not read because of its capitals; expected the suffix {Path(name).suffix.lower()}"
    assert found(tmp_path) == ([], [expected])


@pytest.mark.parametrize("name", ["a.yaml", "a.jsonl", "functions"])
def test_a_link_to_nothing_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / name).symlink_to(tmp_path / "gone")
    assert found(tmp_path) == ([], [f"{name}: is a link to nothing; expected a file"])


def test_a_link_to_nothing_that_is_no_file_of_the_catalogue_is_none(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").symlink_to(tmp_path / "gone")
    assert found(tmp_path) == ([], [])


def test_links_to_files_and_folders_are_followed(tmp_path: Path) -> None:
    write_yaml(tmp_path / "apart/b.yaml", b"x")
    top = tmp_path / "top"
    top.mkdir()
    (top / "functions").symlink_to(tmp_path / "apart")
    (top / "a.yaml").symlink_to(tmp_path / "apart/b.yaml")
    (top / "again").symlink_to(top)
    assert found(top) == (["a.yaml", "functions/b.yaml"], [])


def test_a_folder_without_permission_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_yaml(tmp_path / "closed/b.yaml", b"x")
    iterdir = Path.iterdir

    def refuse(path: Path) -> object:  # the superuser, as whom tests may run, is refused nothing
        if path.name == "closed":
            raise PermissionError(13, os.strerror(13))
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert found(tmp_path) == ([], ["closed: cannot be read (Permission denied); expected a folder"])


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.yaml")
    assert found(tmp_path) == ([], ["a.yaml: is not a file; expected a file"])
