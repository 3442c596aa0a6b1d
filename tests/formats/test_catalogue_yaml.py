"""The catalogue's files: what is written is read back, and what cannot be read says where and why."""

import functools
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.documents.errors import Fault
from roles.documents.files import FunctionFile
from roles.formats import catalogue_yaml
from tests import strategies
from tests.worlds import FIXTURES, function_file, role_document, write_yaml

FILES = sorted(FIXTURES.rglob("*.yaml"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files")


def read_faults(folder: Path, content: bytes) -> list[Fault]:
    """The faults of a file with this content, which must be refused."""
    file, faults = catalogue_yaml.read(write_yaml(folder / "file.yaml", content))
    assert file is None
    assert faults
    return faults


def in_its_function(document: dict[str, Any]) -> dict[str, Any]:
    return function_file(document["role"]["code"].split(".")[0], document)


@settings(max_examples=60)
@given(document=strategies.documents())
def test_what_is_written_is_read_back(folder: Path, document: dict[str, Any]) -> None:
    form = FunctionFile.from_data(in_its_function(document))
    catalogue_yaml.write(folder / "written.yaml", form)
    file, faults = catalogue_yaml.read(folder / "written.yaml")
    assert faults == []
    assert file is not None
    assert file.form == form


@given(text=st.text(min_size=1, max_size=100))
def test_any_text_that_a_document_takes_survives_the_file(folder: Path, text: str) -> None:
    try:
        form = FunctionFile.from_data(function_file("AIMLAM", role_document("AIMLAM.GEN.P3", summary=text)))
    except ValueError:
        return  # control characters and the like are refused before there is anything to write
    catalogue_yaml.write(folder / "text.yaml", form)
    file, _ = catalogue_yaml.read(folder / "text.yaml")
    assert file is not None
    assert file.form == form


def test_the_same_content_is_the_same_bytes(folder: Path) -> None:
    for path in FILES:
        file, _ = catalogue_yaml.read(path)
        assert file is not None
        catalogue_yaml.write(folder / "again.yaml", file.form)
        assert (folder / "again.yaml").read_bytes() == path.read_bytes(), path.name


def test_a_form_knows_the_name_of_its_file() -> None:
    names = set()
    for path in FILES:
        file, _ = catalogue_yaml.read(path)
        assert file is not None
        names.add(catalogue_yaml.file_name(file.form))
    assert names == {str(path.relative_to(FIXTURES)) for path in FILES}


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        (b"levels: [\n", 1, "broken YAML: "),
        (b"levels:\n\t- a\n", 2, "broken YAML: "),
        (b"levels: []\ntracks: []\nlevels: []\n", 3, "the key “levels” stands twice; expected it once"),
        (b"function: AIMLAM\nroles:\n- role:\n    code: A\n    code: B\n", 5, "the key “code” stands twice"),
        (b"levels: &all [a]\ntracks: *all\n", 1, "anchors and aliases are not used here"),
        (b"levels: &all [*all]\n", 1, "anchors and aliases are not used here"),
        (b"levels: []\n---\nlevels: []\n", 2, "another document"),
        (b"? [levels, tracks]\n: []\n", 1, "a key is plain text"),
        (b"levels: []\n? {levels: 1}\n: []\n", 2, "a key is plain text"),
        (
            b"levels: !!python/object/apply:os.system [true]\n",
            1,
            "broken YAML: could not determine a constructor",
        ),
        (b'levels: "\\ud800"\n', 1, "broken YAML: "),
        (b"levels: a\x00b\n", 0, "control characters are not allowed"),
        (b"levels: a\x07b\n", 0, "control characters are not allowed"),
        (b"levels: caf\xe9\n", 0, "is not UTF-8 text; expected a YAML file in UTF-8"),
        ("levels: []\n".encode("utf-16"), 0, "is not UTF-8 text"),
        (b"levels: 2026-13-45\n", 1, "impossible value (month must be in 1..12)"),
        (b"levels: 2026-02-30\n", 1, "impossible value"),
        (b"levels: " + b"9" * 5000 + b"\n", 1, "impossible value"),
        (b"levels: !!int ''\n", 1, "impossible value"),
        (b"levels: !!bool perhaps\n", 1, "impossible value"),
        (b"levels: !!timestamp soon\n", 1, "impossible value"),
        (b"levels: 010\n", 1, "“010” is an impossible value as a number; expected 70000 or 0.75, or text"),
        (b"levels:\n- <<: {code: A}\n", 2, "merge keys (<<) are not used here"),
        (b"levels: " + b"[" * 100 + b"]" * 100, 0, "is nested too deeply"),
        (b"levels: " + b"[" * 200_000, 0, "is nested too deeply"),
        (b"levels: " + b"{a: " * 200_000, 0, "is nested too deeply"),
        (b"\n".join(b" " * depth + b"a:" for depth in range(2000)), 0, "is nested too deeply"),
        (b"", 1, "is not a catalogue file; expected one of the top-level keys levels, superfunctions"),
        (b"just a sentence\n", 1, "is not a catalogue file"),
        (b"- levels\n", 1, "is not a catalogue file"),
        (b"level: []\n", 1, "is not a catalogue file"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_file_that_cannot_be_read(folder: Path, content: bytes, line: int, message: str) -> None:
    [fault] = read_faults(folder, content)
    assert message in fault.message
    assert fault.line == line
    assert fault.file == str(folder / "file.yaml")


def test_a_path_that_does_not_exist(folder: Path) -> None:
    file, [fault] = catalogue_yaml.read(folder / "nowhere.yaml")
    assert file is None
    assert fault.message == "cannot be read (No such file or directory); expected a YAML file"


def test_a_file_larger_than_any_catalogue_is_not_read(folder: Path) -> None:
    path = folder / "large.yaml"
    with path.open("wb") as file:
        file.truncate(catalogue_yaml.LARGEST_FILE + 1)
    _, [fault] = catalogue_yaml.read(path)
    assert fault.message == "is larger than 20 MiB; split it by function"


FAULTY = b"""\
function: AIMLAM
guide:
  P3:
    tone: kind
roles:
- role:
    code: AIMLAM.GEN.P3
    title: ''
    tagline: A line
    summary: A summary
    confidence: 1.5
  components:
    skill:
    - {label: Python, commonness: often}
- role:
    code: AIMLAM.GEN.P4
    title: Senior
    tagline: A line
    summary: A summary
    confidence: 0.7
  mappings:
  - {classification: SOC2018, code: 15-0000, relation: broad, source: editor, confidence: 0.3}
  - {classification: SOC2018, code: 99-9999, relation: broad, source: editor, confidence: 0.3}
"""


def test_every_fault_of_a_file_is_told_with_its_line(folder: Path) -> None:
    faults = read_faults(folder, FAULTY)
    assert [(fault.line, fault.where) for fault in faults] == [
        (4, "guide.P3.tone"),
        (8, "roles[0].role.title"),
        (11, "roles[0].role.confidence"),
        (14, "roles[0].components.skill[0].commonness"),
        (23, "roles[1].mappings[1]"),
    ]


def test_a_missing_key_is_told_with_the_line_of_what_lacks_it(folder: Path) -> None:
    faults = read_faults(folder, b"function: AIMLAM\nroles:\n- role:\n    code: AIMLAM.GEN.P3\n")
    assert {(fault.line, fault.where) for fault in faults} == {
        (3, f"roles[0].role.{key}") for key in ("title", "tagline", "summary", "confidence")
    }


@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_content_is_an_accident(folder: Path, content: bytes) -> None:
    file, faults = catalogue_yaml.read(write_yaml(folder / "any.yaml", content))
    assert (file is None) is bool(faults)


MENDED = {b"tone": b"scope", b"''": b"Engineer", b"1.5": b"0.5", b"often": b"rare", b"99-9999": b"15-2051"}
GOOD = functools.reduce(lambda content, slip: content.replace(slip, MENDED[slip]), MENDED, FAULTY)
SCRAPS = [
    b"[",
    b"]",
    b"{",
    b"}",
    b": ",
    b"- ",
    b"&a ",
    b"*a ",
    b"!!int ",
    b"? ",
    b"'",
    b'"',
    b"\n",
    b"  ",
    b"~",
    b"<<: ",
]


def test_the_file_that_slips_are_made_in_is_good(folder: Path) -> None:
    file, faults = catalogue_yaml.read(write_yaml(folder / "good.yaml", GOOD))
    assert faults == []
    assert file is not None


@settings(max_examples=300)
@given(seed=st.integers(0, 2**32), cuts=st.integers(1, 6))
def test_no_slip_in_a_good_file_is_an_accident(folder: Path, seed: int, cuts: int) -> None:
    chance = random.Random(seed)
    content = bytearray(GOOD)
    for _ in range(cuts):
        at = chance.randrange(len(content))
        content[at : at + chance.randrange(8)] = chance.choice(SCRAPS)
    path = write_yaml(folder / "slip.yaml", bytes(content))
    file, faults = catalogue_yaml.read(path)
    assert (file is None) is bool(faults)
    assert all(0 <= fault.line <= content.count(b"\n") + 1 for fault in faults)
