"""The values of documents: what each takes, and how it comes out."""

from decimal import Decimal
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from roles import values


@pytest.mark.parametrize(
    ("value", "given", "taken"),
    [
        (values.Title, "  AI Engineer ", "AI Engineer"),
        (values.Title, "x" * values.KEY_LENGTH, "x" * values.KEY_LENGTH),
        (values.OptionalProse, "", ""),
        (values.Confidence, "0.7", Decimal("0.70")),
        (values.Money, 5000, Decimal("5000.00")),
        (values.Years, 0, 0),
        (values.Scope, "US-CA", "US-CA"),
        (values.Code, "AIMLAM.GEN.P3", "AIMLAM.GEN.P3"),
        (values.RuleName, "years-outside-level", "years-outside-level"),
    ],
)
def test_what_fits_is_taken(value: Any, given: object, taken: object) -> None:
    got = TypeAdapter(value).validate_python(given)
    assert (got, str(got)) == (taken, str(taken))


@pytest.mark.parametrize(
    ("value", "given"),
    [
        (values.Title, " "),
        (values.Title, "ﬃ" * 41),  # three letters each, once unfolded
        (values.Line, "x" * 201),
        (values.Prose, "two\nlines"),
        (values.Confidence, "0.705"),
        (values.Confidence, 1.01),
        (values.Money, -1),
        (values.Years, 51),
        (values.Years, True),
        (values.Scope, "Europe"),
        (values.LevelCode, "P0"),
        (values.FocusCode, "G"),
        (values.FunctionCode, "aimlam"),
        (values.Code, "AIMLAM.GEN.P3\n"),
        (values.RuleName, "Years outside"),
        (values.RuleName, "years-"),
    ],
)
def test_what_does_not_fit_is_refused(value: Any, given: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(value).validate_python(given)
