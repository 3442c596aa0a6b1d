"""What a load refuses: every fault at once, each with its file and line, and nothing written."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from roles.actions.load import catalogue
from roles.documents.errors import Refused
from roles.models import Alias, Role
from tests import worlds
from tests.worlds import alias, function_file, mapping, role_document, tree_file, write_yaml

DECIDED = {"decided_by": "ada", "decided_at": "2026-11-23T12:00:00+00:00"}
APPROVED = {"state": "approved", **DECIDED}


def refused(*paths: Path, **options: Any) -> list[str]:
    """The faults of a load that must be refused, after making sure that it wrote nothing."""
    before = worlds.every_row()
    with pytest.raises(Refused) as refusal:
        catalogue.load(paths=list(paths), **options)
    assert worlds.every_row() == before
    faults = [str(fault) for fault in refusal.value.faults]
    assert str(refusal.value) == "\n".join(faults)
    return faults


def line_of(path: Path, text: str) -> int:
    """The line, from 1, that holds a text."""
    return next(i for i, line in enumerate(path.read_text().splitlines(), start=1) if text in line)


@dataclass
class Case:
    """A file that is wrong: its name and content, a text on the faulty line (or so many above), what is said."""

    file: str
    content: Any
    on_line: str
    says: str
    below: int = 0

    def __str__(self) -> str:
        return self.says


def aimlam(*documents: dict[str, Any], **others: Any) -> dict[str, Any]:
    return function_file("AIMLAM", *documents, **others)


def three(**changes: Any) -> dict[str, Any]:
    return role_document("AIMLAM.GEN.P3", **changes)


def levels(change: Callable[[list[dict[str, Any]]], None], *, tracks: int = 4) -> dict[str, Any]:
    """The ladder of fixtures/ with a change to its levels."""
    file, _ = catalogue.catalogue_yaml.read(worlds.FIXTURES / "levels.yaml")
    assert file is not None
    data = file.form.model_dump(mode="json")
    change(data["levels"])
    return data | {"tracks": data["tracks"][:tracks]}


def twice(**functions: list[str]) -> dict[str, Any]:
    """A tree that holds its one superfunction twice."""
    return {"superfunctions": 2 * tree_file(**functions)["superfunctions"]}


FUNCTION = "functions/AIMLAM.yaml"
CASES = [
    Case(FUNCTION, b"function: AIMLAM\nroles: [\n", "roles: [", "broken YAML"),
    Case(FUNCTION, aimlam(three(colour="red")), "colour:", "roles[0].role.colour: is not a known key"),
    Case(FUNCTION, aimlam(three() | {"colour": "red"}), "colour:", "roles[0].colour: is not a known key"),
    Case(FUNCTION, aimlam(three(), three(title="Again")), "title: Again",
         "roles[1].role.code: the role AIMLAM.GEN.P3 stands in "),
    Case("more.yaml", aimlam(three()), "code: AIMLAM.GEN.P3", "roles[0].role.code: the role AIMLAM.GEN.P3 stands in "),
    Case(FUNCTION, aimlam(role_document("AIMLAM.GEN.P9")), "code:", "there is no level P9; expected one of"),
    Case(FUNCTION, aimlam(role_document("AIMLAM.XYZ.P3")), "code:", "there is no focus AIMLAM.XYZ; expected"),
    Case("functions/NONE.yaml", function_file("NONE"), "function:", "function: there is no function NONE"),
    Case(FUNCTION, aimlam(role_document("DATSCI.GEN.P4")), "function:", "DATSCI.GEN.P4 belongs to another function"),
    Case(FUNCTION, aimlam(guide={"P9": {"scope": "All"}}), "P9:", "guide.P9: there is no level P9"),
    Case("more.yaml", aimlam(guide={"P3": {"scope": "All"}}), "P3:", "guide.P3: AIMLAM's guide of P3 stands in"),
    Case(FUNCTION, aimlam(three(mappings=[mapping("15-20")])), "- classification:",
         "roles[0].mappings[0]: “15-20” cannot be a code of SOC 2018"),
    Case(FUNCTION, aimlam(three(mappings=[mapping("15-9999")])), "15-9999",
         "roles[0].mappings[0].code: 15-9999 is not an entry of SOC2018"),
    Case(FUNCTION, aimlam(three(mappings=[mapping("2511", classification="ISCO08")])), "2511",
         "2511 is not an entry of ISCO08"),
    Case(FUNCTION, aimlam(three(status="retired", replaced_by="AIMLAM.GEN.P9")), "replaced_by",
         "roles[0].role.replaced_by: there is no role AIMLAM.GEN.P9"),
    Case(FUNCTION,
         aimlam(three(aliases=[alias("MLE", **APPROVED)]),
                role_document("AIMLAM.GEN.P4", aliases=[alias(" mle", **APPROVED)])),
         "text: ' mle'", "roles[1].aliases[0].text: the approved alias “mle” (scope global) stands in "),
    Case(FUNCTION, aimlam(three(components={"skill": [{"label": "Python!"}]})), "Python!",
         "roles[0].components.skill[0].label: “Python!” differs from “Python” only in punctuation"),
    Case(FUNCTION, aimlam(three(components={"skill": [{"label": "R&D"}, {"label": "R and D"}]})), "R and D",
         "“R and D” differs from “R&D” only in punctuation; expected one spelling"),
    Case(FUNCTION, aimlam(three(components={"skill": [{"label": "?!"}]})), "?!", "“?!” holds no letter or figure"),
    Case(FUNCTION, b"function: AIMLAM\nroles: [] # caf\xe9\n", "", "is not UTF-8 text; expected a YAML file in UTF-8"),
    Case(FUNCTION, aimlam(three(confidence=1.5)), "confidence:", "roles[0].role.confidence: 1.5: input should be less"),
    Case(FUNCTION, aimlam(three(aliases=[alias("MLE", confidence=1.5)])), "confidence: 1.5",
         "roles[0].aliases[0].confidence: 1.5: input should be less"),
    Case("levels.yaml", levels(lambda rows: rows[1].update(min_years=9)), "code: S2",
         "levels[1]: max_years is below min_years; expected min_years <= max_years"),
    Case("levels.yaml", levels(lambda rows: rows[1].update(grade=1)), "code: S2",
         "levels[1].grade: grade 1 of track S stands in ", below=4),
    Case("levels.yaml", levels(lambda rows: rows[1].update(code="S1")), "name: Developing Support",
         "levels[1].code: the level S1 stands in "),
    Case("levels.yaml", levels(lambda rows: rows[1].update(name=rows[0]["name"])), "code: S2",
         "levels[1].name: a level of the name “Entry-Level Support” stands in ", below=1),
    Case("tree.yaml", twice(AIMLAM=["NLP"], DATSCI=[]), "", "superfunctions[1].code: the superfunction DATA stands in"),
    Case("tree.yaml", tree_file(AIMLAM=["NLP", "NLP"], DATSCI=[]), "", "the focus AIMLAM.NLP stands in "),
    Case("tree.yaml", tree_file(AIMLAM=["NLP"], DATSCI=[]) | {"superfunctions": [
        worlds.superfunction("DATA", "Data", AIMLAM=["NLP"], DATSCI=[]) | {"soc_major_group": "45-0000"}]},
        "45-0000", "superfunctions[0].soc_major_group: 45-0000 is not an entry of SOC2018"),
    Case("classifications.yaml", {"classifications": [{"code": "SOC2018", "name": "SOC", "publisher": "BLS",
        "entries": [{"code": "15-0000", "title": "A", "parent": "14-0000"}]}]}, "14-0000",
        "classifications[0].entries[0].parent: 14-0000 is not an entry of SOC2018"),
    Case("notes.yaml", {"notes": "none"}, "notes:", "is not a catalogue file; expected one of the top-level keys"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_wrong_file_is_refused_with_its_line(small_catalogue: Path, case: Case) -> None:
    path = write_yaml(small_catalogue / case.file, case.content)
    found = refused(small_catalogue)
    [fault] = [fault for fault in found if case.says in fault]
    assert fault.startswith(f"{path}:")
    if case.on_line:
        line = int(fault.removeprefix(f"{path}:").split(":")[0])
        # the fault stands on the line itself, or where the thing that holds it begins
        expected = line_of(path, case.on_line) + case.below
        assert expected - 1 <= line <= expected


def test_one_slip_is_one_fault(small_catalogue: Path) -> None:
    write_yaml(small_catalogue / FUNCTION, aimlam(three(confidence=1.5)))
    assert len(refused(small_catalogue)) == 1


def test_all_faults_of_all_files_are_told_at_once(small_catalogue: Path) -> None:
    write_yaml(
        small_catalogue / FUNCTION,
        aimlam(three(confidence=1.5, colour="red"), role_document("AIMLAM.GEN.P4", title="")),
    )
    write_yaml(small_catalogue / "functions/DATSCI.yaml", b"function: [")
    write_yaml(small_catalogue / "tree.yaml", b"\xff")
    found = refused(small_catalogue)
    files = [fault.removeprefix(f"{small_catalogue}/").split(":")[0] for fault in found]
    assert files == ["functions/AIMLAM.yaml"] * 3 + ["functions/DATSCI.yaml", "tree.yaml"]


def test_all_faults_between_files_are_told_at_once(small_catalogue: Path) -> None:
    write_yaml(
        small_catalogue / FUNCTION,
        aimlam(
            three(mappings=[mapping("15-9999")], components={"skill": [{"label": "Python!"}]}),
            role_document("AIMLAM.XYZ.P9"),
        ),
    )
    assert len(refused(small_catalogue)) == 4


def test_an_alias_approved_for_a_role_that_the_files_leave_out(small_catalogue: Path) -> None:
    Alias.objects.filter(role__code="AIMLAM.GEN.P3").update(state="approved")
    said = alias("ML  engineer", **APPROVED)
    path = write_yaml(
        small_catalogue / "alone.yaml",
        function_file("DATSCI", role_document("DATSCI.GEN.P3", aliases=[said])),
    )
    [fault] = refused(path)
    assert fault.startswith(f"{path}:{line_of(path, 'state: approved')}: roles[0].aliases[0].state: ")
    assert "“ML  engineer” is already approved for AIMLAM.GEN.P3" in fault


def test_an_alias_that_an_editor_approved_for_a_role_whose_file_knows_nothing_of_it(
    small_catalogue: Path,
) -> None:
    title = Alias.objects.get(role__code="AIMLAM.GEN.P3")
    title.state, title.decided_by, title.decided_at = (
        "approved",
        "ada",
        title.role.history.latest().history_date,
    )
    title.save()
    write_yaml(
        small_catalogue / "functions/DATSCI.yaml",
        function_file("DATSCI", role_document("DATSCI.GEN.P3", aliases=[alias("ML Engineer", **APPROVED)])),
    )
    [fault] = refused(small_catalogue)
    assert "“ML Engineer” is already approved for AIMLAM.GEN.P3" in fault
    catalogue.load(paths=[small_catalogue], prune=True)  # then the files win
    assert Alias.objects.approved().get(key="ml engineer").role.code == "DATSCI.GEN.P3"


def test_the_same_title_may_be_approved_in_another_scope(small_catalogue: Path) -> None:
    Alias.objects.filter(role__code="AIMLAM.GEN.P3").update(state="approved")
    said = role_document("DATSCI.GEN.P3", aliases=[alias("ML Engineer", scope="DE", **APPROVED)])
    catalogue.load(paths=[write_yaml(small_catalogue / "alone.yaml", function_file("DATSCI", said))])
    assert Alias.objects.approved().filter(key="ml engineer").count() == 2


def test_a_replacement_that_pruning_would_remove(small_catalogue: Path) -> None:
    gone = three(status="retired", replaced_by="AIMLAM.NLP.P4")
    write_yaml(small_catalogue / FUNCTION, aimlam(gone))
    [fault] = refused(small_catalogue, prune=True)
    assert "roles[0].role.replaced_by: there is no role AIMLAM.NLP.P4" in fault
    catalogue.load(paths=[small_catalogue])
    assert Role.objects.get(code="AIMLAM.GEN.P3").replaced_by.code == "AIMLAM.NLP.P4"


def test_a_track_that_is_not_there(empty_catalogue: None, tmp_path: Path) -> None:
    folder = worlds.small_catalogue(tmp_path / "catalogue")
    path = write_yaml(folder / "levels.yaml", levels(lambda rows: None, tracks=3))
    found = [fault for fault in refused(folder) if "there is no track E; expected it under tracks" in fault]
    assert len(found) == 3
    assert found[0].startswith(f"{path}:{line_of(path, 'code: E1')}: levels[15].code")


def test_a_rule_that_only_the_database_sees_broken(small_catalogue: Path) -> None:
    """Two functions that swap their names: every file is right, and half-way there are two of one name."""
    tree = tree_file(AIMLAM=["NLP"], DATSCI=[])
    one, other = tree["superfunctions"][0]["functions"]
    one["name"], other["name"] = other["name"], one["name"]
    write_yaml(small_catalogue / "tree.yaml", tree)
    [fault] = refused(small_catalogue)
    assert fault.startswith(f"{small_catalogue}: the catalogue's rules refuse this: ")


def test_a_path_that_does_not_exist(small_catalogue: Path) -> None:
    nowhere = small_catalogue / "nowhere"
    assert refused(nowhere) == [
        f"{nowhere}: cannot be read (No such file or directory); expected a YAML file"
    ]


def test_a_folder_without_files(small_catalogue: Path) -> None:
    empty = small_catalogue / "empty"
    empty.mkdir()
    assert refused(empty) == [f"{empty}: holds no YAML file; expected a catalogue"]


def test_a_folder_in_the_place_of_a_file_is_no_file(small_catalogue: Path) -> None:
    (small_catalogue / "folder.yaml").mkdir()
    assert catalogue.load(paths=[small_catalogue]).is_idle


def test_long_labels_and_titles_fit_their_columns(small_catalogue: Path) -> None:
    """The longest that a document takes, also when letters unfold and signs are spelled out."""
    label, title = "+" * 119 + "C", "ß" * 60
    said = three(components={"skill": [{"label": label}]}, aliases=[alias(title)])
    catalogue.load(paths=[write_yaml(small_catalogue / FUNCTION, aimlam(said))])
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    assert role.aliases.get().key == "ss" * 60
    assert role.role_components.get().component.label == label
