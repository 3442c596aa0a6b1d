"""YAML without its surprises."""

from typing import Any

import pytest
import yaml

from roles.formats.strict_yaml import StrictLoader


def load(text: str) -> Any:
    return yaml.load(text, Loader=StrictLoader)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("70000", 70000),
        ("-1", -1),
        ("0.75", 0.75),
        ("'010'", "010"),
        ('"1_000"', "1_000"),
        ("no", False),
    ],
)
def test_what_is_written_plainly_is_read(text: str, value: object) -> None:
    assert load(text) == value


@pytest.mark.parametrize(
    "text", ["010", "0b11", "0x1F", "1_000", "1_000.5", "1:30", "1:30.5", "00.7", "9" * 5000, "+1_0"]
)
def test_numbers_that_yaml_reads_otherwise_than_people_are_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match="is an impossible value as a number"):
        load(text)


@pytest.mark.parametrize("text", ["<<: {a: 1}", "- <<: [{a: 1}]", "{<<: {a: 1}, b: 2}"])
def test_merge_keys_are_refused(text: str) -> None:
    with pytest.raises(yaml.YAMLError, match="merge keys"):
        load(text)
