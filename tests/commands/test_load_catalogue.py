"""``load_catalogue``: what it prints, what its switches do, how it refuses."""

import os
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.actions.load import catalogue
from roles.management.progress import progress_bar
from roles.models import Alias, Revision, Role
from tests import worlds
from tests.worlds import alias, function_file, role_document, write_yaml


@pytest.fixture
def folder(empty_catalogue: None, tmp_path: Path) -> Path:
    """A folder with a small catalogue; the tables are empty."""
    return worlds.small_catalogue(tmp_path / "catalogue")


def load_catalogue(*paths: Path, **options: Any) -> str:
    """What the command prints; nothing may go to stderr."""
    out, err = StringIO(), StringIO()
    call_command("load_catalogue", *map(str, paths), stdout=out, stderr=err, **options)
    assert err.getvalue() == ""
    return out.getvalue()


def refused(*paths: Path) -> tuple[list[str], str]:
    """The lines on stderr, and the sentence with which the command ends."""
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("load_catalogue", *map(str, paths), stdout=out, stderr=err)
    assert out.getvalue() == ""
    return err.getvalue().splitlines(), str(ended.value)


def figures(printed: str, table: str) -> list[int]:
    """The four figures of a line of the table: added, changed, left, removed."""
    [line] = [line for line in printed.splitlines() if re.match(rf"{table} +\d", line)]
    return [int(figure) for figure in line.removeprefix(table).split()]


def test_a_first_load_prints_what_was_added(folder: Path) -> None:
    printed = load_catalogue(folder)
    assert printed.startswith("Done:\n")
    assert printed.splitlines()[1].split() == ["added", "changed", "left", "removed"]
    assert figures(printed, "roles") == [3, 0, 0, 0]
    assert figures(printed, "classification entries") == [worlds.entry_count(), 0, 0, 0]
    assert "  added: AIMLAM.GEN.P3\n" in printed
    assert Role.objects.count() == 3


def test_a_second_load_says_that_nothing_was_to_be_done(folder: Path) -> None:
    load_catalogue(folder)
    printed = load_catalogue(folder)
    assert figures(printed, "roles") == [0, 0, 3, 0]
    assert printed.endswith("The catalogue is as the files say.\n")


def test_a_dry_run_prints_the_plan_and_writes_nothing(folder: Path) -> None:
    before = worlds.every_row()
    printed = load_catalogue(folder, dry_run=True)
    assert printed.startswith("Plan (nothing was written):\n")
    assert figures(printed, "roles") == [3, 0, 0, 0]
    assert worlds.every_row() == before


def test_prune_removes_and_names_what_the_files_do_not_mention(folder: Path) -> None:
    load_catalogue(folder)
    (folder / "functions/DATSCI.yaml").unlink()
    assert figures(load_catalogue(folder), "roles") == [0, 0, 2, 0]
    printed = load_catalogue(folder, prune=True, prune_at_most=1)
    assert figures(printed, "roles") == [0, 0, 2, 1]
    assert "  removed: DATSCI.GEN.P3\n" in printed


def test_more_than_ten_roles_are_counted_and_not_named(folder: Path) -> None:
    roles = [role_document(f"AIMLAM.{focus}.P{n}") for focus in ("GEN", "NLP") for n in range(1, 7)]
    write_yaml(folder / "functions/AIMLAM.yaml", function_file("AIMLAM", *roles))
    assert "  added: … and 3 more\n" in load_catalogue(folder)


def test_decisions_that_outranked_the_files_are_counted(folder: Path) -> None:
    load_catalogue(folder)
    title = Alias.objects.get(key="ml engineer")
    title.state, title.decided_by, title.decided_at = (
        "approved",
        "ada",
        title.role.history.latest().history_date,
    )
    title.save()
    printed = load_catalogue(folder)
    assert "1 editors' decisions stand where the files know of none (--prune lets the files win)." in printed
    assert Alias.objects.get(key="ml engineer").state == "approved"


def test_if_empty_leaves_a_catalogue_with_roles_alone(folder: Path) -> None:
    load_catalogue(folder, if_empty=True)
    assert Role.objects.count() == 3
    number = Revision.current().number
    write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", role_document("DATSCI.GEN.P4")))
    printed = load_catalogue(folder, if_empty=True)
    assert printed == "The catalogue holds roles already; nothing loaded.\n"
    assert Role.objects.count() == 3
    assert Revision.current().number == number


def test_without_a_path_fixtures_are_loaded(settings: Any, folder: Path) -> None:
    settings.FIXTURES_DIR = folder
    assert figures(load_catalogue(), "roles") == [3, 0, 0, 0]


def test_a_database_without_tables_says_what_to_run(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    told = subprocess.run(
        [sys.executable, "manage.py", "load_catalogue"],
        cwd=worlds.FIXTURES.parent,
        env=environment | {"VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 1
    assert told.stderr == "CommandError: The database has no tables yet. Run migrate first.\n"


def test_several_paths_are_one_load(folder: Path) -> None:
    apart = folder.parent / "apart"
    apart.mkdir()
    for name in ("levels.yaml", "functions"):
        (folder / name).rename(apart / name)
    assert figures(load_catalogue(folder, apart), "roles") == [3, 0, 0, 0]


def test_every_fault_is_printed_and_nothing_is_changed(folder: Path) -> None:
    before = worlds.every_row()
    path = write_yaml(
        folder / "functions/AIMLAM.yaml",
        function_file("AIMLAM", role_document("AIMLAM.GEN.P3", title="", size=3)),
    )
    lines, sentence = refused(folder)
    assert [re.sub(r":\d+: ", ":N: ", line) for line in lines] == [
        f"{path}:N: roles[0].role.title: is empty; expected text",
        f"{path}:N: roles[0].role.size: is not a known key; expected one of those in fixtures/README.md",
    ]
    assert sentence == "2 faults; nothing was changed. Mend the files and load again."
    assert worlds.every_row() == before


def test_one_fault_is_one_fault(folder: Path) -> None:
    lines, sentence = refused(folder / "nowhere")
    assert lines == [
        f"{folder / 'nowhere'}: cannot be read (No such file or directory); expected a YAML file"
    ]
    assert sentence.startswith("1 fault; nothing was changed.")


def test_a_fault_between_files_is_printed(folder: Path) -> None:
    two = [alias("MLE", state="approved", decided_by="ada", decided_at="2026-11-23T12:00:00Z")]
    roles = [role_document(f"AIMLAM.GEN.P{n}", aliases=two) for n in (3, 4)]
    write_yaml(folder / "functions/AIMLAM.yaml", function_file("AIMLAM", *roles))
    [line], _ = refused(folder)
    assert "the approved alias “MLE” (scope global) stands in" in line


def test_progress_is_drawn_on_a_terminal_only() -> None:
    with progress_bar(StringIO()) as progress:
        assert progress is catalogue.silent


def test_progress_on_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    with progress_bar(Terminal()) as progress:
        progress("Roles", 1, 7)
    assert "Roles" in capsys.readouterr().err


def test_roles_of_one_title_can_be_loaded(folder: Path) -> None:
    roles = [role_document(f"DATSCI.GEN.P{n}", title="Analyst") for n in (3, 4)]
    write_yaml(folder / "functions/DATSCI.yaml", function_file("DATSCI", *roles))
    [line], _ = refused(folder)
    assert "“Analyst” is also the title of DATSCI.GEN.P3" in line
    load_catalogue(folder, allow_same_titles=True)
    assert Role.objects.filter(title="Analyst").count() == 2
