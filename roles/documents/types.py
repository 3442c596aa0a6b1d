"""The values that documents and files contain: texts, numbers and codes, each with its limits."""

import re
from decimal import Decimal
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

from roles.domain import codes
from roles.domain.currencies import CURRENCIES
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


def _plainly_written(number: object) -> object:
    """Python would take ``1_000`` and other alphabets' digits for numbers."""
    if isinstance(number, str) and not re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", number):
        raise ValueError(f"{number[:40]!r}: expected a number")
    return number


def _two_places(number: Decimal) -> Decimal:
    return number.quantize(Decimal("0.01"))


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        raise ValueError(f"{code!r} is not a currency of ISO 4217; expected three capitals, as in EUR")
    return code


def _length(least: int, most: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most)


FORMS: dict[str, str] = {}
"""What a text of a certain pattern looks like, in words."""


def form(pattern: str, words: str) -> StringConstraints:
    """The whole text has a pattern, which faults call by ``words``."""
    whole = rf"^(?:{pattern})$"
    FORMS[whole] = words
    return StringConstraints(pattern=whole)


_PLAIN = AfterValidator(_no_control_characters)
_COMPARABLE = AfterValidator(_short_when_compared)

Title = Annotated[str, _length(1, KEY_LENGTH), _PLAIN, _COMPARABLE]
Label = Title
Line = Annotated[str, _length(1, 200), _PLAIN]
Prose = Annotated[str, _length(1, 2000), _PLAIN]
OptionalProse = Annotated[str, _length(0, 2000), _PLAIN]
Name = Annotated[str, _length(0, 150), _PLAIN]
Confidence = Annotated[
    Decimal,
    BeforeValidator(_plainly_written),
    Field(ge=0, le=1, max_digits=3, decimal_places=2),
    AfterValidator(_two_places),
]
Money = Annotated[
    Decimal,
    BeforeValidator(_plainly_written),
    Field(ge=0, max_digits=12, decimal_places=2),
    AfterValidator(_two_places),
]
Years = Annotated[int, Field(ge=0, le=50, strict=True)]
Currency = Annotated[
    str, form("[A-Z]{3}", "the three capitals of ISO 4217, as in EUR"), AfterValidator(_currency)
]
Scope = Annotated[str, form(codes.SCOPE, "global, or a region as in DE or US-CA")]
FunctionCode = Annotated[str, form(codes.FUNCTION, "3 to 6 capitals or digits, as in AIMLAM")]
SuperfunctionCode = FunctionCode
FocusCode = Annotated[str, form(codes.FOCUS, "2 to 6 capitals or digits, as in GEN")]
TrackCode = Annotated[str, form("[SPME]", "S, P, M or E")]
LevelCode = Annotated[str, form(codes.LEVEL, "a track and a number, as in P3")]
Code = Annotated[str, form(codes.ROLE, "function, focus and level in capitals, as in AIMLAM.GEN.P3")]
MajorGroup = Annotated[str, form(r"[1-5][0-9]-0000", "a major group of SOC 2018, as in 15-0000")]
EntryCode = Annotated[str, StringConstraints(min_length=1, max_length=KEY_LENGTH), _PLAIN]
RuleName = Annotated[
    str, _length(1, 60), form(r"[a-z]+(-[a-z]+)*", "small letters and hyphens, as in near-duplicate")
]
"""The name of a rule of ``roles.quality``; the linter finds out whether the rule exists."""
