"""The values that documents and files contain: texts, numbers and codes, each with its limits."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints

from roles.domain import codes
from roles.domain.titles import has_bidi_override, normalise

KEY_LENGTH = 120
"""The longest title or label, also in the form in which it is compared."""


_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
"""Unicode's categories Cc, Zl and Zp; a test compares."""


def _no_control_characters(text: str) -> str:
    if _CONTROL.search(text):
        raise ValueError("expected text without line breaks or control characters")
    if has_bidi_override(text):
        raise ValueError("expected text without characters that change its direction, such as U+202E")
    return text


def _short_when_compared(text: str) -> str:
    if (
        not text.isascii() and len(normalise(text)) > KEY_LENGTH
    ):  # some letters unfold: ﬃ is compared as three letters
        raise ValueError(
            f"is too long once its letters are unfolded; expected at most {KEY_LENGTH} characters"
        )
    if not normalise(text):
        raise ValueError("expected at least one visible character")
    return text


def _two_places(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


def _length(least: int, most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


def _form(pattern: str) -> StringConstraints:
    return StringConstraints(pattern=rf"^(?:{pattern})$")


_PLAIN = AfterValidator(_no_control_characters)
_COMPARABLE = AfterValidator(_short_when_compared)

Title = Annotated[str, _length(1, KEY_LENGTH), _PLAIN, _COMPARABLE]
Label = Title
Line = Annotated[str, _length(1, 200), _PLAIN]
Prose = Annotated[str, _length(1, 2000), _PLAIN]
OptionalProse = Annotated[str, _length(0, 2000), _PLAIN]
Confidence = Annotated[
    Decimal, Field(ge=0, le=1, max_digits=3, decimal_places=2), AfterValidator(_two_places)
]
Money = Annotated[Decimal, Field(ge=0, max_digits=12, decimal_places=2), AfterValidator(_two_places)]
Years = Annotated[int, Field(ge=0, le=50, strict=True)]
Scope = Annotated[str, _form(codes.SCOPE)]
FunctionCode = Annotated[str, _form(codes.FUNCTION)]
FocusCode = Annotated[str, _form(codes.FOCUS)]
LevelCode = Annotated[str, _form(codes.LEVEL)]
Code = Annotated[str, _form(codes.ROLE)]
RuleName = Annotated[str, _length(1, 60), _form(r"[a-z]+(-[a-z]+)*")]
"""The name of a rule of ``roles.quality``; the linter finds out whether the rule exists."""
