"""Faults of files: what is wrong, where, and what was expected."""

from dataclasses import dataclass

from pydantic import ValidationError

Location = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead from the top of a file to a value."""


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


def faults_of(error: ValidationError) -> list[tuple[Location, str]]:
    """Return the location and the sentence of every fault of a validation."""
    return [(tuple(fault["loc"]), _sentence(fault)) for fault in error.errors()]


def _sentence(fault: object) -> str:
    kind = fault["type"]  # type: ignore[index]
    given = _shown(fault["input"])  # type: ignore[index]
    context = fault.get("ctx", {})  # type: ignore[attr-defined]
    match kind:
        case "missing":
            return "is missing; expected a value"
        case "extra_forbidden":
            return "is not a known key; expected one of those in fixtures/README.md"
        case "enum" | "literal_error":
            return f"{given} is not in the list; expected {context['expected']}"
        case "string_pattern_mismatch":
            return f"{given} has the wrong form; expected {context['pattern']}"
        case "string_too_long":
            return f"is too long; expected at most {context['max_length']:,} characters"
        case "string_too_short":
            return "is empty; expected text"
        case "value_error":
            return str(context["error"])
        case _:
            return f"{given}: {fault['msg'].lower()}"  # type: ignore[index]


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
