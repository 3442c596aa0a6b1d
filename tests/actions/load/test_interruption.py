"""An interrupted load leaves what was there."""

from pathlib import Path

import pytest
from django.db import connection

from roles import dump
from roles.actions.load import catalogue
from roles.models import Revision, Role
from tests import worlds
from tests.worlds import alias, function_file, pay, role_document, tree_file


def role(code: str = "AIMLAM.GEN.P3") -> Role:
    return Role.objects.get(code=code)


STAGES = ["Classifications", "Tree", "Roles", "Components of roles", "Aliases", "Mappings", "Pay"]


def interrupt_at(stage: str) -> catalogue.Progress:
    """A progress whose watcher presses Ctrl-C once the stage is done."""

    def watch(name: str, done: int, total: int) -> None:
        if name == stage:
            raise KeyboardInterrupt

    return watch


def everything_else(small_catalogue: Path) -> None:
    """Change every file of the small catalogue, so that each stage has something to write."""
    worlds.write_yaml(small_catalogue / "tree.yaml", tree_file(AIMLAM=["NLP", "CVN"], DATSCI=[], DATENG=[]))
    text = (small_catalogue / "classifications.yaml").read_text()
    (small_catalogue / "classifications.yaml").write_text(text.replace("Statisticians", "Statistics people"))
    roles = [
        role_document(
            code,
            title=f"Another {code}",
            components={"skill": [{"label": "Rust"}]},
            aliases=[alias(code)],
            pay=[pay()],
        )
        for code in ("AIMLAM.GEN.P3", "AIMLAM.CVN.P1")
    ]
    worlds.write_yaml(small_catalogue / "functions/AIMLAM.yaml", function_file("AIMLAM", *roles))


@pytest.mark.parametrize("stage", STAGES)
def test_an_interrupted_load_leaves_what_was_there(small_catalogue: Path, stage: str) -> None:
    before = worlds.every_row()
    everything_else(small_catalogue)
    with pytest.raises(KeyboardInterrupt):
        catalogue.load(paths=[small_catalogue], prune=True, prune_at_most=3, progress=interrupt_at(stage))
    assert worlds.every_row() == before
    catalogue.load(paths=[small_catalogue])  # and the next one finds a clean table
    assert role("AIMLAM.CVN.P1").title == "Another AIMLAM.CVN.P1"


@pytest.mark.usefixtures("live_catalogue")
def test_an_interrupted_load_is_rolled_back_by_the_database_itself(tmp_path: Path) -> None:
    small_catalogue = worlds.small_catalogue(tmp_path / "catalogue")
    catalogue.load(paths=[small_catalogue], prune=True, prune_at_most=Role.objects.count())
    before, number = list(dump.files()), Revision.current().number
    everything_else(small_catalogue)
    with pytest.raises(KeyboardInterrupt):
        catalogue.load(paths=[small_catalogue], progress=interrupt_at("Mappings"))
    connection.close()  # whatever was not committed is gone with the connection
    assert list(dump.files()) == before
    assert Revision.current().number == number
