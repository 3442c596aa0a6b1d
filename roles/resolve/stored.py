"""The answer for a list as one packed value: the lines, and how the list was read."""

import json
import zlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from roles.formats.title_lists import Preview, Row, Source, TitleList, UnclearLayout, UnreadableList
from roles.resolve.batch import Line


@dataclass(frozen=True)
class StoredAnswer:
    """The lines of an answer, and the list that they answer; None for the lines of a receipt."""

    lines: Sequence[Line]
    titles: TitleList | None


def pack(lines: Sequence[Line], titles: TitleList | None) -> bytes:
    """The answer as bytes; ``unpack`` reads it."""
    source = [astuple(titles.source), titles.left_out, titles.last_row] if titles else None
    return _pack([source, [astuple(line) for line in lines]])


def unpack(packed: bytes) -> StoredAnswer:
    """The answer that ``pack`` wrote."""
    source, rows = _unpack(packed)
    lines = [Line(*row) for row in rows]
    if source is None:
        return StoredAnswer(lines, None)
    [sheet, others, *rest], left_out, last_row = source
    titles = tuple(Row(*line.asked) for line in lines)
    return StoredAnswer(lines, TitleList(titles, Source(sheet, tuple(others), *rest), left_out, last_row))


def pack_fault(fault: UnreadableList) -> bytes:
    """Why a list cannot be read, as bytes; ``unpack_fault`` reads it."""
    return _pack([str(fault), fault.previews if isinstance(fault, UnclearLayout) else []])


def unpack_fault(packed: bytes) -> UnreadableList:
    """The fault that ``pack_fault`` wrote."""
    message, previews = _unpack(packed)
    if not previews:
        return UnreadableList(message)
    return UnclearLayout(message, tuple(_preview(*preview) for preview in previews))


def _preview(sheet: str, letters: list[str], rows: list[Any]) -> Preview:
    return Preview(sheet, tuple(letters), tuple((number, tuple(cells)) for number, cells in rows))


def _pack(data: Any) -> bytes:
    return zlib.compress(json.dumps(data, separators=(",", ":")).encode(), 1)


def _unpack(packed: bytes) -> Any:
    return json.loads(zlib.decompress(packed))
