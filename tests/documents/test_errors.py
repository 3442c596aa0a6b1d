"""How a fault is told."""

import pytest

from roles.documents.errors import Fault, Refused, location_in_words


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Fault("a.yaml", 7, "roles[3].role.code", "is missing"), "a.yaml:7: roles[3].role.code: is missing"),
        (Fault("a.yaml", 7, "", "broken YAML"), "a.yaml:7: broken YAML"),
        (Fault("a.yaml", 0, "", "is not UTF-8 text"), "a.yaml: is not UTF-8 text"),
    ],
)
def test_a_fault_says_file_line_place_and_what_is_wrong(fault: Fault, sentence: str) -> None:
    assert str(fault) == sentence


def test_a_place_in_words() -> None:
    assert location_in_words(("roles", 3, "role", "code")) == "roles[3].role.code"
    assert location_in_words(()) == ""


def test_a_refusal_carries_its_faults() -> None:
    faults = [Fault("a.yaml", 1, "", "one"), Fault("b.yaml", 2, "", "two")]
    assert Refused(faults).faults == faults
