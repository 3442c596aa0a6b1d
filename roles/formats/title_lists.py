"""Lists of job titles as people have them: pasted lines, CSV in any usual encoding, XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_TITLES = 10_000
MOST_BYTES = 10 * 1024 * 1024
LONGEST_TITLE = 300
_MOST_UNPACKED = 200 * 1024 * 1024  # an XLSX of ten thousand titles unpacks to a hundredth of this
_MOST_COLUMNS = 200
_HEADERS = (
    "job title",
    "title",
    "position title",
    "role title",
    "position",
    "job",
    "role",
    "job name",
    "designation",
)


class UnreadableList(ValueError):
    """A list that cannot be read; the message says why and what to do."""


@dataclass(frozen=True)
class TitleList:
    """The titles by the number of their row, the rows that hold none with the reason, and the column they stand in."""

    rows: tuple[tuple[int, str], ...]
    unreadable: tuple[tuple[int, str], ...] = ()
    column: str = ""
    left_out: int = 0


def read_pasted(text: str) -> TitleList:
    """One title a line; empty lines are passed over and still counted."""
    return _sorted_out((number, line) for number, line in enumerate(text.splitlines(), start=1))


def read_file(name: str, content: bytes, column: str = "") -> TitleList:
    """The titles of a CSV or XLSX file; ``column`` is a header or a letter, or "" to guess.

    Raises UnreadableList when there is nothing to read or it cannot be read safely.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableList(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Send the column of titles alone."
        )
    if not content.strip():
        raise UnreadableList("The file is empty.")
    table = list(_xlsx(content) if content[:4] == b"PK\x03\x04" else _csv(name, content))
    if not any(cell.strip() for row in table for cell in row):
        raise UnreadableList("The file holds no text.")
    at, has_header = _column(table, column)
    body = enumerate(table[1:] if has_header else table, start=2 if has_header else 1)
    label = table[0][at].strip() if has_header else f"column {get_column_letter(at + 1)}"
    found = _sorted_out(((number, row[at] if at < len(row) else "") for number, row in body), say_empty=True)
    return TitleList(found.rows, found.unreadable, label[:60], found.left_out)


def carried_list(data: Any) -> TitleList:
    """A list that was read before: ``[column, [[row, title] …], [[row, reason] …], left out]``.

    It has been in the visitor's hands, so it is read as strictly as any other; raises UnreadableList.
    """
    try:
        column, rows, unreadable, left_out = data
        lines = [(int(number), str(title)) for number, title in rows]
        reasons = tuple((int(number), str(reason)[:200]) for number, reason in unreadable[:1000])
        found = _sorted_out(iter(lines))
        return TitleList(found.rows, reasons, str(column)[:60], int(left_out))
    except (TypeError, ValueError):
        raise UnreadableList("The list did not come back whole. Paste it or choose the file again.") from None


def _sorted_out(lines: Iterator[tuple[int, str]], *, say_empty: bool = False) -> TitleList:
    rows: list[tuple[int, str]] = []
    unreadable: list[tuple[int, str]] = []
    left_out = 0
    for number, text in lines:
        title = " ".join(text.replace("\0", " ").split())
        if not title:
            if say_empty:
                unreadable.append((number, "the cell is empty"))
        elif len(title) > LONGEST_TITLE:
            unreadable.append((number, f"{len(title):,} characters; a title has at most {LONGEST_TITLE}"))
        elif not any(character.isalpha() for character in title):
            unreadable.append((number, f"“{title[:40]}” holds no letter"))
        elif len(rows) == MOST_TITLES:
            left_out += 1
        else:
            rows.append((number, title))
    while (
        unreadable
        and unreadable[-1][1] == "the cell is empty"
        and (not rows or unreadable[-1][0] > rows[-1][0])
    ):
        unreadable.pop()  # the empty end of a sheet
    return TitleList(tuple(rows), tuple(unreadable[:1000]), "", left_out)


def _csv(name: str, content: bytes) -> Iterator[list[str]]:
    text = _decoded(content)
    if "\0" in text:
        raise UnreadableList(
            "The file is neither text nor a workbook. Save the list as CSV or XLSX and send that."
        )
    sample = "\n".join(text.splitlines()[:50])
    try:
        dialect: type[csv.Dialect] | csv.Dialect = csv.Sniffer().sniff(sample, delimiters=",;\t|")
    except csv.Error:  # a single column
        dialect = csv.excel
    try:
        for row in csv.reader(io.StringIO(text, newline=""), dialect):
            yield row[:_MOST_COLUMNS]
    except csv.Error as fault:
        raise UnreadableList(f"The file cannot be read as CSV: {fault}.") from None


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252", "latin-1")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableList("The text of the file cannot be decoded. Save it as CSV in UTF-8.")


def _xlsx(content: bytes) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _MOST_UNPACKED:
                raise UnreadableList(
                    "The workbook unpacks to far more than a list of titles needs. Send the column alone."
                )
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for row in sheet.iter_rows(max_row=MOST_TITLES * 2, max_col=_MOST_COLUMNS, values_only=True):
                yield ["" if cell is None else str(cell) for cell in row]
        finally:
            book.close()
    except UnreadableList:
        raise
    except (
        zipfile.BadZipFile,
        InvalidFileException,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        SyntaxError,
        EOFError,
    ) as fault:
        raise UnreadableList(
            "The file is not a workbook that can be read. Save it anew as XLSX or CSV."
        ) from fault


def _column(table: Sequence[Sequence[str]], wanted: str) -> tuple[int, bool]:
    """Which column holds the titles, counted from 0, and whether the first row is its header."""
    first = [cell.strip().casefold() for cell in table[0]]
    wide = max(map(len, table))
    if wanted.strip():
        name = wanted.strip().casefold()
        if name in first:
            return first.index(name), True
        letters = [get_column_letter(i + 1).casefold() for i in range(wide)]
        if name in letters:
            return letters.index(name), any(header in first for header in _HEADERS)
        there = ", ".join(cell.strip() for cell in table[0] if cell.strip())[:200]
        raise UnreadableList(f"There is no column “{wanted.strip()[:40]}”. The first row has: {there}.")
    for header in _HEADERS:
        if header in first:
            return first.index(header), True
    for header in _HEADERS:
        for i, cell in enumerate(first):
            if header in cell.split() or cell.endswith(header):
                return i, True
    return max(range(wide), key=lambda i: (_variety(table, i), -i)), False


def _variety(table: Sequence[Sequence[str]], column: int) -> int:
    """How many different texts of several letters a column holds: titles vary, numbers and countries do not."""
    cells = {row[column].strip().casefold() for row in table if column < len(row)}
    return sum(1 for cell in cells if sum(character.isalpha() for character in cell) >= 5)
