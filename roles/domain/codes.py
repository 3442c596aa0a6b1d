"""Codes of roles: ``FUNCTION.FOCUS.LEVEL`` in capitals, for example ``AIMLAM.GEN.P3``.

URL converters, validators, database constraints and forms all use the patterns below, so that they agree.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz, process

FUNCTION = r"[A-Z0-9]{3,6}"
FOCUS = r"[A-Z0-9]{2,6}"
LEVEL = r"[SPME][1-9]"
ROLE = rf"{FUNCTION}\.{FOCUS}\.{LEVEL}"
SCOPE = r"global|[A-Z]{2}(-[A-Z0-9]{1,3})?"

GENERAL_FOCUS = "GEN"
"""The focus that every function has: the function without a specialism."""

GLOBAL_SCOPE = "global"
"""The scope of a role or alias that applies everywhere; others are region codes such as ``DE`` or ``US-CA``."""

_LIKENESS = 70  # out of 100; below it a suggested code looks arbitrary rather than like a slip


class MalformedCode(ValueError):
    """A text that cannot be a role code; the message explains what a code looks like."""


@dataclass(frozen=True, order=True)
class RoleCode:
    """The three parts of a role's code."""

    function: str
    focus: str
    level: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``"aimlam.gen.p3 "`` or ``"AIMLAM.GEN.P3"``; case and outer spaces do not matter.

        Raises MalformedCode for anything else.
        """
        code = text.strip().upper()
        if not re.fullmatch(ROLE, code, re.ASCII):
            raise MalformedCode(
                f"“{text[:40]}” is not a role code. A code has three parts: function, focus and level, "
                "as in AIMLAM.GEN.P3."
            )
        return cls(*code.split("."))

    def __str__(self) -> str:
        return f"{self.function}.{self.focus}.{self.level}"


def near_codes(text: str, codes: Iterable[str], limit: int = 5) -> list[str]:
    """The codes most like a mistyped one, nearest first, ties by code; none when nothing is like it."""
    wanted = text.strip().upper()[:40]
    found = process.extract(wanted, sorted(codes), scorer=fuzz.ratio, limit=limit, score_cutoff=_LIKENESS)
    return [code for code, _, _ in sorted(found, key=lambda hit: (-hit[1], hit[0]))]
