"""Builders for the named constraints that several tables share."""

from collections.abc import Iterable

from django.core.validators import RegexValidator
from django.db.models import CheckConstraint, Q


def code_form(name: str, field: str, pattern: str, message: str) -> CheckConstraint:
    """A constraint that a text field has the form of ``pattern`` (a regular expression without anchors)."""
    return CheckConstraint(
        name=name, condition=Q(**{f"{field}__regex": rf"^({pattern})$"}), violation_error_message=message
    )


def code_validator(pattern: str, message: str) -> RegexValidator:
    """The form validator that goes with ``code_form``."""
    return RegexValidator(rf"^({pattern})\Z", message)


def within_zero_and_one(name: str, field: str = "confidence") -> CheckConstraint:
    """A constraint that a number is from 0 to 1."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__gte": 0, f"{field}__lte": 1}),
        violation_error_message="A confidence is a figure from 0.00 to 1.00.",
    )


def one_of(name: str, field: str, values: Iterable[str], message: str) -> CheckConstraint:
    """A constraint that a field has one of the values."""
    return CheckConstraint(
        name=name,
        condition=Q(**{f"{field}__in": sorted(str(value) for value in values)}),
        violation_error_message=message,
    )
