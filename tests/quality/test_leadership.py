"""Leadership in components against the guide of the level."""

import pytest

from roles.quality.leadership import Guiding, guiding_allowed, guiding_of, leadership_above_level
from tests.quality.checking import LADDER, found, labelled, locations, role


@pytest.mark.parametrize(
    ("label", "guiding"),
    [
        ("Mentoring", Guiding.WORK),
        ("Mentor junior engineers", Guiding.WORK),
        ("Lead a project from open question to use", Guiding.WORK),
        ("Leading the development of an entire model", Guiding.WORK),
        ("Technical lead for a sub-project", Guiding.WORK),
        ("Technical leadership", Guiding.WORK),
        ("Set the direction of the field", Guiding.WORK),
        ("Manage a team of five analysts", Guiding.PEOPLE),
        ("Direct the department", Guiding.PEOPLE),
        ("Line management", Guiding.PEOPLE),
        ("Supervise technicians", Guiding.PEOPLE),
        ("Manage offshore teams", Guiding.PEOPLE),
        ("Hire engineers", Guiding.PEOPLE),
        ("Guide less experienced colleagues through vision problems", Guiding.COLLEAGUES),
        ("Coach newer colleagues", Guiding.COLLEAGUES),
        ("Train newcomers", Guiding.NEWCOMERS),
        ("Qualify sales leads", Guiding.NONE),
        ("Lead generation", Guiding.NONE),
        ("Lead time analysis", Guiding.NONE),
        ("Train a baseline model from a given recipe", Guiding.NONE),
        ("Manage the backlog of requests", Guiding.NONE),
        ("Direct mail campaigns", Guiding.NONE),
        ("Coach line managers on a difficult talk", Guiding.NONE),
        ("Project management", Guiding.NONE),
        ("Head injuries", Guiding.NONE),
        ("Performance management", Guiding.NONE),
        ("Hire vehicles for a site", Guiding.NONE),
        ("Manage requests from developers", Guiding.NONE),
        ("Lead-free soldering", Guiding.NONE),
        ("Mentor pupils before exams", Guiding.NONE),
    ],
)
def test_how_far_a_label_goes(label: str, guiding: Guiding) -> None:
    assert guiding_of(label) is guiding


@pytest.mark.parametrize(
    ("levels", "guiding"),
    [
        ("P1 S1", Guiding.NONE),
        ("P2 S2 S3", Guiding.NEWCOMERS),
        ("P3", Guiding.COLLEAGUES),
        ("P4 P5 P6 S4", Guiding.WORK),
        ("M1 M2 M3 M4 M5 E1 E2 E3", Guiding.PEOPLE),
    ],
)
def test_how_far_the_general_guide_lets_a_level_go(levels: str, guiding: Guiding) -> None:
    by_code = {level.code: level for level in LADDER.form.levels}  # type: ignore[union-attr]
    for level in levels.split():
        assert guiding_allowed(level, by_code[level].guide.leadership) is guiding, level


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ("P3", "Mentoring"),
        ("P1", "Train newcomers"),
        ("P2", "Guide less experienced colleagues"),
        ("P6", "Hire engineers"),
    ],
)
def test_leadership_above_the_level_is_found(level: str, label: str) -> None:
    document = role(f"AIMLAM.GEN.{level}", components=labelled(skill=label))
    assert locations(leadership_above_level, document) == [("components", "skill", 0, "label")]


def test_the_message_says_what_the_guide_says() -> None:
    document = role(components=labelled(task="Mentor junior engineers"))
    assert found(leadership_above_level, document) == [
        (
            "AIMLAM.GEN.P3",
            "“Mentor junior engineers” leads work and mentors; expected what the guide says of P3: "
            "“Guides less experienced colleagues informally”",
        )
    ]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ("P4", "Mentoring"),
        ("P2", "Help newcomers"),
        ("P3", "Guide less experienced colleagues"),
        ("M1", "Hire engineers"),
        ("S4", "Lead a shift"),
        ("P1", "Lead time analysis"),
    ],
)
def test_leadership_of_the_level_is_not_found(level: str, label: str) -> None:
    document = role(f"AIMLAM.GEN.{level}", components=labelled(task=label))
    assert found(leadership_above_level, document) == []


def test_knowing_about_leadership_leads_nobody() -> None:
    components = labelled(knowledge="Leadership theory", qualification="Leadership certificate")
    assert found(leadership_above_level, role(components=components)) == []


def test_a_functions_own_guide_outranks_the_general_one() -> None:
    document = role("AIMLAM.GEN.P3", components=labelled(task="Lead a night shift"))
    assert found(leadership_above_level, document)
    guide = {"P3": {"leadership": "Leads a shift as the nurse in charge"}}
    assert found(leadership_above_level, document, guide=guide) == []
