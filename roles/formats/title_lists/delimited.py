"""Lists as text: which encoding and delimiter it has, and its rows, read line by line."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from roles.formats.title_lists.bounds import (
    LONGEST_LINE,
    Budget,
    UnreadableList,
    check_cell,
    check_columns,
)
from roles.formats.title_lists.headers import WEAK, is_header_row, rank

ENCODINGS = {"UTF-8": "utf-8-sig", "UTF-16": "utf-16", "Windows-1252": "cp1252"}
ONE_A_LINE = "one title a line"
DELIMITERS = {"tab": "\t", "semicolon": ";", "vertical bar": "|", "comma": ",", ONE_A_LINE: "\x1f"}
"""By the name that people read, those that titles contain least come first; no text contains the last one."""

_BYTE_ORDERS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 4096  # characters that the delimiter is found by
_HEADERS_WITHIN = 20  # rows of the sample
_END = "\uffff"  # a line of this follows the last one; no text contains it
_NOT_TEXT = {0: "\ufffd", 0xFFFF: "\ufffd", 0x1F: " "}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffd]")
_EXCEL_HINT = re.compile(r'"?sep=([,;\t|])"?\s*', re.IGNORECASE)


def encoding_of(content: bytes) -> str:
    """The name of the encoding, a key of ENCODINGS.

    A few bytes that are no UTF-8 do not make a text Windows-1252: whatever is in neither becomes U+FFFD.
    """
    if content[:2] in _BYTE_ORDERS:
        return "UTF-16"
    lost = content.decode("utf-8", "replace").count("\ufffd")
    beyond_ascii = len(content.translate(None, bytes(range(128))))
    return "UTF-8" if lost * 2 <= beyond_ascii else "Windows-1252"


def codec_of(content: bytes, encoding: str) -> str:
    """Python's name of the encoding. UTF-16 that does not tell its order of bytes has that of Windows."""
    is_unmarked = encoding == "UTF-16" and content[:2] not in _BYTE_ORDERS
    return "utf-16-le" if is_unmarked else ENCODINGS[encoding]


def check_text(content: bytes, encoding: str) -> None:
    """Raise UnreadableList for bytes that are no text."""
    sample = content[:65_536].decode(codec_of(content, encoding), "replace")
    if len(_CONTROL.findall(sample)) > len(sample) / 10:
        raise UnreadableList(
            "The file is neither text nor a workbook. Save the list as CSV in UTF-8 or as XLSX and send that."
        )


def delimiter_of(content: bytes, encoding: str, *, is_prose: bool, budget: Budget) -> str:
    """The name of the delimiter, a key of DELIMITERS; in prose (a ``.txt``, pasted lines) commas part nothing.

    Prose has columns only where tabs part most lines, or where there is a row of headers.
    """
    sample = _sample(_lines(content, encoding, budget))
    if sample and (hint := _EXCEL_HINT.fullmatch(sample[0])):
        return next(name for name, mark in DELIMITERS.items() if mark == hint[1])
    first = next((line for line in sample if line.strip()), "")
    if rank(first) >= WEAK and not any(mark in first for mark in DELIMITERS.values()):
        return ONE_A_LINE  # a header alone: a comma below it is part of a title
    shares = {name: _share(sample, mark) for name, mark in DELIMITERS.items() if name != ONE_A_LINE}
    headed = [name for name, (_, has_headers) in shares.items() if has_headers]
    usual = [name for name in shares if name == "tab" or not is_prose]
    likeliest = max(headed or usual, key=lambda name: shares[name][0])
    return likeliest if headed or shares[likeliest][0] >= 0.5 else ONE_A_LINE


def text_rows(
    content: bytes, encoding: str, delimiter: str, *, is_prose: bool, budget: Budget
) -> Iterator[tuple[int, list[str]]]:
    """The rows of the text as (number, cells); in prose without columns quotation marks mean nothing."""
    lines = _lines(content, encoding, budget)
    first = next(lines, "")
    if not _EXCEL_HINT.fullmatch(first):
        lines = chain([first], lines)
    if is_prose and delimiter == ONE_A_LINE:
        rows: Iterable[list[str]] = ([line.rstrip("\r\n")] for line in lines)
    else:
        rows = _records(lines, DELIMITERS[delimiter])
    for number, cells in enumerate(rows, start=1):
        budget.cells(len(cells))
        check_cell(number, max(map(len, cells), default=0))
        if not any(cell and not cell.isspace() for cell in cells):
            cells = []
        check_columns(number, max((at for at, cell in enumerate(cells, 1) if cell.strip()), default=0))
        yield number, cells


def _lines(content: bytes, encoding: str, budget: Budget) -> Iterator[str]:
    """The lines with their ends. A line that is too long is an error, so that none is held in memory."""
    text = io.TextIOWrapper(io.BytesIO(content), codec_of(content, encoding), "replace", newline="")
    number = 0
    while line := text.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise UnreadableList(
                f"Line {number:,} has more than {LONGEST_LINE:,} characters. Send a file with one row a line."
            )
        budget.time()
        yield line.translate(_NOT_TEXT)


def _sample(lines: Iterator[str]) -> list[str]:
    found, room = [], _SAMPLE
    for line in lines:
        found.append(line)
        room -= len(line)
        if room <= 0:
            break
    return found


def _share(sample: list[str], mark: str) -> tuple[float, bool]:
    """How many of the rows have the usual number of cells, more than one; and whether one is a row of headers."""
    rows = [cells for cells in csv.reader(sample, delimiter=mark) if "".join(cells).strip() or len(cells) > 1]
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    share = max(widths.values(), default=0) / max(len(rows), 1)
    for at, cells in enumerate(rows[:_HEADERS_WITHIN], start=1):
        if len(cells) > 1 and is_header_row(cells):
            below = rows[at:]
            return share, sum(len(cells) > 1 for cells in below) >= len(below) / 2
    return share, False


def _records(lines: Iterable[str], mark: str) -> Iterator[list[str]]:
    number = 0
    try:
        for number, cells in enumerate(csv.reader(chain(lines, [_END]), delimiter=mark), start=1):
            if cells == [_END]:
                return
            if cells and cells[-1].endswith(_END):
                raise UnreadableList(_open_quote(number))
            yield cells
    except csv.Error:
        raise UnreadableList(_open_quote(number + 1)) from None


def _open_quote(number: int) -> str:
    return (
        f"A quotation mark in row {number:,} is opened and not closed. Close it, or remove it; "
        "a list with one title a line may have any, as a .txt file."
    )
