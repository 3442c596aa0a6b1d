"""Rows: a title, or the reason why there is none."""

import pytest

from roles.formats.title_lists import rows
from roles.formats.title_lists.bounds import LONGEST_TITLE, MOST_ROWS
from roles.formats.title_lists.rows import Row, Source, TitleList, is_reason, row_of


@pytest.mark.parametrize(
    ("cell", "text", "reason"),
    [
        ("  Senior\tBuyer \n", "Senior Buyer", ""),
        ("مهندس", "مهندس", ""),
        ("Senior\nBuyer", "Senior Buyer", ""),
        (" \t", "", rows.EMPTY_CELL),
        ("10", "10", rows.NO_LETTER),
        ("\U0001f984", "\U0001f984", rows.NO_LETTER),
        ("Nur\0se", "Nur\ufffdse", rows.UNREADABLE),
        ("#N/A", "#N/A", rows.ERROR_VALUE),
        (rows.UNCALCULATED, rows.UNCALCULATED, rows.NOT_CALCULATED),
        ("a\nb\nc\nd\ne", "a b c d e", rows.TOO_MANY_LINES),
        ("x" * 400, "x" * LONGEST_TITLE, "400 characters; a title has at most 300"),
        ("x" * 30_000, "x" * LONGEST_TITLE, "30,000 characters; a title has at most 300"),
    ],
)
def test_a_cell_is_a_title_or_there_is_a_reason(cell: str, text: str, reason: str) -> None:
    assert row_of(7, cell) == Row(7, text, reason)
    assert not reason or is_reason(reason)


def test_other_reasons_are_none() -> None:
    assert not is_reason("Confident: PHARMA.GEN.P4")
    assert not is_reason("")


def test_how_a_file_was_read_is_told_in_words() -> None:
    sheet = Source("Staff", ("Cover",), 5, "C", "Job title")
    assert sheet.in_words == "sheet “Staff”, column C, headers in row 5 (“Job title”)"
    text = Source(column="B", delimiter="semicolon", encoding="Windows-1252")
    assert text.in_words == "column B, no headers, delimiter semicolon, encoding Windows-1252"
    lines = Source(column="A", delimiter="one title a line")
    assert (lines.in_words, lines.is_pasted) == ("text with one title a line, no headers", True)


def test_titles_and_rows_without_are_told_apart() -> None:
    found = TitleList((Row(1, "Nurse"), Row(2, "10", rows.NO_LETTER), Row(3, "Cook")))
    assert (found.titles, found.untitled) == (("Nurse", "Cook"), (Row(2, "10", rows.NO_LETTER),))


def test_where_reading_ended_early_it_is_told_why() -> None:
    assert TitleList(()).end == ""
    assert "after row 1,312: more than 1,000 blank rows follow it" in TitleList((), last_row=1312).end
    assert "below 20,000 were not read" in TitleList((), last_row=MOST_ROWS).end
