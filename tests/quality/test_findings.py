"""What a finding says of itself."""

from dataclasses import replace

import pytest

from roles.quality.findings import Finding, Severity

ERROR = Finding("a-rule", Severity.ERROR, "AIMLAM.GEN.P3", ("components", "skill", 2, "label"), "is wrong")


def test_a_place_is_told_in_words() -> None:
    assert ERROR.where == "components.skill[2].label"


@pytest.mark.parametrize(
    ("changes", "word", "fails"),
    [
        ({}, "error", True),
        ({"accepted": "as the source has it"}, "accepted", False),
        ({"severity": Severity.WARNING}, "warning", False),
        ({"severity": Severity.WARNING, "accepted": "as the source has it"}, "accepted", False),
    ],
)
def test_only_an_error_that_nobody_accepts_fails(changes: dict[str, str], word: str, fails: bool) -> None:
    finding = replace(ERROR, **changes)
    assert (finding.word, finding.fails) == (word, fails)
