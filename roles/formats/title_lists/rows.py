"""A list of titles as it was read: a row for each row of the file, and how the file was understood."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from roles.formats.title_lists.bounds import LONGEST_TITLE, MOST_BLANK_ROWS, MOST_ROWS
from roles.formats.title_lists.delimited import ONE_A_LINE

BLANK = "blank"
EMPTY_CELL = "the cell is empty"
ABOVE_HEADERS = "above the headers"
HEADER_AGAIN = "the header again"
NO_LETTER = "no letter in it"
UNREADABLE = "a character of it cannot be read"
ERROR_VALUE = "an error value of the spreadsheet"
NOT_CALCULATED = "a formula without a stored result; save the file in a spreadsheet and send it again"
TOO_MANY_CELLS = "more cells than headers; a title with the delimiter in it needs quotation marks"
TOO_MANY_LINES = "more than four lines in one cell"
OPEN_QUOTE = "a quotation mark in the row may not be closed"
_TOO_LONG = "{:,} characters; a title has at most {}"

UNCALCULATED = "#UNCALCULATED!"
"""What a cell contains whose formula has no stored result."""

_ERRORS = {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#NULL!", "#NUM!", "#DIV/0!", "#SPILL!", "#CALC!"}
_REASONS = {
    BLANK, EMPTY_CELL, ABOVE_HEADERS, HEADER_AGAIN, NO_LETTER, UNREADABLE, ERROR_VALUE, NOT_CALCULATED,
    TOO_MANY_CELLS, TOO_MANY_LINES, OPEN_QUOTE,
}  # fmt: skip
_ANY_TOO_LONG = re.compile(r"[\d,]{3,9} characters; a title has at most \d+")


class Row(NamedTuple):
    """A row of the file; with a ``reason`` it has no title, and the text is what it has instead."""

    number: int
    text: str
    reason: str = ""


def row_of(number: int, cell: str, reason: str = "") -> Row:
    """The row for a cell; without a reason it is found out whether the cell is a title."""
    text = " ".join(cell.replace("\0", "\ufffd").split())
    if not reason and cell.strip().count("\n") > 3:
        reason = TOO_MANY_LINES
    return Row(number, text[:LONGEST_TITLE], reason or _why_no_title(text))


def is_reason(text: str) -> bool:
    """Whether this is one of the reasons that rows are given."""
    return text in _REASONS or bool(_ANY_TOO_LONG.fullmatch(text))


def _why_no_title(text: str) -> str:
    if not text:
        return EMPTY_CELL
    if len(text) > LONGEST_TITLE:
        return _TOO_LONG.format(len(text), LONGEST_TITLE)
    if text == UNCALCULATED:
        return NOT_CALCULATED
    if text in _ERRORS:
        return ERROR_VALUE
    if "\ufffd" in text:
        return UNREADABLE
    return "" if any(map(str.isalpha, text)) else NO_LETTER


class Sheet(NamedTuple):
    """A sheet of a workbook, or a file of text; ``rows`` reads (number, cells) from its beginning each time."""

    name: str
    rows: Callable[[], Iterator[tuple[int, list[str]]]]
    is_hidden: bool = False


@dataclass(frozen=True)
class Wish:
    """What the visitor says of a file; what is left out is found out."""

    sheet: str = ""
    header_row: int | None = None  # 0: there are no headers
    column: str = ""
    delimiter: str = ""
    encoding: str = ""


@dataclass(frozen=True)
class Source:
    """How a file was understood. ``header`` is the text above the titles, ``column`` the letter of their column."""

    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    header_row: int = 0
    column: str = ""
    header: str = ""
    delimiter: str = ""
    encoding: str = ""

    @property
    def is_pasted(self) -> bool:
        return not self.sheet and not self.encoding

    @property
    def in_words(self) -> str:
        """What was assumed, to follow “Read from”."""
        is_table = self.delimiter != ONE_A_LINE
        parts = [f"sheet “{self.sheet}”"] if self.sheet else []
        parts.append(f"column {self.column}" if is_table else "text with one title a line")
        parts.append(f"headers in row {self.header_row}" if self.header_row else "no headers")
        if self.header:
            parts[-1] += f" (“{self.header}”)"
        if self.delimiter and is_table:
            parts.append(f"delimiter {self.delimiter}")
        if self.encoding:
            parts.append(f"encoding {self.encoding}")
        return ", ".join(parts)


@dataclass(frozen=True)
class TitleList:
    """The rows of a list in their order, from the first to the last with text; the row of headers is left out.

    ``left_out`` counts titles beyond the most that are resolved; ``last_row`` is the row after which reading ended
    although the file goes on, or 0.
    """

    rows: tuple[Row, ...]
    source: Source = Source()
    left_out: int = 0
    last_row: int = 0

    @property
    def titles(self) -> tuple[str, ...]:
        return tuple(row.text for row in self.rows if not row.reason)

    @property
    def untitled(self) -> tuple[Row, ...]:
        """The rows without a title."""
        return tuple(row for row in self.rows if row.reason)

    @property
    def why_none(self) -> str:
        """Why no title was found, with the first rows and their reasons."""
        if self == TitleList(()):
            return "Paste some titles or choose a file."
        reasons = "; ".join(f"row {row}: “{text}”, {reason}" for row, text, reason in self.rows[:3])
        return " ".join(filter(None, ("No title was found.", reasons, self.end)))

    @property
    def end(self) -> str:
        """Why reading ended before the file did; empty if it did not."""
        if not self.last_row:
            return ""
        if self.last_row == MOST_ROWS:
            return f"Rows below {MOST_ROWS:,} were not read. Send the rest as a list of its own."
        return (
            f"Reading ended after row {self.last_row:,}: more than {MOST_BLANK_ROWS:,} blank rows follow it. "
            "If there are titles below them, remove the blank rows."
        )
