"""Banned phrases, texts that are too long, stops after labels."""

import re

import pytest

from roles.quality.wording import BANNED, banned_phrase, stop_after_label, text_too_long
from tests.quality.checking import found, labelled, locations, role
from tests.worlds import alias


@pytest.mark.parametrize(
    "phrase",
    ["Leverages", "leveraging", "synergies", "cutting-edge", "state of the art", "world-class", "robust", "seamlessly",
     "holistic", "passionate", "self-starter", "fast-paced", "spearheads", "dynamic team", "ninja", "guru",
     "thought leadership", "utilise", "utilizing", "empowers", "stakeholder buy-in", "manpower", "chairman",
     "native English speaker", "young team", "he/she", "his or her"],
)  # fmt: skip
def test_a_banned_phrase_is_found_in_prose_and_labels(phrase: str) -> None:
    document = role(summary=f"What {phrase} does.", components=labelled(task=f"Show {phrase} work"))
    assert locations(banned_phrase, document) == [("role", "summary"), ("components", "task", 0, "label")]
    assert phrase.lower() in found(banned_phrase, document)[0][1]


@pytest.mark.parametrize(
    "text",
    ["Leverage ratio", "Financial leverage", "Robust statistics", "Dynamic programming", "Thermodynamics",
     "Capacity utilisation", "Powerful", "Buying", "Young people's services", "Edge cases", "Aerodynamic design",
     "Chair of a committee", "The rest of the art world"],
)  # fmt: skip
def test_a_word_of_a_profession_is_let_through(text: str) -> None:
    assert found(banned_phrase, role(components=labelled(knowledge=text))) == []


def test_aliases_are_what_the_market_writes() -> None:
    assert found(banned_phrase, role(aliases=[alias("Data Ninja")])) == []


def test_every_banned_phrase_names_what_to_write_instead() -> None:
    assert all(re.compile(pattern) and instead for pattern, instead in BANNED)


@pytest.mark.parametrize(
    ("changes", "place", "most"),
    [
        ({"title": "x" * 61}, ("role", "title"), 60),
        ({"tagline": "x" * 126}, ("role", "tagline"), 125),
        ({"summary": "x" * 601}, ("role", "summary"), 600),
        ({"story": {"who": "x" * 301}}, ("role", "story", "who"), 300),
        ({"story": {"problem": {"why": "x" * 301}}}, ("role", "story", "problem", "why"), 300),
        ({"story": {"plan": ["x", "x" * 151]}}, ("role", "story", "plan", 1), 150),
        ({"core_outputs": ["x" * 91]}, ("role", "core_outputs", 0), 90),
        ({"components": labelled(skill="x" * 91)}, ("components", "skill", 0, "label"), 90),
        ({"aliases": [alias("x" * 61)]}, ("aliases", 0, "text"), 60),
    ],
)
def test_a_text_over_its_length_is_found(
    changes: dict[str, object], place: tuple[object, ...], most: int
) -> None:
    document = role(**changes)
    assert locations(text_too_long, document) == [place]
    message = f"has {most + 1} characters; expected at most {most}"
    assert found(text_too_long, document) == [("AIMLAM.GEN.P3", message)]


def test_a_text_of_its_full_length_is_not_found() -> None:
    story = {"who": "x" * 300, "plan": ["x" * 150]}
    components = labelled(skill="x" * 90)
    document = role(title="x" * 60, tagline="x" * 125, summary="x" * 600, story=story, components=components)
    assert found(text_too_long, document) == []


def test_a_stop_after_a_label_or_output_is_found() -> None:
    document = role(core_outputs=["Plans", "Reports."], components=labelled(task="Write the plan."))
    assert locations(stop_after_label, document) == [
        ("role", "core_outputs", 1),
        ("components", "task", 0, "label"),
    ]


def test_sentences_and_abbreviations_may_end_in_a_stop() -> None:
    document = role(
        story={"plan": ["Ask."]}, components=labelled(knowledge=["Laws of the U.S.", "Forms etc."])
    )
    assert found(stop_after_label, document) == []
