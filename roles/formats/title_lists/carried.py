"""A list that a page carries to the next one in a hidden field, so that nothing is stored."""

import json
from collections.abc import Sequence
from dataclasses import astuple
from itertools import pairwise
from typing import Any, NoReturn

from roles.formats.title_lists.bounds import (
    LONGEST_NAME,
    MOST_CHARACTERS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_TITLES,
    UnreadableList,
)
from roles.formats.title_lists.delimited import DELIMITERS, ENCODINGS
from roles.formats.title_lists.rows import Row, Source, TitleList, is_reason, row_of

NOT_WHOLE = "The list did not come back whole. Paste it or choose the file again."

_LONGEST = MOST_CHARACTERS + 150 * MOST_ROWS  # characters: a row has a number and a reason as well


def carry(found: TitleList) -> str:
    """The list as text; ``carried_list`` reads it."""
    rows = [row if row.reason else row[:2] for row in found.rows]
    return json.dumps([astuple(found.source), rows, found.left_out, found.last_row], ensure_ascii=False)


def carried_list(text: str) -> TitleList:
    """The list that ``carry`` wrote. It has been in the visitor's hands: what ``carry`` never writes is refused.

    Raises UnreadableList.
    """
    try:
        if len(text) > _LONGEST:
            _refuse(len(text))
        data = json.loads(text, parse_int=_whole, parse_float=_refuse, parse_constant=_refuse)
        source, rows, left_out, last_row = data
        return TitleList(_rows(rows), _source(*source), _count(left_out), _count(last_row))
    except (TypeError, ValueError, RecursionError):
        raise UnreadableList(NOT_WHOLE) from None


def _rows(data: Sequence[Sequence[Any]]) -> tuple[Row, ...]:
    if len(data) > MOST_ROWS:
        _refuse(len(data))
    rows = tuple(_row(*row) for row in data)
    if any(above.number >= below.number for above, below in pairwise(rows)):
        _refuse("order")
    if (
        sum(not row.reason for row in rows) > MOST_TITLES
        or sum(len(row.text) for row in rows) > MOST_CHARACTERS
    ):
        _refuse("number")
    return rows


def _row(number: Any, text: Any, reason: Any = "") -> Row:
    if not 0 < _count(number) <= MOST_ROWS or (reason != "" and not is_reason(_text(reason))):
        _refuse(number)
    return row_of(number, _text(text), reason)


def _source(
    sheet: Any, others: Any, header_row: Any, column: Any, header: Any, delimiter: Any, encoding: Any
) -> Source:
    names = [_text(name) for name in (sheet, column, header, *others)]
    is_known = delimiter in ("", *DELIMITERS) and encoding in ("", *ENCODINGS)
    if not is_known or len(others) > MOST_SHEETS or max(map(len, names)) > LONGEST_NAME:
        _refuse("source")
    return Source(sheet, tuple(others), _count(header_row), column, header, delimiter, encoding)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        _refuse(value)
    value.encode()  # half a surrogate pair is no text
    return value


def _count(value: Any) -> int:
    if type(value) is not int or value < 0:
        _refuse(value)
    return int(value)


def _whole(text: str) -> int:
    return int(text) if len(text) < 9 else _refuse(text)


def _refuse(value: object) -> NoReturn:
    raise ValueError(value)
