"""The values of documents: what each takes, and how it comes out."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from roles.documents import types


@pytest.mark.parametrize(
    ("value", "given", "taken"),
    [
        (types.Title, "  AI Engineer ", "AI Engineer"),
        (types.Title, "x" * types.KEY_LENGTH, "x" * types.KEY_LENGTH),
        (types.OptionalProse, "", ""),
        (types.Confidence, "0.7", Decimal("0.70")),
        (types.Money, 5000, Decimal("5000.00")),
        (types.Years, 0, 0),
        (types.Scope, "US-CA", "US-CA"),
        (types.Code, "AIMLAM.GEN.P3", "AIMLAM.GEN.P3"),
        (types.RuleName, "years-outside-level", "years-outside-level"),
    ],
)
def test_what_fits_is_taken(value: Any, given: object, taken: object) -> None:
    got = TypeAdapter(value).validate_python(given)
    assert (got, str(got)) == (taken, str(taken))


@pytest.mark.parametrize(
    ("value", "given"),
    [
        (types.Title, " "),
        (types.Title, "ﬃ" * 41),  # three letters each, once unfolded
        (types.Line, "x" * 201),
        (types.Prose, "two\nlines"),
        (types.Confidence, "0.705"),
        (types.Confidence, 1.01),
        (types.Money, -1),
        (types.Years, 51),
        (types.Years, True),
        (types.Scope, "Europe"),
        (types.LevelCode, "P0"),
        (types.FocusCode, "G"),
        (types.FunctionCode, "aimlam"),
        (types.Code, "AIMLAM.GEN.P3\n"),
        (types.RuleName, "Years outside"),
        (types.RuleName, "years-"),
    ],
)
def test_what_does_not_fit_is_refused(value: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(value).validate_python(given)
