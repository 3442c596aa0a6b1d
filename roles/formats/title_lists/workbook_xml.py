"""Parsers of the parts of a workbook: elements as they are, shared strings, and the rows of a sheet."""

import re
from collections import deque
from datetime import date, timedelta
from functools import cache
from xml.parsers import expat

from roles.formats.title_lists.bounds import UnreadableList, check_cell, check_columns
from roles.formats.title_lists.rows import UNCALCULATED

NOT_A_WORKBOOK = "The file is not a workbook that can be read. Save it again as XLSX or CSV."
_LAST_COLUMN = 16_384
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMAT = re.compile(r"[dmyh]", re.IGNORECASE)
_NOT_IN_DATE_FORMAT = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|general', re.IGNORECASE)
_FIRST_DAY = date(1899, 12, 30)


class Parser:
    """A parser that counts elements and collects the text of some."""

    def __init__(self) -> None:
        self.counted = 0
        self.row = 0
        self.texts: list[str] = []
        self.length = 0
        self.expat = expat.ParserCreate()
        self.expat.buffer_text = True
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.StartDoctypeDeclHandler = self.refuse

    def refuse(self, *_: object) -> None:
        """No workbook declares a document type; entities that unfold into each other need one."""
        raise UnreadableList(NOT_A_WORKBOOK)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        """Take up the beginning of an element."""

    def _end(self, name: str) -> None:
        """Take up the end of an element."""

    def collect(self, data: str) -> None:
        """Add to the text of a cell; raises UnreadableList when it becomes too long."""
        self.length += len(data)
        check_cell(self.row, self.length)
        self.texts.append(data)

    def taken(self) -> str:
        """The text that was collected; the next begins empty."""
        text = "".join(self.texts)
        self.texts.clear()
        self.length = 0
        return _ESCAPED.sub(_unescaped, text) if "_x" in text else text


class ElementParser(Parser):
    """Collects elements with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.counted += 1
        self.elements.append((local_name(name), attributes))


class StringParser(Parser):
    """Collects the shared strings, without the readings of East Asian characters."""

    def __init__(self) -> None:
        super().__init__()
        self.strings: list[str] = []
        self.is_reading = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "t" and not self.is_reading:
            self.expat.CharacterDataHandler = self.collect
        elif name == "rPh":
            self.is_reading = True
        self.counted += 1

    def _end(self, name: str) -> None:
        name = local_name(name)
        if name == "t":
            self.expat.CharacterDataHandler = None
        elif name == "rPh":
            self.is_reading = False
        elif name == "si":
            self.strings.append(self.taken())


class RowParser(Parser):
    """Collects the rows of a sheet."""

    def __init__(self, strings: list[str], dates: set[int]) -> None:
        super().__init__()
        self.strings, self.dates = strings, dates
        self.finished: deque[tuple[int, list[str]]] = deque()
        self.is_over = False
        self.cells: dict[int, str] = {}
        self.cell: dict[str, str] = {}
        self.column = 0
        self.has_formula = False

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = local_name(name)
        if name == "c":
            self.counted += 1
            self.cell, self.has_formula = attributes, False
            reference = attributes.get("r")
            self.column = _column(reference.rstrip("0123456789")) if reference else self.column + 1
        elif name in ("v", "t"):
            self.expat.CharacterDataHandler = self.collect
        elif name == "f":
            self.has_formula = True
        elif name == "row":
            self.counted += 1
            self.row = max(self.row + 1, whole_number(attributes.get("r"), 0))
            self.column = 0
            self.cells.clear()

    def _end(self, name: str) -> None:
        name = local_name(name)
        if name == "c":
            if (self.texts or self.has_formula) and (text := self._text()).strip():
                self.cells[self.column] = text
        elif name in ("v", "t"):
            self.expat.CharacterDataHandler = None
        elif name == "row":
            width = max(self.cells, default=0)
            check_columns(self.row, width)
            self.finished.append((self.row, [self.cells.get(at, "") for at in range(1, width + 1)]))
        elif name == "sheetData":
            self.is_over = True

    def _text(self) -> str:
        text, kind = self.taken(), self.cell.get("t", "n")
        if not text:
            return "" if kind == "str" else UNCALCULATED
        if kind == "s":
            return self.strings[whole_number(text, len(self.strings))]
        if kind == "b":
            return "FALSE" if text.strip() == "0" else "TRUE"
        if kind == "n" and whole_number(self.cell.get("s"), -1) in self.dates:
            return _date(text)
        return text


def local_name(name: str) -> str:
    """The name without its prefix."""
    return name.rpartition(":")[2] if ":" in name else name


def whole_number(text: str | None, default: int) -> int:
    """A whole number of up to seven digits."""
    text = (text or "").strip()
    return int(text) if len(text) < 8 and text.isdecimal() else default


@cache
def _column(letters: str) -> int:
    """The number of a column, 1 for A."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + "ABCDEFGHIJKLMNOPQRSTUVWXYZ".index(letter) + 1
    if not 0 < number <= _LAST_COLUMN:
        raise ValueError(letters)
    return number


def is_date_format(code: str) -> bool:
    """Whether a number is shown as a date."""
    return bool(_DATE_FORMAT.search(_NOT_IN_DATE_FORMAT.sub("", code[:255])))


def _date(text: str) -> str:
    """The date of a day's number, or the text as it is; a time of the day is left out."""
    try:
        return (_FIRST_DAY + timedelta(days=int(float(text)))).isoformat()
    except (ValueError, OverflowError):
        return text


def _unescaped(match: re.Match[str]) -> str:
    number = int(match[1], 16)
    return "\ufffd" if 0xD800 <= number < 0xE000 else chr(number)
