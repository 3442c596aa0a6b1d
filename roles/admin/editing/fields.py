"""Form fields whose values fit the document form: no control characters, lists as lines, limited numbers."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AutocompleteSelect
from django.core.exceptions import ValidationError

from roles.domain.titles import has_bidi_override, mixed_scripts, normalise

LIMITS: dict[str, tuple[int, int]] = {
    "confidence": (0, 1),
    "grade": (1, 12),
    "max_years": (0, 50),
    "min_years": (0, 50),
    "version": (1, 9999),
    "year": (1990, 2100),
}
"""The least and the greatest number of a field, by its name, as in ``roles.documents.role``."""

BIDI_OVERRIDE = "Write the text without characters that change its direction, such as U+202E."

_CONTROL_CHARACTERS = re.compile(r"[\x00-\x1f\x7f]+")


def one_paragraph(text: str) -> str:
    """The text with line breaks and other control characters as single spaces, without outer space."""
    return _CONTROL_CHARACTERS.sub(" ", text).strip()


def look_alike_warning(text: str) -> str:
    """A sentence about the words of the text whose letters only look Latin; "" when there are none."""
    words = ", ".join(f"“{word}”" for word in mixed_scripts(text))
    return f"Cyrillic or Greek letters that look Latin: {words}" if words else ""


def is_id(text: str) -> bool:
    """Whether the text can be the id of a row, as databases store it."""
    return text.isascii() and text.isdigit() and len(text) < 19


class ChosenByTyping(AutocompleteSelect):
    """Django's field with suggestions; it shows no choice, and does not fail, for what is no id."""

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if is_id(str(one))], attr)


class ParagraphField(forms.CharField):
    """A line or a paragraph of text; line breaks become spaces, because a document contains none."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(one_paragraph(str(value)) if value else value)

    def validate(self, value: Any) -> None:
        """Refuse what Django refuses, text that poses as another, and text of which nothing is visible."""
        super().validate(value)
        if value and has_bidi_override(value):
            raise ValidationError(BIDI_OVERRIDE)
        if value and not normalise(value):
            raise ValidationError("Write at least one visible character.")


class LinesField(forms.Field):
    """A list of strings, edited with one on each line."""

    widget = AdminTextareaWidget

    def __init__(self, *, most_lines: int, line_length: int, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.most_lines = most_lines
        self.line_length = line_length

    def prepare_value(self, value: Any) -> Any:
        """The list as lines; a text that was posted stays as it is."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> list[str]:
        """The lines that are not empty, without control characters."""
        lines: Sequence[str] = value if isinstance(value, list | tuple) else (value or "").splitlines()
        return [line for line in map(one_paragraph, lines) if line]

    def validate(self, value: Any) -> None:
        """Refuse too many lines, and the first line that is too long."""
        if len(value) > self.most_lines:
            raise ValidationError(f"There are {len(value):,} lines; expected at most {self.most_lines:,}.")
        for number, line in enumerate(value, start=1):
            if has_bidi_override(line):
                raise ValidationError(f"Line {number:,}: {BIDI_OVERRIDE}")
            if len(line) > self.line_length:
                raise ValidationError(
                    f"Line {number:,} has {len(line):,} characters; expected at most {self.line_length:,}."
                )
