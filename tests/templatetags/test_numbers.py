"""A number with its noun: one or many, and a comma from a thousand on."""

import pytest

from roles.templatetags.numbers import counted


@pytest.mark.parametrize(
    ("number", "noun", "expected"),
    [
        (0, "role", "0 roles"),
        (1, "role", "1 role"),
        (2, "more title", "2 more titles"),
        (999, "focus,focuses", "999 focuses"),
        (1, "focus,focuses", "1 focus"),
        (1_000, "role", "1,000 roles"),
        (1_234_567, "role", "1,234,567 roles"),
    ],
)
def test_a_number_is_followed_by_its_noun(number: int, noun: str, expected: str) -> None:
    assert counted(number, noun) == expected
