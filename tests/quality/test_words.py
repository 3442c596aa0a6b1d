"""Stems and spellings of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.titles import normalise
from roles.quality.words import american_words, british, first_stem, one_spelling, stem, stems


@pytest.mark.parametrize(
    ("american", "expected"),
    [
        ("organizing", "organising"), ("Visualization", "visualisation"), ("prioritized", "prioritised"),
        ("analyze", "analyse"), ("behavioral", "behavioural"), ("neighbor", "neighbour"), ("color", "colour"),
        ("favorite", "favourite"), ("labor", "labour"), ("center", "centre"), ("defense", "defence"),
        ("fulfillment", "fulfilment"), ("enroll", "enrol"), ("modeling", "modelling"), ("labeled", "labelled"),
        ("counselor", "counsellor"), ("gray", "grey"), ("pediatric", "paediatric"), ("anesthetist", "anaesthetist"),
        ("leukemia", "leukaemia"), ("hematology", "haematology"), ("aluminum", "aluminium"),
    ],
)  # fmt: skip
def test_american_words_have_a_british_spelling(american: str, expected: str) -> None:
    assert british(american) == expected
    assert american_words(f"The {american}.") == [(normalise(american), expected)]


@pytest.mark.parametrize(
    "word",
    ["size", "resize", "prize", "seize", "citizen", "horizon", "collaborate", "laboratory", "coordinate", "decorate",
     "honorary", "colorectal", "programme", "license", "judgment", "dialog", "fuels", "entered", "model", "offensive",
     "filter", "parameter", "minor", "vigorous", "laborious", "elaborate", "grayling", "hemp", "theatre", "fulfilled",
     "enrolled", "modelling", "colleague"],
)  # fmt: skip
def test_words_that_are_the_same_or_right_are_left_alone(word: str) -> None:
    assert american_words(word) == []


@given(st.text(max_size=60))
def test_what_is_british_stays_so(text: str) -> None:
    assert british(british(text)) == british(text)
    assert one_spelling(text) == one_spelling(f" {text.strip()} ")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Communication Skills", "communication skills"),
        ("Problem-solving", "Problem solving"),
        ("Cyber security", "Cybersecurity"),
        ("Data visualization", "Data visualisation"),
        ("Independent judgment", "Independent judgement"),
        ("Driving licence", "Driving license"),
        ("Bachelor's degree", "Bachelor’s degree"),
    ],
)
def test_spellings_of_one_label(one: str, other: str) -> None:
    assert one_spelling(one) == one_spelling(other)


def test_labels_that_a_sign_tells_apart() -> None:
    assert len({one_spelling(label) for label in ("C", "C++", "C#")}) == 3


@pytest.mark.parametrize(
    "words",
    [
        ("Mentor", "mentors", "Mentoring", "Mentorship"),
        ("Lead", "Leading", "leads", "Leadership"),
        ("Audit", "Auditing", "audits", "audited"),
        ("present", "Presentation", "Presenting"),
    ],
)
def test_kin_have_one_stem(words: tuple[str, ...]) -> None:
    assert len({stem(word) for word in words}) == 1


def test_a_stem_keeps_enough_to_be_told() -> None:
    assert stem("string") == "string"
    assert stem("ship") == "ship"
    assert stem("Ring") != stem("R")


def test_words_without_content_have_no_stem() -> None:
    assert stems("Leadership of the team") == {"lead", "team"}
    assert stems("of the") == frozenset()


def test_the_first_word_with_content_names_what_a_label_is_about() -> None:
    assert first_stem("The mentoring of engineers") == "mentor"
    assert first_stem("of the") == ""
