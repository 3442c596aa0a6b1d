"""Titles: when two spellings are one title, and which titles a stem gives."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.titles import generated_titles, has_bidi_override, mixed_scripts, normalise

SEED_STEMS = ["Machine Learning", "Deep Learning", "Statistical Modeling"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Machine Learning III", "machine  learning iii"),
        (" ML\tEngineer\n", "ml engineer"),
        ("Engineer’s Aide", "engineer's aide"),
        ("“Full Stack” Engineer", '"full stack" engineer'),
        ("Mid‑Level Engineer", "mid-level engineer"),  # a non-breaking hyphen
        ("3–5 years", "3-5 YEARS"),
        ("ＡＩ Engineer", "ai engineer"),  # full width
        ("Straße", "STRASSE"),
        ("Café Manager", "Cafe\u0301 Manager"),  # composed or not
        ("ML\u200b Engineer", "ML Engineer"),  # a zero-width space
        ("Engi\u00adneer", "engineer"),  # a soft hyphen
        ("\ufeffEngineer\u2060", "engineer"),
        ("Cafe\u200d\u0301", "café"),  # composed only without the joiner between
    ],
)
def test_one_title(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("C", "C++"), ("C++", "C#"), ("AI/ML", "AI ML"), (".NET", "NET"), ("Cafe", "Café"), ("II", "2")],
)
def test_two_titles(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normalise_is_idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(), st.text())
def test_spacing_never_tells_titles_apart(left: str, right: str) -> None:
    assert normalise(f"  {left} \t {right}\n") == normalise(f"{left} {right}")


@pytest.mark.parametrize("character", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_a_change_of_direction_is_found(character: str) -> None:
    assert has_bidi_override(f"Engineer {character}reenignE")


@pytest.mark.parametrize("text", ["Engineer", "מהנדס תוכנה", "مهندس", "Café\u200e", "Engi\u00adneer"])
def test_text_that_is_written_from_the_right_has_no_override(text: str) -> None:
    assert not has_bidi_override(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Data Analyst", []),
        ("Data \u0410nalyst", ["\u0410nalyst"]),
        ("\u0421\u0415\u041e Assistant", ["\u0421\u0415\u041e"]),
        ("\u039c\u03bf\u03b4el", ["\u039c\u03bf\u03b4el"]),
        ("Инженер данных", []),  # a title in Cyrillic
        ("Инженер ML", []),
        ("β-Tester", []),
        ("Ingénieur 5G", []),
        ("Μηχανικός λογισμικού", []),
    ],
)
def test_letters_that_look_latin_are_found(text: str, words: list[str]) -> None:
    assert mixed_scripts(text) == words


def test_candidates_are_those_of_the_reference_page_but_for_the_own_title() -> None:
    found = generated_titles(SEED_STEMS, "P3", "Experienced AI/ML Engineer")
    assert [(candidate.text, candidate.confidence) for candidate in found] == [
        ("Machine Learning III", Decimal("0.70")),
        ("Machine Learning 3", Decimal("0.66")),
        ("Mid-Level Machine Learning", Decimal("0.64")),
        ("Deep Learning III", Decimal("0.70")),
        ("Deep Learning 3", Decimal("0.66")),
        ("Mid-Level Deep Learning", Decimal("0.64")),
        ("Statistical Modeling III", Decimal("0.70")),
        ("Statistical Modeling 3", Decimal("0.66")),
        ("Mid-Level Statistical Modeling", Decimal("0.64")),
    ]


@pytest.mark.parametrize(
    ("level", "texts"),
    [
        ("P1", ["Testing I", "Testing 1", "Entry-Level Testing"]),
        ("P4", ["Testing IV", "Testing 4", "Senior Testing"]),
        ("P6", ["Testing VI", "Testing 6", "Principal Testing"]),
        ("S4", ["Testing IV", "Testing 4", "Lead Testing"]),
        ("M1", []),  # management and executive levels are not numbered in titles
        ("E3", []),
    ],
)
def test_candidates_by_level(level: str, texts: list[str]) -> None:
    assert [candidate.text for candidate in generated_titles(["Testing"], level, "Tester")] == texts


def test_what_a_stem_gives_is_left_out_when_it_is_the_own_title() -> None:
    found = generated_titles(["Testing"], "P4", " senior  testing")
    assert [candidate.text for candidate in found] == ["Testing IV", "Testing 4"]


def test_without_stems_there_are_none() -> None:
    assert generated_titles([], "P3", "Tester") == []
