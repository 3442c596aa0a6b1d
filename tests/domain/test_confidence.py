"""The word for a confidence."""

from decimal import Decimal

import pytest

from roles.domain.confidence import ConfidenceBand, confidence_band


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("0.00", "low"),
        ("0.49", "low"),
        ("0.50", "medium"),
        ("0.70", "medium"),
        ("0.79", "medium"),
        ("0.80", "high"),
        ("1.00", "high"),
    ],
)
def test_band_at_its_limits(number: str, word: str) -> None:
    assert confidence_band(Decimal(number)) == word


@pytest.mark.parametrize("number", ["-0.01", "1.01", "70"])
def test_a_number_off_the_scale_has_no_band(number: str) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        confidence_band(Decimal(number))


def test_every_number_is_in_the_band_whose_limits_contain_it() -> None:
    for hundredths in range(101):
        number = Decimal(hundredths) / 100
        low, above = confidence_band(number).limits
        assert low <= number < above
    assert [band.value for band in ConfidenceBand] == ["low", "medium", "high"]
