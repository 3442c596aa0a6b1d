"""The codes of currencies."""

import re

import pytest

from roles.domain.currencies import CURRENCIES


def test_codes_are_three_capitals() -> None:
    assert len(CURRENCIES) > 200
    assert [code for code in CURRENCIES if not re.fullmatch("[A-Z]{3}", code)] == []


@pytest.mark.parametrize("code", ["EUR", "USD", "GBP", "JPY", "INR", "CHF", "BRL", "DEM", "HRK", "EEK"])
def test_what_pay_was_stated_in_is_a_currency(code: str) -> None:
    assert code in CURRENCIES


@pytest.mark.parametrize("code", ["XYZ", "AAA", "EURO", "XAU", "XTS", "CLF", "eur", ""])
def test_funds_metals_and_inventions_are_none(code: str) -> None:
    assert code not in CURRENCIES
