"""The word for a confidence."""

from decimal import Decimal

import pytest

from roles.domain.confidence import ConfidenceBand, confidence_band


@pytest.mark.parametrize(
    ("figure", "word"),
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
def test_band_at_its_limits(figure: str, word: str) -> None:
    assert confidence_band(Decimal(figure)) == word


@pytest.mark.parametrize("figure", ["-0.01", "1.01", "70"])
def test_a_figure_off_the_scale_has_no_band(figure: str) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        confidence_band(Decimal(figure))


def test_every_figure_falls_into_the_band_whose_limits_hold_it() -> None:
    for hundredths in range(101):
        figure = Decimal(hundredths) / 100
        low, above = confidence_band(figure).limits
        assert low <= figure < above
    assert [band.value for band in ConfidenceBand] == ["low", "medium", "high"]
