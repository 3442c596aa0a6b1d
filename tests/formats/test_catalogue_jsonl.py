"""Role documents as JSON Lines: what is written is read back, and what cannot be read says on which line and why."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roles.documents.errors import Fault, Refused
from roles.documents.role import RoleDocument
from roles.formats import catalogue_jsonl
from roles.formats.catalogue_jsonl import LONGEST_LINE, RoleLines
from tests import strategies
from tests.worlds import role_document


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("files") / "roles.jsonl"


def read(path: Path, content: bytes) -> tuple[list[RoleDocument], list[Fault]]:
    """The documents and the faults of a file with this content."""
    path.write_bytes(content)
    documents, faults = [], []
    for _, document, wrong in RoleLines(path).read():
        documents += [document] if document else []
        faults += wrong
        assert (document is None) is bool(wrong)
    return documents, faults


def line(**changes: Any) -> bytes:
    return json.dumps(role_document("AIMLAM.GEN.P3", **changes)).encode()


@settings(max_examples=60)
@given(many=st.lists(strategies.documents(), max_size=3))
def test_what_is_written_is_read_back(path: Path, many: list[dict[str, Any]]) -> None:
    documents = [RoleDocument.from_data(data) for data in many]
    catalogue_jsonl.write(path, documents)
    written = path.read_bytes()
    assert [document for _, document in RoleLines(path).documents()] == documents
    catalogue_jsonl.write(path, (document for _, document in RoleLines(path).documents()))
    assert path.read_bytes() == written
    assert written.count(b"\n") == len(many)


@given(text=st.text(min_size=1, max_size=100))
def test_any_text_that_a_document_takes_survives_the_file(path: Path, text: str) -> None:
    try:
        document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", summary=text))
    except ValueError:
        return  # control characters and the like are refused before there is anything to write
    catalogue_jsonl.write(path, [document])
    assert [again for _, again in RoleLines(path).documents()] == [document]


@given(figure=strategies.money)
def test_every_figure_survives_the_file(path: Path, figure: Any) -> None:
    pay = {"currency": "EUR", "region": "A", "year": 2026, "median": figure, "source": "A", "method": "A"}
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", pay=[pay]))
    catalogue_jsonl.write(path, [document])
    [(_, again)] = RoleLines(path).documents()
    assert again.pay[0].median == figure


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"{", "broken JSON: Expecting property name"),
        (b'{"role": 1} x', "broken JSON: Extra data (character 13)"),
        (b'{"role": {"code": "A", "code": "B"}}', "the key “code” stands twice; expected it once"),
        (b'{"role": NaN}', "broken JSON: NaN is no figure"),
        (b'{"role": ' + b"9" * 5000 + b"}", "broken JSON: "),
        (b'{"role": ' + b"[" * 100_000, "is nested too deeply to be a role document"),
        (b'{"role": "caf\xe9"}', "is not UTF-8 text; expected a role document in UTF-8"),
        (b"[]", "is not a role document; expected an object with the key role"),
        (b'"role"', "is not a role document"),
        (b'{"role": "' + b"x" * LONGEST_LINE + b'"}', "is longer than 1 MiB; a role document is not"),
        (line(confidence=1.5), "1.5: input should be less than or equal to 1"),
        (line(summary="two\nlines"), "expected text without line breaks or control characters"),
        (line(summary="\ud800"), "contains half a Unicode character; expected text"),
        (line(colour="red"), "is not a known key; expected one of those in fixtures/README.md"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_line_that_cannot_be_read_is_told_and_the_others_are_read(
    path: Path, content: bytes, message: str
) -> None:
    documents, [fault] = read(path, line() + b"\n\n" + content + b"\n" + line())
    assert len(documents) == 2
    assert message in fault.message
    assert (fault.file, fault.line) == (str(path), 3)


def test_every_fault_of_a_line_is_told_with_its_place(path: Path) -> None:
    skills = {"skill": [{"label": "Python", "commonness": "often"}]}
    _, faults = read(path, line(title="", confidence=1.5, components=skills))
    assert [(fault.line, fault.where) for fault in faults] == [
        (1, "role.title"),
        (1, "role.confidence"),
        (1, "components.skill[0].commonness"),
    ]


def test_a_byte_order_mark_is_no_fault(path: Path) -> None:
    documents, faults = read(path, b"\xef\xbb\xbf" + line() + b"\n" + line() + b"\n")
    assert (len(documents), faults) == (2, [])
    assert len(list(RoleLines(path).documents())) == 2


def test_a_file_without_lines_holds_no_roles(path: Path) -> None:
    assert read(path, b"") == ([], [])
    assert read(path, b"\n  \n") == ([], [])


def test_a_file_that_does_not_exist(path: Path) -> None:
    [(_, document, [fault])] = RoleLines(path.with_name("nowhere.jsonl")).read()
    assert document is None
    assert str(fault).endswith(
        "cannot be read (No such file or directory); expected a file of role documents"
    )


def test_documents_of_a_file_that_went_wrong_meanwhile_are_refused(path: Path) -> None:
    path.write_bytes(line() + b"\n{\n")
    with pytest.raises(Refused, match=r"roles\.jsonl:2: broken JSON"):
        list(RoleLines(path).documents())


@given(content=st.one_of(st.binary(max_size=300), st.text(max_size=300).map(str.encode)))
def test_no_content_is_an_accident(path: Path, content: bytes) -> None:
    _, faults = read(path, content)
    assert all(1 <= fault.line <= content.count(b"\n") + 1 for fault in faults)


def test_an_interrupted_writing_leaves_the_file_that_was_there(path: Path) -> None:
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3"))
    catalogue_jsonl.write(path, [document])
    before = path.read_bytes()

    def interrupted() -> Any:
        yield document
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        catalogue_jsonl.write(path, interrupted())
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]
