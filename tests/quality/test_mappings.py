"""Mappings that are too coarse to use."""

import pytest

from roles.quality.mappings import mapping_too_coarse
from tests.quality.checking import found, locations, role
from tests.worlds import mapping


def test_a_major_group_alone_is_too_coarse() -> None:
    document = role(mappings=[mapping("15-0000")])
    assert found(mapping_too_coarse, document) == [
        (
            "AIMLAM.GEN.P3",
            "is mapped to 15-0000 (SOC major group) only; expected an occupation, best a detailed one",
        )
    ]
    assert locations(mapping_too_coarse, document) == [("mappings", 0, "code")]


def test_a_rejected_mapping_does_not_help() -> None:
    document = role(mappings=[mapping("15-2051", review="rejected"), mapping("15-2000")])
    assert locations(mapping_too_coarse, document) == [("mappings", 1, "code")]


@pytest.mark.parametrize(
    "mappings",
    [
        [mapping("15-0000"), mapping("15-2051")],
        [mapping("15-2050")],
        [mapping("15-2051.00", classification="ONETSOC2019")],
        [mapping("2511", classification="ISCO08")],
        [],  # a missing mapping is a missing section
    ],
)
def test_an_occupation_among_them_is_fine_enough(mappings: list[dict[str, object]]) -> None:
    assert found(mapping_too_coarse, role(mappings=mappings)) == []


def test_groups_of_isco_are_coarse_too() -> None:
    assert len(found(mapping_too_coarse, role(mappings=[mapping("25", classification="ISCO08")]))) == 1
