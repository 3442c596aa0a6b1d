"""Codes of outside classifications and the depth that they state."""

import pytest

from roles.domain.classifications import ESCO, ISCO, NAMES, ONET, SOC, depth, is_code


@pytest.mark.parametrize(
    ("standard", "code", "expected"),
    [
        (SOC, "15-0000", "SOC major group"),
        (SOC, "15-1200", "SOC minor group"),
        (SOC, "15-2000", "SOC minor group"),
        (SOC, "51-9000", "SOC minor group"),
        (SOC, "15-1250", "SOC broad occupation"),
        (SOC, "15-2050", "SOC broad occupation"),
        (SOC, "15-2051", "SOC detailed occupation"),
        (SOC, "15-1299", "SOC detailed occupation"),
        (ONET, "15-2051.00", "O*NET-SOC occupation"),
        (ONET, "15-2051.01", "O*NET-SOC occupation"),
        (ISCO, "2", "ISCO major group"),
        (ISCO, "25", "ISCO sub-major group"),
        (ISCO, "251", "ISCO minor group"),
        (ISCO, "2511", "ISCO unit group"),
        (ESCO, "2511.4", "ESCO occupation"),
    ],
)
def test_depth(standard: str, code: str, expected: str) -> None:
    assert is_code(standard, code)
    assert depth(standard, code) == expected


@pytest.mark.parametrize("code", ["15-0000", "11-0000", "55-3010"])
def test_a_soc_code_is_never_called_an_onet_code(code: str) -> None:
    assert "O*NET" not in depth(SOC, code)


@pytest.mark.parametrize(
    ("standard", "code"),
    [
        (SOC, "15-205"),
        (SOC, "15-2051.00"),
        (SOC, "152051"),
        (SOC, "60-0000"),
        (SOC, "15-2051\n"),
        (SOC, "15-٢٠٥١"),
        (ONET, "15-2051"),
        (ISCO, "25111"),
        (ISCO, ""),
        (ISCO, "2x"),
        (ESCO, "a b"),
        (ESCO, ""),
    ],
)
def test_impossible_codes(standard: str, code: str) -> None:
    assert not is_code(standard, code)


def test_every_standard_has_a_name_that_readers_know() -> None:
    assert NAMES == {SOC: "SOC 2018", ONET: "O*NET-SOC 2019", ISCO: "ISCO-08", ESCO: "ESCO"}
