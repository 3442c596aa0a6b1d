"""``load_catalogue --prune``: nothing that is out of reach is removed, and nothing much unasked."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.models import Role
from tests import worlds
from tests.commands.test_load_catalogue import figures, load_catalogue, refused
from tests.worlds import function_file, role_document, write_yaml


@pytest.fixture
def loaded(empty_catalogue: None, tmp_path: Path) -> Path:
    """A folder with a small catalogue of three roles, which is loaded."""
    folder = worlds.small_catalogue(tmp_path / "catalogue")
    load_catalogue(folder)
    return folder


def out_of_reach(folder: Path, how: str) -> None:
    """Put DATSCI's file out of reach."""
    path = folder / "functions/DATSCI.yaml"
    if how == "capitals":
        path.rename(path.with_suffix(".YAML"))
    elif how == "link":
        path.unlink()
        path.symlink_to(folder / "gone.yaml")
    elif how == "linked folder":
        path.unlink()
        (folder / "more").symlink_to(folder / "gone")
    elif how == "no lines":
        path.unlink()
        (folder / "roles.jsonl").write_bytes(b"\n")
    elif how == "unreadable":
        path.write_bytes(b"\xff")
    elif how == "empty":
        path.write_bytes(b"")


@pytest.mark.parametrize("how", ["capitals", "link", "linked folder", "no lines", "unreadable", "empty"])
def test_a_file_out_of_reach_is_a_fault_and_removes_nothing(loaded: Path, how: str) -> None:
    out_of_reach(loaded, how)
    before = worlds.every_row()
    err = StringIO()
    with pytest.raises(CommandError, match=r"^1 fault; nothing was changed"):
        call_command(
            "load_catalogue", str(loaded), prune=True, prune_at_most=3, stdout=StringIO(), stderr=err
        )
    assert len(err.getvalue().splitlines()) == 1
    assert worlds.every_row() == before


def test_a_folder_without_permission_is_a_fault(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    iterdir = Path.iterdir

    def refuse(path: Path) -> Any:  # the superuser, as whom tests may run, is refused nothing
        if path.name == "functions":
            raise PermissionError(13, "Permission denied")
        return iterdir(path)

    monkeypatch.setattr(Path, "iterdir", refuse)
    lines, _ = refused(loaded)
    assert lines == [f"{loaded / 'functions'}: cannot be read (Permission denied); expected a folder"]


def test_more_than_a_fifth_of_the_roles_is_not_removed_without_a_number(loaded: Path) -> None:
    (loaded / "functions/DATSCI.yaml").unlink()
    before = worlds.every_row()
    with pytest.raises(CommandError) as ended:
        load_catalogue(loaded, prune=True)
    assert str(ended.value) == (
        "This would remove 1 of 3 roles (33%); nothing was changed. If that is meant, say so with "
        "--prune-at-most 1; --dry-run shows which."
    )
    with pytest.raises(CommandError, match="This would remove 1 of 3"):
        load_catalogue(loaded, prune=True, prune_at_most=0)
    assert worlds.every_row() == before
    assert figures(load_catalogue(loaded, prune=True, prune_at_most=1), "roles") == [0, 0, 2, 1]


def test_a_fifth_of_the_roles_is_removed_without_a_number(loaded: Path) -> None:
    codes = ["AIMLAM.GEN.P3", "AIMLAM.GEN.P4", "AIMLAM.GEN.P5", "AIMLAM.NLP.P4"]
    write_yaml(loaded / "functions/AIMLAM.yaml", function_file("AIMLAM", *map(role_document, codes)))
    load_catalogue(loaded)
    (loaded / "functions/DATSCI.yaml").unlink()
    assert figures(load_catalogue(loaded, prune=True), "roles") == [0, 0, 4, 1]


def test_a_dry_run_says_how_many_would_be_removed(loaded: Path) -> None:
    (loaded / "functions/DATSCI.yaml").unlink()
    printed = load_catalogue(loaded, prune=True, dry_run=True)
    assert (
        "  removed: DATSCI.GEN.P3\n1 of 3 roles (33%) would be removed.\nThat needs --prune-at-most 1.\n"
        in printed
    )
    assert Role.objects.count() == 3


@pytest.mark.parametrize(("typed", "left"), [("1", 2), ("yes", 3), ("", 3)])
def test_on_a_terminal_the_number_can_be_typed(
    loaded: Path, monkeypatch: pytest.MonkeyPatch, typed: str, left: int
) -> None:
    (loaded / "functions/DATSCI.yaml").unlink()
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda question: asked.append(question) or typed)
    if left == 2:
        load_catalogue(loaded, prune=True)
    else:
        with pytest.raises(CommandError, match="This would remove 1 of 3"):
            load_catalogue(loaded, prune=True)
    assert asked == ["This removes 1 of 3 roles (33%). To go on, type 1: "]
    assert Role.objects.count() == left


def test_a_number_of_roles_to_remove_goes_with_prune(loaded: Path) -> None:
    with pytest.raises(CommandError, match="--prune-at-most goes with --prune"):
        load_catalogue(loaded, prune_at_most=3)
