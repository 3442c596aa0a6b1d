"""Faults of files: what is wrong, where, and what was expected."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import ValidationError

from roles.documents.types import FORMS

Location = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead from the top of a file to a value."""

AsWritten = Callable[[Location], str | None]
"""Returns the text of a value in its file, or None where that is not known."""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a file, at a line (from 1; 0 for the whole file) and ``where``: its location in words."""

    file: str
    line: int
    where: str
    message: str

    def __str__(self) -> str:
        line = f"{self.file}:{self.line}" if self.line else self.file
        return f"{line}: {self.where}: {self.message}" if self.where else f"{line}: {self.message}"


class Refused(Exception):
    """A load that was refused before anything was written, with every fault."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults


def location_in_words(location: Location) -> str:
    """Return ``roles[3].role.code`` for ``("roles", 3, "role", "code")``."""
    words = ""
    for step in location:
        words += f"[{step}]" if isinstance(step, int) else f".{step}" if words else str(step)
    return words


def faults_of(
    error: ValidationError, as_written: AsWritten = lambda location: None
) -> list[tuple[Location, str]]:
    """Return the location and the sentence of every fault of a validation."""
    found = []
    for fault in error.errors():
        location = tuple(step for step in fault["loc"] if step != "[key]")
        found.append((location, _sentence(fault, _shown(fault["input"], as_written(location)))))
    return found


_MESSAGES = {
    "missing": "is missing; expected a value",
    "extra_forbidden": "is not a known key; expected one of those in fixtures/README.md",
    "enum": "{given} is not in the list; expected {expected}",
    "literal_error": "{given} is not in the list; expected {expected}",
    "string_too_long": "is too long; expected at most {max_length:,} characters",
    "string_too_short": "is empty; expected text",
    "string_unicode": "contains half a Unicode character; expected text",
    "too_long": "has {actual_length:,} entries; expected at most {max_length:,}",
    "tuple_type": "{given} is not a list; expected a list",
    "model_type": "{given} has no keys; expected keys and values",
    "dict_type": "{given} has no keys; expected keys and values",
    "int_type": "{given}: expected a whole number",
    "int_from_float": "{given}: expected a whole number",
    "decimal_type": "{given}: expected a number",
    "decimal_parsing": "{given}: expected a number",
    "finite_number": "{given}: expected a number",
    "datetime_type": "{given}: expected a time, as in 2026-11-23T09:30:00+00:00",
    "datetime_parsing": "{given}: expected a time, as in 2026-11-23T09:30:00+00:00",
    "datetime_from_date_parsing": "{given}: expected a time, as in 2026-11-23T09:30:00+00:00",
    "value_error": "{error}",
}
"""The message of each type of pydantic's errors; others keep pydantic's words."""


def _sentence(fault: Any, given: str) -> str:
    kind, context = fault["type"], fault.get("ctx", {})
    if kind == "string_type":
        return _not_text(fault["input"], given)
    if kind == "string_pattern_mismatch":
        form = FORMS.get(context["pattern"], "another one")
        return f"{given} has the wrong form; expected {form}"
    if kind in _MESSAGES:
        return _MESSAGES[kind].format(**(context | {"given": given}))
    return f"{given}: {fault['msg'].lower()}"


def _not_text(value: object, given: str) -> str:
    """A value that is no text though it may have been meant as one: YAML reads ``no`` and ``2024-01-01`` so."""
    if value is None:
        return "is empty; expected text"
    if isinstance(value, bool):
        return f'{given} is read as yes or no; to mean text, quote it: "{given}"'
    if isinstance(value, date):
        return f'{given} is read as a date; to mean text, quote it: "{given}"'
    if isinstance(value, int | float):
        return f'{given} is read as a number; to mean text, quote it: "{given}"'
    return f"{given} is not text; expected text"


def _shown(value: object, written: str | None) -> str:
    """A value in the words of its file."""
    if isinstance(value, dict):
        return "a part with keys"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, str):
        text = repr(value)
    elif isinstance(value, date):
        text = written or value.isoformat()
    else:
        text = written or json.dumps(value, default=str)
    return text if len(text) <= 60 else f"{text[:57]}…"
