"""Confidence: how sure the catalogue is, from 0.00 to 1.00, and the word for it."""

from decimal import Decimal
from enum import StrEnum


class ConfidenceBand(StrEnum):
    """The word shown before a confidence; derived from the number, never stored."""

    LOW = "low"  # below 0.50
    MEDIUM = "medium"  # 0.50 to 0.79
    HIGH = "high"  # 0.80 and above

    @property
    def limits(self) -> tuple[Decimal, Decimal]:
        """The lowest number of the band, and the first above it."""
        return _LIMITS[self]


_LIMITS = {
    ConfidenceBand.LOW: (Decimal("0.00"), Decimal("0.50")),
    ConfidenceBand.MEDIUM: (Decimal("0.50"), Decimal("0.80")),
    ConfidenceBand.HIGH: (Decimal("0.80"), Decimal("1.01")),
}


def confidence_band(confidence: Decimal) -> ConfidenceBand:
    """The band of a confidence; raises ValueError outside 0 to 1."""
    for band in ConfidenceBand:
        low, above = band.limits
        if low <= confidence < above and confidence <= 1:
            return band
    raise ValueError(f"A confidence is a figure from 0 to 1, not {confidence}.")
