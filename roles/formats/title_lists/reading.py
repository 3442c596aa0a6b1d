"""Reads a list of titles: pasted lines, text with or without columns, or a workbook."""

from collections.abc import Sequence
from functools import partial
from itertools import islice

from openpyxl.utils import get_column_letter

from roles.formats.title_lists.bounds import (
    LONGEST_NAME,
    MOST_BLANK_ROWS,
    MOST_BYTES,
    MOST_CHARACTERS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TITLES,
    Budget,
    UnreadableList,
)
from roles.formats.title_lists.delimited import (
    check_text,
    delimiter_of,
    encoding_of,
    text_rows,
)
from roles.formats.title_lists.layout import Layout, find_layout
from roles.formats.title_lists.rows import (
    ABOVE_HEADERS,
    BLANK,
    HEADER_AGAIN,
    OPEN_QUOTE,
    TOO_MANY_CELLS,
    Row,
    Sheet,
    Source,
    TitleList,
    Wish,
    row_of,
)
from roles.formats.title_lists.workbook import workbook_sheets

_NO_WISH = Wish()
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(content: bytes) -> bool:
    """Whether the file is to be read as a workbook, by how it begins."""
    return content.startswith(b"PK\x03\x04")


def read_pasted(text: str, wish: Wish = _NO_WISH) -> TitleList:
    """One title a line, unless tabs or a row of headers part it into columns. Raises UnreadableList."""
    if not text.strip():
        return TitleList(())
    rows, delimiter = _text(text.encode(errors="replace"), "UTF-8", wish.delimiter, is_prose=True)
    return _read_rows([rows], wish, delimiter, "")


def read_file(name: str, content: bytes, wish: Wish = _NO_WISH) -> TitleList:
    """The titles of a text or XLSX file, as the wish says it is to be read.

    Raises UnclearLayout when the visitor has to say where the titles are, otherwise UnreadableList when there is
    nothing to read or a bound was passed.
    """
    if len(content) > MOST_BYTES:
        raise UnreadableList(
            f"The file is larger than {MOST_BYTES // 1024 // 1024} MB. Send the column of titles alone."
        )
    if not content.strip():
        raise UnreadableList("The file is empty.")
    if content.startswith(_OLD_WORKBOOK):
        raise UnreadableList(
            "The file is a workbook of an old kind (.xls) or has a password. Save it as XLSX without one, or as CSV."
        )
    if is_workbook(content):
        return _read_rows(workbook_sheets(content, Budget()), wish, "", "")
    encoding = wish.encoding or encoding_of(content)
    check_text(content, encoding)
    rows, delimiter = _text(content, encoding, wish.delimiter, is_prose=name.lower().endswith(".txt"))
    return _read_rows([rows], wish, delimiter, encoding)


def _text(content: bytes, encoding: str, delimiter: str, *, is_prose: bool) -> tuple[Sheet, str]:
    """The text as a sheet, and the name of its delimiter."""
    budget = Budget()
    delimiter = delimiter or delimiter_of(content, encoding, is_prose=is_prose, budget=budget)
    rows = partial(text_rows, content, encoding, delimiter, is_prose=is_prose, budget=budget)
    return Sheet("", rows), delimiter


def _read_rows(sheets: list[Sheet], wish: Wish, delimiter: str, encoding: str) -> TitleList:
    layout = find_layout(sheets, wish)
    others = (sheet.name for sheet in sheets if sheet is not layout.sheet and not sheet.is_hidden)
    source = Source(
        sheet=layout.sheet.name[:LONGEST_NAME],
        other_sheets=tuple(name[:LONGEST_NAME] for name in islice(others, MOST_SHEETS)),
        header_row=layout.header_row,
        column=get_column_letter(layout.column + 1),
        header=" ".join(layout.header.split())[:LONGEST_NAME],
        delimiter=delimiter,
        encoding=encoding,
    )
    found = _Rows(layout, is_text=bool(delimiter))
    for number, cells in layout.sheet.rows():
        if number > MOST_ROWS or number - found.last > MOST_BLANK_ROWS:
            last_row = MOST_ROWS if number > MOST_ROWS else found.last
            return TitleList(tuple(found.rows), source, found.left_out, last_row)
        if cells:
            found.add(number, cells)
    return TitleList(tuple(found.rows), source, found.left_out)


class _Rows:
    """Collects the rows of a list, blank ones between them included."""

    def __init__(self, layout: Layout, *, is_text: bool) -> None:
        self.layout = layout
        self.is_text = is_text
        self.rows: list[Row] = []
        self.last = 0
        self.left_out = 0
        self._titles = 0
        self._characters = 0

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Add a row with text."""
        self.last = number
        if number == self.layout.header_row:
            return
        row = self._row(number, cells)
        if not row.reason:
            self._titles += 1
        if self._titles > MOST_TITLES:
            self.left_out += not row.reason
            return
        self._characters += len(row.text)
        if self._characters > MOST_CHARACTERS:
            raise UnreadableList(
                f"The titles have more than {MOST_CHARACTERS:,} characters together. Send the list in parts."
            )
        start = self.rows[-1].number + 1 if self.rows else 1
        self.rows += (
            Row(blank, "", BLANK) for blank in range(start, number) if blank != self.layout.header_row
        )
        self.rows.append(row)

    def _row(self, number: int, cells: Sequence[str]) -> Row:
        _, header_row, column, header, width = self.layout
        if number < header_row:
            return row_of(number, next(cell for cell in cells if cell.strip()), ABOVE_HEADERS)
        cell = cells[column] if column < len(cells) else ""
        if header_row and header and cell.strip().casefold() == header.casefold():
            return row_of(number, cell, HEADER_AGAIN)
        if self.is_text and header_row and any(map(str.strip, cells[width:])):
            return row_of(number, cell, TOO_MANY_CELLS)
        if self.is_text and any("\n" in text and text.count('"') % 2 for text in cells):
            return row_of(number, cell, OPEN_QUOTE)
        return row_of(number, cell)
