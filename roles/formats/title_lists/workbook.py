"""XLSX: the sheets of a workbook and their rows, read as a stream.

openpyxl reads whole parts (styles, shared strings, a row of any width) before it can be stopped, and fails in many
ways on parts that are not as it expects. A list of titles needs no more than the texts of cells.
"""

import posixpath
import zipfile
import zlib
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from io import BytesIO
from itertools import islice
from xml.parsers import expat

from roles.formats.title_lists.bounds import Budget, UnreadableList
from roles.formats.title_lists.rows import Sheet
from roles.formats.title_lists.workbook_xml import (
    NOT_A_WORKBOOK,
    ElementParser,
    Parser,
    RowParser,
    StringParser,
    is_date_format,
    whole_number,
)

_MOST_PARTS = 5000
_MOST_DECLARED = 200 * 1024 * 1024  # bytes that all parts together claim to unpack to
_MOST_RELATIONS = 10_000
_MOST_STYLES = 65_536
_CHUNK = 64 * 1024
_LONGEST_TAG = 4 * _CHUNK
_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,  # an encrypted part, or one compressed in an unknown way
    ValueError,
)
_BUILT_IN_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])


def workbook_sheets(content: bytes, budget: Budget) -> list[Sheet]:
    """The sheets with cells, in their order. Raises UnreadableList, here or when a sheet's rows are read."""
    with _readable():
        book = _Workbook(content, budget)
        found = [
            Sheet(
                attributes.get("name", ""),
                partial(book.rows, part),
                "hidden" in attributes.get("state", "").lower(),
            )
            for attributes in book.sheets()
            if (part := book.part_of(attributes)) is not None
        ]
    if not found:
        raise UnreadableList(NOT_A_WORKBOOK)
    return found


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except UnreadableList:
        raise
    except _FAULTS as fault:
        raise UnreadableList(NOT_A_WORKBOOK) from fault


class _Workbook:
    """The parts of the archive that contain texts of cells."""

    def __init__(self, content: bytes, budget: Budget) -> None:
        if content.count(b"PK\x01\x02") > _MOST_PARTS:
            raise UnreadableList(
                f"The workbook has more than {_MOST_PARTS:,} parts. Send the column of titles alone."
            )
        self.budget = budget
        self.archive = zipfile.ZipFile(BytesIO(content))
        if sum(entry.file_size for entry in self.archive.infolist()) > _MOST_DECLARED:
            raise UnreadableList(
                "The workbook unpacks to far more than a list of titles needs. Send the column of titles alone."
            )
        roots = self._relations("")
        self.part = next((target for kind, target in roots.values() if kind == "officeDocument"), "")
        self.relations = self._relations(self.part)

    def sheets(self) -> Iterator[dict[str, str]]:
        """The attributes of the sheets."""
        found = (attributes for name, attributes in self._elements(self.part) if name == "sheet")
        return islice(found, _MOST_RELATIONS)

    def part_of(self, sheet: dict[str, str]) -> str | None:
        """The part with the sheet's cells; None for a chart."""
        key = next((value for name, value in sheet.items() if name.rpartition(":")[2] == "id"), "")
        kind, part = self.relations.get(key, ("", ""))
        return part if kind == "worksheet" else None

    def rows(self, part: str) -> Iterator[tuple[int, list[str]]]:
        """The rows that a sheet has, as (number, cells); a row without text has no cells."""
        with _readable():
            parser = RowParser(self.strings, self.dates)
            for _ in self._feed(part, parser):
                while parser.finished:
                    yield parser.finished.popleft()
                if parser.is_over:
                    return

    @cached_property
    def strings(self) -> list[str]:
        """The texts that cells refer to by their number."""
        parser = StringParser()
        for part in self._parts("sharedStrings"):
            deque(self._feed(part, parser), maxlen=0)
        return parser.strings

    @cached_property
    def dates(self) -> set[int]:
        """The numbers of the styles that show a number as a date."""
        formats = set(_BUILT_IN_DATES)
        found: set[int] = set()
        section, number = "", 0
        for part in self._parts("styles"):
            for name, attributes in self._elements(part):
                if name == "numFmt" and is_date_format(attributes.get("formatCode", "")):
                    formats.add(whole_number(attributes.get("numFmtId"), 0))
                elif name == "xf" and section == "cellXfs":
                    if whole_number(attributes.get("numFmtId"), 0) in formats and number < _MOST_STYLES:
                        found.add(number)
                    number += 1
                elif name in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
                    section = name
        return found

    def _parts(self, kind: str) -> list[str]:
        return [part for of_kind, part in self.relations.values() if of_kind == kind][:1]

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part refers to, by id: their kind, such as *worksheet*, and name."""
        folder, name = posixpath.split(part)
        found = self._elements(posixpath.join(folder, "_rels", f"{name}.rels"))
        return {
            attributes["Id"]: (
                attributes["Type"].rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, attributes["Target"])).lstrip("/"),
            )
            for name, attributes in islice(found, _MOST_RELATIONS)
            if name == "Relationship"
        }

    def _elements(self, part: str) -> Iterator[tuple[str, dict[str, str]]]:
        parser = ElementParser()
        for _ in self._feed(part, parser):
            yield from parser.elements
            parser.elements.clear()

    def _feed(self, part: str, parser: Parser) -> Iterator[None]:
        """Parse a part chunk by chunk, so that the caller can take what was found, and stop."""
        if self.archive.getinfo(part).compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise UnreadableList(NOT_A_WORKBOOK)  # others ask for as much memory as they like
        fed = 0
        with self.archive.open(part) as file:
            while chunk := file.read(_CHUNK):
                fed += len(chunk)
                self.budget.bytes(len(chunk))
                parser.expat.Parse(chunk)
                if fed - parser.expat.CurrentByteIndex > _LONGEST_TAG:
                    raise UnreadableList(NOT_A_WORKBOOK)  # expat begins a tag again with each chunk
                self.budget.cells(parser.counted)
                parser.counted = 0
                yield
        parser.expat.Parse(b"", True)
        yield
