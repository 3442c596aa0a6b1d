"""Role documents as JSON Lines, one document a line, read and written as a stream.

Documents and faults are those of the YAML files; the line of a fault is that of its document.
"""

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO

from pydantic import ValidationError

from roles.documents.errors import Fault, Location, Refused, location_in_words
from roles.documents.reading import read_data
from roles.documents.role import RoleDocument

SUFFIX = ".jsonl"
LONGEST_LINE = 1024 * 1024  # bytes; a document is about 10 kB
_MOST_DIGITS = 20


@dataclass(frozen=True)
class RoleLines:
    """A file of role documents, which is read again whenever they are needed."""

    path: Path

    def fault(self, location: Location, message: str) -> Fault:
        """Make a fault of this file; the location begins with the line."""
        return Fault(str(self.path), int(location[0]), location_in_words(location[1:]), message)

    def read(self, *, again: bool = False) -> Iterator[tuple[Location, RoleDocument | None, list[Fault]]]:
        """Yield the location of every line with its document, or with its faults.

        ``again`` is quicker and overlooks a repeated key.
        """
        try:
            with self.path.open("rb") as file:
                for number, line in enumerate(_lines(file), start=1):
                    if line.strip():
                        document, wrong = _read_again(line) if again else _read(line)
                        faults = [self.fault((number, *at), message) for at, message in wrong]
                        yield (number,), document, faults
        except OSError as fault:
            message = f"cannot be read ({fault.strerror}); expected a file of role documents"
            yield (0,), None, [self.fault((0,), message)]

    def documents(self) -> Iterator[tuple[Location, RoleDocument]]:
        """Yield the location of every line with its document; raises Refused at a line that is faulty."""
        for location, document, faults in self.read(again=True):
            if document is None:
                raise Refused(faults)
            yield location, document


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines, without a byte-order mark; of one that is too long, only the beginning."""
    if file.read(len(BOM_UTF8)) != BOM_UTF8:
        file.seek(0)
    while line := file.readline(LONGEST_LINE + 1):
        yield line
        while len(line) > LONGEST_LINE and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE + 1)


def _read(line: bytes) -> tuple[RoleDocument | None, list[tuple[Location, str]]]:
    if len(line) > LONGEST_LINE:
        return None, [((), f"is longer than {LONGEST_LINE // 2**20} MiB; a role document is not")]
    try:
        data = _DECODER.decode(line.decode("utf-8"))
        if not isinstance(data, dict):
            return None, [((), "is not a role document; expected an object with the key role")]
    except UnicodeDecodeError:
        return None, [((), "is not UTF-8 text; expected a role document in UTF-8")]
    except RecursionError:
        return None, [((), "is nested too deeply to be a role document")]
    except json.JSONDecodeError as fault:
        return None, [((), f"broken JSON: {fault.msg} (character {fault.pos + 1})")]
    except ValueError as fault:
        return None, [((), f"broken JSON: {fault}")]
    reading = read_data(RoleDocument, data)
    return (None if reading.faults else reading.form), reading.faults


def _read_again(line: bytes) -> tuple[RoleDocument | None, list[tuple[Location, str]]]:
    try:
        return RoleDocument.model_validate_json(line), []
    except ValidationError:
        return _read(line)


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f"the key “{twice}” stands twice; expected it once")
    return data


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no figure")


def _whole_number(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise ValueError(f"a number of {len(text):,} digits is impossible")
    return int(text)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_each_key_once, parse_constant=_no_number, parse_int=_whole_number
)


def write(path: Path, documents: Iterable[RoleDocument]) -> None:
    """Write documents, one a line; the same documents are always the same bytes.

    The file gets its name once it is complete: half a catalogue would look like a small one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    try:
        with part.open("w", encoding="utf-8", newline="\n") as file:
            for document in documents:
                file.write(_ENCODER.encode(document.as_data()))
                file.write("\n")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return float(value)  # a float keeps the twelve digits of the longest exactly
    if isinstance(value, datetime):
        return value.isoformat(" ")
    raise TypeError(f"{type(value).__name__} is no value of a document")


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
