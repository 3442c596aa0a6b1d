"""References between files, judged on plain values: what is known, what dangles, what is said twice."""

from pathlib import Path
from typing import Any

import pytest

from roles.domain.choices import Kind
from roles.formats import catalogue_yaml
from roles.formats.catalogue_yaml import ReadFile
from roles.formats.references import Known, add_files, faults_between, labels
from tests.worlds import FIXTURES, function_file, mapping, role_document, tree_file, write_yaml


def read(path: Path) -> ReadFile:
    file, faults = catalogue_yaml.read(path)
    assert faults == []
    assert file is not None
    return file


def of(folder: Path, **files: Any) -> list[ReadFile]:
    return [read(write_yaml(folder / f"{name}.yaml", data)) for name, data in files.items()]


def test_fixtures_stand_on_themselves() -> None:
    files = [read(path) for path in sorted(FIXTURES.rglob("*.yaml"))]
    known = Known()
    add_files(known, files)
    assert faults_between(files, known) == []
    assert known.tracks == {"S", "P", "M", "E"}
    assert ("AIMLAM", "GEN") in known.focuses
    assert ("SOC2018", "15-0000") in known.entries
    assert "AIMLAM.GEN.P3" in known.roles


def test_everything_dangles_where_nothing_is_known(tmp_path: Path) -> None:
    document = role_document(
        "AIMLAM.GEN.P3", mappings=[mapping()], status="retired", replaced_by="AIMLAM.GEN.P4"
    )
    [file] = of(tmp_path, one=function_file("AIMLAM", document, guide={"P3": {"scope": "A model"}}))
    assert [(fault.where, fault.message.split(";")[0]) for fault in faults_between([file], Known())] == [
        ("function", "there is no function AIMLAM"),
        ("guide.P3", "there is no level P3"),
        ("roles[0].role.code", "there is no focus AIMLAM.GEN"),
        ("roles[0].role.code", "there is no level P3"),
        ("roles[0].role.replaced_by", "there is no role AIMLAM.GEN.P4"),
        ("roles[0].mappings[0].code", "15-2051 is not an entry of SOC2018"),
    ]


def test_what_the_database_has_may_be_referred_to(tmp_path: Path) -> None:
    document = role_document("AIMLAM.GEN.P3", mappings=[mapping()])
    [file] = of(tmp_path, one=function_file("AIMLAM", document))
    known = Known(levels={"P3"}, focuses={("AIMLAM", "GEN")}, entries={("SOC2018", "15-2051")})
    assert faults_between([file], known) == []


@pytest.mark.parametrize(
    ("one", "other", "place"),
    [
        (tree_file(AIMLAM=[]), tree_file(), "superfunctions[0].code"),
        (function_file("AIMLAM", role_document("AIMLAM.GEN.P3")),) * 2 + ("roles[0].role.code",),
        (function_file("AIMLAM", guide={"P3": {"scope": "A"}}),) * 2 + ("guide.P3",),
    ],
)
def test_what_two_files_say_names_the_first_in_the_second(
    tmp_path: Path, one: dict[str, Any], other: dict[str, Any], place: str
) -> None:
    files = of(tmp_path, one=one, other=other)
    known = Known(levels={"P3"}, entries={("SOC2018", "15-0000")})
    add_files(known, files)
    known.focuses.add(("AIMLAM", "GEN"))
    [fault] = [fault for fault in faults_between(files, known) if fault.where == place]
    assert fault.file == str(tmp_path / "other.yaml")
    assert str(tmp_path / "one.yaml") in fault.message


def test_labels_of_all_kinds_with_their_places(tmp_path: Path) -> None:
    components = {"task": [{"label": "Train"}], "skill": [{"label": "Python"}, {"label": "SQL"}]}
    [file] = of(tmp_path, one=function_file("AIMLAM", role_document("AIMLAM.GEN.P3", components=components)))
    [(place, document)] = file.documents()
    assert place == ("roles", 0)
    assert list(labels(document)) == [
        (("components", "task", 0, "label"), Kind.TASK, "Train"),
        (("components", "skill", 0, "label"), Kind.SKILL, "Python"),
        (("components", "skill", 1, "label"), Kind.SKILL, "SQL"),
    ]
