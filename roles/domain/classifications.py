"""Codes of outside classifications: their form, and the depth that a code states.

Depth of a SOC 2018 code (US Bureau of Labor Statistics, SOC structure): ``NN-0000`` is a major group; a code
ending in ``00`` is a minor group; one ending in ``0`` is a broad occupation; any other is a detailed one.
"""

import re
from decimal import Decimal

SOC = "SOC2018"
ONET = "ONETSOC2019"
ISCO = "ISCO08"
ESCO = "ESCO"

NAMES = {SOC: "SOC 2018", ONET: "O*NET-SOC 2019", ISCO: "ISCO-08", ESCO: "ESCO"}

CODE_PATTERNS = {
    SOC: r"[1-5][0-9]-[0-9]{4}",
    ONET: r"[1-5][0-9]-[0-9]{4}\.[0-9]{2}",
    ISCO: r"[0-9]{1,4}",
    ESCO: r"\S{1,120}",
}

INFERRED_CONFIDENCE = Decimal("0.30")
"""The confidence of a mapping inferred from the superfunction: low, because a major group contains hundreds of
occupations and no editor has reviewed the mapping yet."""


def is_code(classification: str, code: str) -> bool:
    """Whether the text has the form of the codes of ``classification``, one of NAMES."""
    return bool(re.fullmatch(CODE_PATTERNS[classification], code, re.ASCII))


def depth(classification: str, code: str) -> str:
    """The depth that a code states, in words for a page, for example ``SOC major group``.

    An ISCO code's depth is its number of digits; an ESCO code states none, so it is an ``ESCO occupation``.
    """
    if classification == ONET:
        return "O*NET-SOC occupation"
    if classification == ISCO:
        return f"ISCO {('major', 'sub-major', 'minor', 'unit')[len(code) - 1]} group"
    if classification == ESCO:
        return "ESCO occupation"
    if code.endswith("-0000"):
        return "SOC major group"
    if code.endswith("00"):
        return "SOC minor group"
    if code.endswith("0"):
        return "SOC broad occupation"
    return "SOC detailed occupation"
