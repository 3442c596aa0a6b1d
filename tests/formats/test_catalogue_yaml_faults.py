"""The messages for faults in YAML files, and what is read of a faulty file."""

from pathlib import Path

import pytest

from roles.documents.files import FunctionFile, LevelsFile, TreeFile
from roles.formats import catalogue_yaml
from tests.formats.test_catalogue_yaml import FAULTY, read_faults
from tests.worlds import write_yaml


def test_no_message_speaks_of_python(tmp_path: Path) -> None:
    values = [
        b"9" * 5000,
        b"!!int ''",
        b"!!bool perhaps",
        b"!!timestamp soon",
        b"2024-01-01",
        b"no",
        b"[a]",
        b"{a: b}",
    ]
    for value in values:
        for key in (b"code", b"title", b"confidence", b"version", b"core_outputs", b"replaced_by", b"story"):
            content = b"function: AIMLAM\nroles:\n- role:\n    " + key + b": " + value + b"\n"
            for fault in read_faults(tmp_path, content):
                said = fault.message.lower()
                assert not any(word in said for word in PYTHON), said


PYTHON = (
    "tuple",
    "dict",
    "datetime",
    "sys.",
    "nonetype",
    "literal",
    "base 10",
    "^",
    "instance",
    "false",
    "'no'",
    "string",
)


def test_a_value_that_yaml_does_not_read_as_text_is_shown_as_written(tmp_path: Path) -> None:
    content = b"function: NO\nroles:\n- role: {code: no, title: 2024-01-01, tagline: 7, summary: Off, confidence: 1}\n"
    assert [fault.message for fault in read_faults(tmp_path, content)] == [
        'NO is read as yes or no; to mean text, quote it: "NO"',
        'no is read as yes or no; to mean text, quote it: "no"',
        '2024-01-01 is read as a date; to mean text, quote it: "2024-01-01"',
        '7 is read as a number; to mean text, quote it: "7"',
        'Off is read as yes or no; to mean text, quote it: "Off"',
    ]


def test_a_byte_order_mark_is_no_fault(tmp_path: Path) -> None:
    file, faults = catalogue_yaml.read(write_yaml(tmp_path / "file.yaml", b"\xef\xbb\xbffunction: AIMLAM\n"))
    assert faults == []
    assert file is not None


def test_what_is_right_of_a_file_is_read_and_keeps_its_lines(tmp_path: Path) -> None:
    attempt = catalogue_yaml.read_what_is_right(write_yaml(tmp_path / "file.yaml", FAULTY + SECOND_ROUND))
    assert [(fault.line, fault.where) for fault in attempt.faults][-2:] == [
        (33, "roles[2].aliases[2].confidence"),
        (24, "roles[2]"),  # which has a title twice, and is validated beside a role with another fault
    ]
    assert attempt.form is FunctionFile
    assert attempt.file is not None
    [(place, document)] = attempt.file.documents()
    assert document.code == "AIMLAM.GEN.P4"
    assert len(document.mappings) == 1
    fault = attempt.file.fault((*place, "mappings", 0, "code"), "is wrong")
    assert (fault.line, fault.where) == (22, "roles[1].mappings[0].code")


SECOND_ROUND = b"""\
- role:
    code: AIMLAM.GEN.P5
    title: Expert
    tagline: A line
    summary: A summary
    confidence: 0.7
  aliases:
  - {text: Guru, confidence: 0.3}
  - {text: GURU, confidence: 0.3}
  - {text: Wizard, confidence: 3}
"""


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"function: AIMLAM\nroles: [\n", FunctionFile),
        (b"tracks: []\nlevels: [\n", LevelsFile),
        (b"superfunctions: [\n", TreeFile),
        (b"[\n", None),
        (b"\xff", None),
    ],
)
def test_what_a_broken_file_seems_to_be(tmp_path: Path, content: bytes, form: object) -> None:
    attempt = catalogue_yaml.read_what_is_right(write_yaml(tmp_path / "file.yaml", content))
    assert (attempt.file, attempt.form, len(attempt.faults)) == (None, form, 1)
