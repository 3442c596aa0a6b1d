"""Loading what roles stand on: replacements, ladder and tree, and pruning what the files leave out."""

from pathlib import Path
from typing import Any

from roles.actions.load import catalogue
from roles.models import (
    ClassificationEntry,
    Component,
    Focus,
    Function,
    Level,
    LevelGuide,
    Revision,
    Role,
    Superfunction,
)
from tests import worlds
from tests.worlds import function_file, function_of, load_files, mapping, role_document, tree_file


def role(code: str = "AIMLAM.GEN.P3") -> Role:
    return Role.objects.get(code=code)


def retired(code: str, replacement: str) -> dict[str, Any]:
    return role_document(code, status="retired", replaced_by=replacement)


def test_a_retired_role_is_replaced_by_one_of_the_same_load(small_catalogue: Path) -> None:
    load_files(
        small_catalogue,
        function_of(retired("AIMLAM.GEN.P3", "AIMLAM.GEN.P6"), role_document("AIMLAM.GEN.P6")),
    )
    assert role().replaced_by == role("AIMLAM.GEN.P6")


def test_another_replacement_alone_is_a_change(small_catalogue: Path) -> None:
    load_files(small_catalogue, function_of(retired("AIMLAM.GEN.P3", "AIMLAM.NLP.P4")))
    number = Revision.current().number
    loaded = load_files(small_catalogue, function_of(retired("AIMLAM.GEN.P3", "DATSCI.GEN.P3")))
    assert loaded.report["roles"].changed == ["AIMLAM.GEN.P3"]
    assert Revision.current().number == number + 1
    assert role().replaced_by == role("DATSCI.GEN.P3")
    assert role().history.latest().replaced_by_id == role("DATSCI.GEN.P3").pk


def test_a_role_may_come_back_from_retirement(small_catalogue: Path) -> None:
    load_files(small_catalogue, function_of(retired("AIMLAM.GEN.P3", "AIMLAM.NLP.P4")))
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3", status="published")))
    assert (role().status, role().replaced_by) == ("published", None)


def test_another_parent_of_an_entry_alone_is_a_change(small_catalogue: Path) -> None:
    path = small_catalogue / "classifications.yaml"
    text = path.read_text()
    path.write_text(
        text.replace("title: Statisticians, parent: 15-2040", "title: Statisticians, parent: 15-2050")
    )
    loaded = catalogue.load(paths=[path])
    assert loaded.report["classification entries"].changed == [("SOC2018", "15-2041")]
    assert ClassificationEntry.objects.get(code="15-2041").parent.code == "15-2050"
    assert catalogue.load(paths=[path]).is_idle


def test_roles_follow_a_function_that_moves_though_the_files_leave_them_out(small_catalogue: Path) -> None:
    tree = {
        "superfunctions": [
            worlds.superfunction("DATA", "Data & AI", AIMLAM=["NLP"]),
            worlds.superfunction("SOFT", "Software", DATSCI=[]),
        ]
    }
    worlds.write_yaml(small_catalogue / "tree.yaml", tree)
    loaded = catalogue.load(paths=[small_catalogue / "tree.yaml", small_catalogue / "functions/AIMLAM.yaml"])
    assert loaded.report["roles"].counts == (0, 1, 2, 0)
    assert loaded.report["roles"].changed == ["DATSCI.GEN.P3"]
    assert role("DATSCI.GEN.P3").superfunction == Superfunction.objects.get(code="SOFT")
    assert role("DATSCI.GEN.P3").history.count() == 2


def test_roles_follow_a_level_that_moves_though_the_files_leave_them_out(small_catalogue: Path) -> None:
    path = small_catalogue / "levels.yaml"
    text = path.read_text()
    assert text.index("code: P4") < text.index("grade: 6") < text.index("code: P5")
    path.write_text(text.replace("grade: 6", "grade: 9", 1))
    loaded = catalogue.load(paths=[path])
    assert loaded.report["roles"].changed == ["AIMLAM.NLP.P4"]
    assert role("AIMLAM.NLP.P4").grade == 9
    assert catalogue.load(paths=[small_catalogue]).is_idle


def test_a_functions_file_words_its_level_guide_anew(small_catalogue: Path) -> None:
    guide = {"P3": {"impact": "A product"}, "P4": {"scope": "Several models"}}
    loaded = load_files(small_catalogue, {"functions/AIMLAM.yaml": function_file("AIMLAM", guide=guide)})
    assert loaded.report["level guides"].counts == (1, 1, 0, 0)
    wording = LevelGuide.objects.get_by_natural_key("AIMLAM", "P3")
    assert (wording.impact, wording.scope) == ("A product", "")


def test_pruning_removes_what_the_files_do_not_mention(small_catalogue: Path) -> None:
    number = role("AIMLAM.NLP.P4").pk
    three = role_document("AIMLAM.GEN.P3", components={"skill": [{"label": "Python"}]}, mappings=[mapping()])
    files = function_of(three) | {
        "tree.yaml": tree_file(AIMLAM=[]),
        "functions/DATSCI.yaml": function_file("AIMLAM"),
    }
    loaded = load_files(small_catalogue, files, prune=True, prune_at_most=2)
    assert loaded.removed_roles == ["AIMLAM.NLP.P4", "DATSCI.GEN.P3"]
    assert list(Role.objects.values_list("code", flat=True)) == ["AIMLAM.GEN.P3"]
    assert list(Function.objects.values_list("code", flat=True)) == ["AIMLAM"]
    assert list(Focus.objects.values_list("code", flat=True)) == ["GEN"]
    assert list(Component.objects.values_list("label", flat=True)) == ["Python"]
    assert not LevelGuide.objects.exists()
    assert Level.objects.count() == 18  # the ladder is never cut
    assert loaded.report["components"].removed == [("skill", "mentoring")]
    past = Role.history.filter(id=number)
    assert [(row.history_type, row.code) for row in past] == [("-", "AIMLAM.NLP.P4"), ("+", "AIMLAM.NLP.P4")]


def test_pruning_without_a_tree_file_leaves_the_tree(small_catalogue: Path) -> None:
    path = worlds.write_yaml(
        small_catalogue / "alone.yaml", function_file("DATSCI", role_document("DATSCI.GEN.P3"))
    )
    loaded = catalogue.load(paths=[path], prune=True, prune_at_most=2)
    assert loaded.removed_roles == ["AIMLAM.GEN.P3", "AIMLAM.NLP.P4"]
    assert Function.objects.count() == 2


def test_pruning_a_superfunction_with_everything_below_it(small_catalogue: Path) -> None:
    tree = {"superfunctions": [worlds.superfunction("SOFT", "Software", SWENG=[])]}
    only = {"functions/AIMLAM.yaml": function_file("SWENG", role_document("SWENG.GEN.P3")), "tree.yaml": tree}
    (small_catalogue / "functions/DATSCI.yaml").unlink()
    load_files(small_catalogue, only, prune=True, prune_at_most=3)
    assert list(Superfunction.objects.values_list("code", flat=True)) == ["SOFT"]
    assert list(Role.objects.values_list("code", flat=True)) == ["SWENG.GEN.P3"]


def test_pruning_twice_changes_nothing(small_catalogue: Path) -> None:
    catalogue.load(paths=[small_catalogue], prune=True)
    before = worlds.every_row()
    assert catalogue.load(paths=[small_catalogue], prune=True).is_idle
    assert worlds.every_row() == before
