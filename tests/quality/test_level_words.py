"""Level words in titles and aliases against the level of the role."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.titles import generated_titles
from roles.quality.level_words import (
    alias_of_another_level,
    approved_alias_of_another_level,
    stated_levels,
    title_of_another_level,
)
from tests.quality.checking import found, locations, role
from tests.worlds import alias


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Data Engineer II", "M2 P2 S2"),
        ("Data Engineer 3", "M3 P3 S3"),
        ("Data Engineer II/III", "M2 M3 P2 P3 S2 S3"),
        ("Engineer III (Cloud)", "M3 P3 S3"),
        ("Sr. Data Engineer", "E2 M3 P4 S3 S4"),
        ("Senior Engineer II", "E2 M2 M3 P2 P4 S2 S3 S4"),
        ("Jr Accountant", "M1 P1 S1"),
        ("Junior Accountant I", "M1 P1 S1"),
        ("Mid-Level Machine Learning", "P3 S3"),
        ("Staff Software Engineer", "P4 P5"),
        ("Principal Engineer", "P6"),
        ("Tech Lead", "P4 P5"),
        ("Senior Manager, Data", "E2 M3 P4 S3 S4"),
        ("Senior Product Manager", "E2 M3 P4 S3 S4"),
        ("Associate Product Manager", "M1 M3 P1 P2 S2"),
        ("Associate Director", "M3"),
        ("Senior Director", "M5"),
        ("Head of Data", "M3 M4"),
        ("VP Engineering", "E1"),
        ("Sr. Vice President", "E2"),
        ("Chief Data Officer", "E3"),
        ("5G Engineer", ""),
        ("Web 3.0 Developer", ""),
        ("FY2026 Planner", ""),
        ("Type I Error Analyst", ""),
        ("Product Manager", ""),
        ("Art Director", ""),
        ("Internal Auditor", ""),
        ("Sales Associate", ""),
        ("Staff Nurse", ""),
        ("Lead Generation Specialist", ""),
        ("IT Support Tier 2", "M2 P2 S2"),
    ],
)
def test_the_levels_that_a_title_states(title: str, levels: str) -> None:
    assert " ".join(sorted(stated_levels(title))) == levels


@given(st.sampled_from(["P1", "P2", "P3", "P4", "P5", "P6", "S1", "S2", "S3", "S4"]), st.booleans())
def test_what_is_generated_for_a_level_states_it(level: str, loud: bool) -> None:
    for candidate in generated_titles(["Deep Learning"], level, "A Title"):
        text = candidate.text.upper() if loud else candidate.text
        assert not stated_levels(text) or level in stated_levels(text)
        assert candidate.text == "A Title" or stated_levels(text)


@given(st.text(max_size=60))
def test_no_title_is_an_accident(title: str) -> None:
    assert stated_levels(title) == stated_levels(f"  {title}  ")


def test_an_undecided_alias_of_another_level_is_found_when_it_is_sure() -> None:
    aliases = [alias("Data Scientist"), alias("Senior Data Scientist", confidence=0.51)]
    document = role("DATSCI.GEN.P3", aliases=aliases)
    assert found(alias_of_another_level, document) == [
        (
            "DATSCI.GEN.P3",
            "“Senior Data Scientist” states E2 or M3 or P4 or S3 or S4; expected a title of P3 (confidence 0.51)",
        )
    ]
    assert locations(alias_of_another_level, document) == [("aliases", 1, "text")]
    assert found(approved_alias_of_another_level, document) == []


@pytest.mark.parametrize(
    "near_miss",
    [
        alias("Senior Data Scientist", confidence=0.5),
        alias("Senior Data Scientist", confidence=0.9, state="rejected"),
        alias("Data Scientist III", confidence=0.9),
        alias("Experienced Data Scientist", confidence=0.9),
    ],
)
def test_an_alias_that_is_unsure_rejected_or_of_the_level_is_not_found(near_miss: dict[str, object]) -> None:
    assert found(alias_of_another_level, role(aliases=[near_miss])) == []


def test_an_approved_alias_of_another_level_is_found_whatever_its_confidence() -> None:
    aliases = [
        alias("Data Scientist II", confidence=0.4, state="approved"),
        alias("Data Lead", state="pending"),
    ]
    document = role("DATSCI.GEN.P3", aliases=aliases)
    [(_, message)] = found(approved_alias_of_another_level, document)
    assert message == "“Data Scientist II” states M2 or P2 or S2; expected a title of P3 (confidence 0.40)"
    assert found(alias_of_another_level, document) == [
        (
            "DATSCI.GEN.P3",
            "“Data Lead” states M1 or M2 or P4 or P5 or S4; expected a title of P3 (confidence 0.70)",
        )
    ]


def test_a_title_of_another_level_is_found() -> None:
    document = role("DATSCI.GEN.P3", title="Principal Data Scientist")
    assert found(title_of_another_level, document) == [
        ("DATSCI.GEN.P3", "“Principal Data Scientist” states P6; expected a title of P3")
    ]
    assert found(title_of_another_level, role("DATSCI.GEN.P6", title="Principal Data Scientist")) == []
    assert found(title_of_another_level, role("DATSCI.GEN.P3", title="Data Scientist")) == []
