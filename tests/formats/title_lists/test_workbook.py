"""Workbooks: sheets and their rows; what is none, or costs too much, is refused while it is read."""

import datetime
import io
import tracemalloc
import zipfile
from collections import deque

import pytest

from roles.formats.title_lists import bounds
from roles.formats.title_lists.bounds import Budget, UnreadableList
from roles.formats.title_lists.workbook import workbook_sheets
from tests.uploads import bomb, raw_workbook, workbook

NURSE = b"<worksheet><sheetData><row><c t='str'><v>Nurse</v></c></row></sheetData></worksheet>"


def read(content: bytes) -> dict[str, list[tuple[int, list[str]]]]:
    return {sheet.name: list(sheet.rows()) for sheet in workbook_sheets(content, Budget())}


def test_sheets_are_read_in_their_order_and_more_than_once() -> None:
    content = workbook(
        [["Cover"]],
        Staff=[["Title", None, "When"], [], ["Nurse", None, datetime.date(2026, 7, 16)]],
        Hidden=[["x"]],
    )
    sheets = workbook_sheets(content, Budget())
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("Sheet", False),
        ("Staff", False),
        ("Hidden", True),
    ]
    for _ in range(2):
        assert list(sheets[1].rows()) == [(1, ["Title", "", "When"]), (3, ["Nurse", "", "2026-07-16"])]


def test_a_workbook_of_other_makers_is_read() -> None:
    assert read(raw_workbook(NURSE)) == {"Sheet": [(1, ["Nurse"])]}
    cell = b"<x:row><x:c t='s'><x:v>0</x:v></x:c></x:row>"
    prefixed = b"<x:worksheet xmlns:x='urn:x'><x:sheetData>" + cell + b"</x:sheetData></x:worksheet>"
    assert read(raw_workbook(prefixed, b"<sst><si><t>Cook</t></si></sst>")) == {"Sheet": [(1, ["Cook"])]}


@pytest.mark.parametrize(
    "styles",
    [
        b"<numFmts><numFmt numFmtId='x' formatCode='d'/></numFmts><cellXfs><xf/><xf numFmtId='1e9'/></cellXfs>",
        b"<cellXfs><xf numFmtId='-14'/></cellXfs><fonts><font><sz val='big'/></font></fonts>",
        b"<dxfs><dxf><font><color theme='999999999999999'/></font></dxf></dxfs>",
    ],
)
def test_styles_of_wrong_types_do_not_matter(styles: bytes) -> None:
    content = raw_workbook(NURSE, styles=b"<styleSheet>" + styles + b"</styleSheet>")
    assert read(content) == {"Sheet": [(1, ["Nurse"])]}


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def with_method(method: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name in (source := zipfile.ZipFile(io.BytesIO(raw_workbook(NURSE)))).namelist():
            file.writestr(name, source.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        workbook([["Nurse"]])[:400],
        archive(**{"readme.txt": "hello"}),
        archive(**{"_rels/.rels": "<Relationships/>"}),
        archive(**{"_rels/.rels": "<Relationships><Relationship/></Relationships>"}),
        raw_workbook(b"<worksheet><sheetData><row>"),
        raw_workbook(b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + NURSE),
        raw_workbook(b"<worksheet a='" + b"x" * 1_000_000),
        raw_workbook(NURSE, b"<?xml version='1.0' encoding='hex'?><sst/>"),
        raw_workbook(NURSE, b"<?xml version='1.0' encoding='utf-7'?><sst/>"),
        with_method(zipfile.ZIP_LZMA),
        with_method(zipfile.ZIP_BZIP2),
    ],
    ids=[
        "no-zip",
        "cut",
        "no-book",
        "no-root",
        "no-target",
        "open",
        "dtd",
        "tag",
        "hex",
        "utf-7",
        "lzma",
        "bzip2",
    ],
)
def test_what_is_no_workbook_is_refused_in_words(content: bytes) -> None:
    with pytest.raises(UnreadableList, match="not a workbook that can be read"):
        read(content)


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    with pytest.raises(UnreadableList, match="unpacks to far more"):
        workbook_sheets(bomb(), Budget())


def test_an_archive_of_very_many_parts_is_refused_before_it_is_opened() -> None:
    with pytest.raises(UnreadableList, match="more than 5,000 parts"):
        workbook_sheets(b"PK\x03\x04" + b"PK\x01\x02" * 5001, Budget())


@pytest.mark.parametrize(
    "content",
    [
        raw_workbook(b"<worksheet><sheetData>" + (b"<row>" + b"<c/>" * 2000) * 2500),
        raw_workbook(b"<worksheet><sheetData>" + b"<row/>" * 3_000_000),
        raw_workbook(NURSE, b"<sst>" + b"<si/>" * 4_000_000),
        raw_workbook(NURSE, b"<sst>" + b"<si><t>some title</t></si>" * 750_000),
        raw_workbook(NURSE, styles=b"<styleSheet><cellXfs>" + b"<xf numFmtId='14'/>" * 1_000_000),
    ],
    ids=["cells", "rows", "strings", "texts", "styles"],
)
def test_a_small_file_that_unpacks_to_much_is_stopped_on_the_way(
    content: bytes, traced: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "MOST_CELLS", 100_000)
    assert len(content) < 200_000
    budget = Budget()
    with pytest.raises(UnreadableList, match="more than 100,000 cells"):
        deque(workbook_sheets(content, budget)[0].rows(), maxlen=0)
    assert budget._cells < 100_000 + 64 * 1024 / len(b"<c/>")
    assert tracemalloc.get_traced_memory()[1] < 20_000_000


def test_unpacked_bytes_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_UNPACKED", 1_000_000)
    with pytest.raises(UnreadableList, match="unpacks to more than 0 MB"):
        read(raw_workbook(b"<worksheet><sheetData>" + b" " * 2_000_000))


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        (b"<c t='str'><v>" + b"x" * 20_000_000, "cell in row 1 has more than 32,767 characters"),
        (b"<c r='ZZ1'><v>1</v></c></row>", "text in more than 200 columns"),
    ],
    ids=["cell", "columns"],
)
def test_a_cell_is_stopped_at_its_bound(cell: bytes, error: str) -> None:
    with pytest.raises(UnreadableList, match=error):
        read(raw_workbook(b"<worksheet><sheetData><row>" + cell))
