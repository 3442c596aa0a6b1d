"""One spelling for a component everywhere, and British English throughout."""

from roles.quality.spelling import american_spelling, spelled_otherwise
from tests.quality.checking import found, labelled, locations, role
from tests.worlds import alias


def test_a_label_that_differs_in_case_is_found_where_it_is_rarer() -> None:
    documents = [
        role("AIMLAM.GEN.P1", components=labelled(skill="Problem Solving")),
        role("AIMLAM.GEN.P2", components=labelled(skill="Problem solving")),
        role("AIMLAM.GEN.P3", components=labelled(competency="Problem solving")),
    ]
    assert found(spelled_otherwise, *documents) == [
        ("AIMLAM.GEN.P1", "“Problem Solving” is “Problem solving” in 2 roles; expected one spelling")
    ]
    assert locations(spelled_otherwise, *documents) == [("components", "skill", 0, "label")]


def test_of_two_spellings_the_first_roles_is_the_right_one() -> None:
    documents = [
        role("AIMLAM.GEN.P4", components=labelled(skill="Data visualization")),
        role("AIMLAM.GEN.P3", components=labelled(skill="Data visualisation")),
    ]
    assert found(spelled_otherwise, *documents) == [
        ("AIMLAM.GEN.P4", "“Data visualization” is “Data visualisation” in 1 role; expected one spelling")
    ]


def test_different_labels_are_not_found() -> None:
    documents = [
        role("AIMLAM.GEN.P3", components=labelled(skill=["C++", "Mentoring"])),
        role("AIMLAM.GEN.P4", components=labelled(skill=["C#", "C", "Mentoring"], competency="Mentorship")),
    ]
    assert found(spelled_otherwise, *documents) == []


def test_american_words_are_found_in_every_text() -> None:
    document = role(
        summary="Organizes the center.", components=labelled(task="Label data with behavior codes")
    )
    assert [message for _, message in found(american_spelling, document)] == [
        "“organizes” is American spelling; expected “organises”",
        "“center” is American spelling; expected “centre”",
        "“behavior” is American spelling; expected “behaviour”",
    ]


def test_titles_and_words_of_both_countries_are_not_found() -> None:
    document = role(
        title="Labor Modeling Specialist",
        aliases=[alias("Statistical Modeling III")],
        summary="Writes a program under licence and a programme under a license, sized to win a prize.",
        components=labelled(competency="Independent judgment"),
    )
    assert found(american_spelling, document) == []
