"""Tables leave as CSV and XLSX, come back as they were, and hold nothing that a spreadsheet would run."""

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from roles.formats.tables import safe_text, write_csv, write_xlsx

FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://evil","x")',
    "=cmd|' /C calc'!A0",
]
AWKWARD = [
    "\ufffe",
    "a\uffffb",
    "_x0041_",
    "\x07bell",
    "one\r\ntwo",
    "1",
    "1e9",
    "TRUE",
    "#N/A",
    "2026-11-23",
    " a ",
]
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=30), st.sampled_from(FORMULAS + AWKWARD)
)
tables = st.lists(st.lists(texts, min_size=3, max_size=3), min_size=1, max_size=5)


def read_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@given(tables)
def test_a_csv_holds_no_formula_and_loses_no_text(table: list[list[str]]) -> None:
    read = read_csv(write_csv(table))
    assert len(read) == len(table)
    for cells, originals in zip(read, table, strict=True):
        for cell, original in zip(cells, originals, strict=True):
            assert cell[:1] not in ("=", "+", "-", "@", "\t", "\r")
            assert cell == original or cell == f"'{original}"


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_a_quote(text: str) -> None:
    assert safe_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "P3", "a = b", "3–5 years", "C++", "'quoted", "1+1", "–"])
def test_any_other_text_is_left_alone(text: str) -> None:
    assert safe_text(text) == text


def test_a_csv_begins_with_the_mark_that_spreadsheets_ask_for() -> None:
    assert write_csv([["é"]]) == b"\xef\xbb\xbf\xc3\xa9\r\n"


@given(tables)
def test_a_workbook_holds_text_and_only_text(table: list[list[str]]) -> None:
    (sheet,) = load_workbook(io.BytesIO(write_xlsx(table, "Comparison"))).worksheets
    read = [[cell.value or "" for cell in row] for row in sheet.iter_rows(max_row=len(table), max_col=3)]
    # XML cannot hold some characters, and reads a return as the end of a line.
    written = [
        [UNWRITABLE.sub("", text).replace("\r\n", "\n").replace("\r", "\n") for text in row] for row in table
    ]
    assert read == written
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} <= {"s"}


def test_the_workbook_keeps_its_head_in_sight() -> None:
    (sheet,) = load_workbook(
        io.BytesIO(write_xlsx([["a", "b", "c"]], "A title that is far too long for a tab"))
    ).worksheets
    assert sheet.freeze_panes == "C2"
    assert sheet.title == "A title that is far too long for a tab"[:31]


def test_an_empty_table_is_a_table() -> None:
    assert read_csv(write_csv([])) == []
    (sheet,) = load_workbook(io.BytesIO(write_xlsx([], "Nothing"))).worksheets
    assert [cell.value for row in sheet.iter_rows() for cell in row if cell.value] == []
