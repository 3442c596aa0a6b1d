"""Distances are those of the definition, and a metric; bands, moves and words follow from them."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.coordinates import (
    Coordinates,
    Kinship,
    MatchBand,
    MoveKind,
    distance,
    kinship,
    match_band,
    move_kind,
)


@st.composite
def places(draw: st.DrawFn) -> Coordinates:
    """A place in a tree in which a function belongs to one superfunction and a focus to one function."""
    superfunction = draw(st.sampled_from(["DATA", "SOFT"]))
    function = superfunction + draw(st.sampled_from("12"))
    focus = draw(st.sampled_from(["GEN", "NLP", "CVN"]))
    return Coordinates(
        superfunction, function, focus, draw(st.sampled_from("SPME")), draw(st.integers(1, 12))
    )


def place(focus: str = "AIMLAM.GEN", track: str = "P", grade: int = 5) -> Coordinates:
    function, focus = focus.split(".")
    superfunction = "SOFT" if function == "SWENG" else "DATA"
    return Coordinates(superfunction, function, focus, track, grade)


P3 = place()

WORKED = [
    # the other place                     the sum, by hand                                        d        band
    (place(), "0.4 × 0 + 0.6 × (0/11) = 0.0000", Fraction(0), MatchBand.CONFIDENT),
    # one level up: 0.6 × 1/11 = 0.6/11 = 6/110 = 3/55 = 0.0545
    (place(grade=6), "0.4 × 0 + 0.6 × (1/11) = 0.0545", Fraction(3, 55), MatchBand.CONFIDENT),
    # general and specialism on one level: 0.4 × 0.15 = 0.06
    (place("AIMLAM.NLP"), "0.4 × 0.15 + 0.6 × (0/11) = 0.0600", Fraction(6, 100), MatchBand.CONFIDENT),
    # the management track at the same grade: 0.6 × 0.10 = 0.06
    (place(track="M"), "0.4 × 0 + 0.6 × (0/11 + 0.10) = 0.0600", Fraction(6, 100), MatchBand.CONFIDENT),
    # a grade up on another track: 0.6 × (1/11 + 1/10) = 0.6 × 21/110 = 12.6/110 = 63/550 = 0.1145
    (
        place(track="M", grade=6),
        "0.4 × 0 + 0.6 × (1/11 + 0.10) = 0.1145",
        Fraction(63, 550),
        MatchBand.CONFIDENT,
    ),
    # a specialism, two grades up, another track: 0.06 + 0.6 × (2/11 + 1/10) = 0.06 + 0.6 × 31/110 = 0.2291
    (
        place("AIMLAM.NLP", "M", 7),
        "0.4 × 0.15 + 0.6 × (2/11 + 0.10) = 0.2291",
        Fraction(126, 550),
        MatchBand.NEEDS_REVIEW,
    ),
    # another function of the superfunction: 0.4 × 0.45 = 0.18
    (place("DATSCI.GEN"), "0.4 × 0.45 + 0.6 × (0/11) = 0.1800", Fraction(18, 100), MatchBand.NEEDS_REVIEW),
    # another superfunction: 0.4 × 1 = 0.4
    (place("SWENG.GEN"), "0.4 × 1 + 0.6 × (0/11) = 0.4000", Fraction(4, 10), MatchBand.NO_MATCH),
]


@pytest.mark.parametrize(
    ("other", "by_hand", "value", "band"), WORKED, ids=[by_hand for _, by_hand, _, _ in WORKED]
)
def test_worked_by_hand(other: Coordinates, by_hand: str, value: Fraction, band: MatchBand) -> None:
    found = distance(P3, other)
    assert found.value == value
    assert found.sum_in_figures == by_hand
    assert found.band is band


def test_two_specialisms() -> None:
    # 0.4 × 0.25 = 0.1
    assert distance(place("AIMLAM.NLP"), place("AIMLAM.CVN")).value == Fraction(1, 10)


def test_the_level_term_never_exceeds_one() -> None:
    # |1 - 12| / 11 + 0.10 = 1.10, held at 1: 0.6 × 1, and with another superfunction 0.4 + 0.6 = 1
    clerk = place(track="S", grade=1)
    assert distance(clerk, place(track="E", grade=12)).value == Fraction(6, 10)
    farthest = distance(clerk, place("SWENG.GEN", "E", 12))
    assert farthest.value == 1
    assert farthest.sum_in_figures == "0.4 × 1 + 0.6 × 1 = 1.0000"


@given(places())
def test_a_place_is_at_no_distance_from_itself(a: Coordinates) -> None:
    assert distance(a, a).value == 0


@given(places(), places())
def test_only_the_same_place_is_at_no_distance(a: Coordinates, b: Coordinates) -> None:
    assert (distance(a, b).value == 0) is (a == b)


@given(places(), places())
def test_symmetric_and_from_zero_to_one(a: Coordinates, b: Coordinates) -> None:
    there, back = distance(a, b), distance(b, a)
    assert there.value == back.value
    assert there.steps == -back.steps
    assert 0 <= there.value <= 1


@given(places(), places(), places())
def test_no_way_round_is_shorter(a: Coordinates, b: Coordinates, c: Coordinates) -> None:
    assert distance(a, c).value <= distance(a, b).value + distance(b, c).value


@given(places(), places())
def test_the_parts_add_up(a: Coordinates, b: Coordinates) -> None:
    found = distance(a, b)
    assert found.taxonomy_part + found.level_part == found.value


def test_numbers_as_pages_show_them() -> None:
    # 0.4 × 0.15 = 0.06 and 0.6 × (2/11 + 1/10) = 18.6/110 = 0.16909: 6.00 % and 16.91 % of the scale
    found = distance(P3, place("AIMLAM.NLP", "M", 7))
    assert (found.figure, found.taxonomy_percent, found.level_percent) == ("0.23", "6.00", "16.91")
    assert [kin.term_figure for kin in Kinship] == ["0.00", "0.15", "0.25", "0.45", "1.00"]


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (Fraction(0), MatchBand.CONFIDENT),
        (Fraction(15, 100), MatchBand.CONFIDENT),
        (Fraction(15, 100) + Fraction(1, 1100), MatchBand.NEEDS_REVIEW),
        (Fraction(30, 100), MatchBand.NEEDS_REVIEW),
        (Fraction(30, 100) + Fraction(1, 1100), MatchBand.NO_MATCH),
        (Fraction(1), MatchBand.NO_MATCH),
    ],
    ids=str,
)
def test_band_at_its_limits(value: Fraction, band: MatchBand) -> None:
    assert match_band(value) is band


def test_band_words() -> None:
    assert [(band.value, band.slug) for band in MatchBand] == [
        ("Confident", "confident"),
        ("Needs review", "needs_review"),
        ("No confident match", "no_match"),
    ]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ("AIMLAM.GEN", Kinship.SAME_FOCUS),
        ("AIMLAM.NLP", Kinship.GENERAL_AND_SPECIALISM),
        ("DATSCI.GEN", Kinship.SAME_SUPERFUNCTION),
        ("DATSCI.NLP", Kinship.SAME_SUPERFUNCTION),
        ("SWENG.GEN", Kinship.ELSEWHERE),
    ],
)
def test_kinship(other: str, expected: Kinship) -> None:
    assert kinship(place("AIMLAM.GEN"), place(other)) is expected


def test_a_focus_of_the_same_code_in_another_function_is_no_kin() -> None:
    assert kinship(place("AIMLAM.NLP"), place("DATSCI.NLP")) is Kinship.SAME_SUPERFUNCTION


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (place(), MoveKind.LATERAL),
        (place(grade=6), MoveKind.PROMOTION),
        (place(grade=4), MoveKind.STEP_DOWN),
        (place(track="M"), MoveKind.CHANGE_OF_TRACK),
        (place(track="M", grade=7), MoveKind.CHANGE_OF_TRACK),
        (place("AIMLAM.NLP"), MoveKind.LATERAL),
        (place("AIMLAM.NLP", grade=6), MoveKind.CHANGE_OF_FOCUS),
        (place("AIMLAM.NLP", track="M"), MoveKind.CHANGE_OF_FOCUS),
        (place("DATSCI.GEN"), MoveKind.CHANGE_OF_FUNCTION),
        (place("SWENG.GEN", grade=6), MoveKind.CHANGE_OF_FUNCTION),
    ],
)
def test_move_kind(other: Coordinates, kind: MoveKind) -> None:
    assert move_kind(P3, other) is kind


@given(places(), places())
def test_a_promotion_seen_from_the_other_end_is_a_step_down(a: Coordinates, b: Coordinates) -> None:
    opposite = {MoveKind.PROMOTION: MoveKind.STEP_DOWN, MoveKind.STEP_DOWN: MoveKind.PROMOTION}
    there = move_kind(a, b)
    assert move_kind(b, a) is opposite.get(there, there)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (place(grade=6), "same focus, one level up"),
        (place(grade=3), "same focus, two levels down"),
        (place(track="M"), "same focus, same grade on another track"),
        (place(track="M", grade=6), "same focus, one grade up on another track"),
        (place(track="S", grade=1), "same focus, four grades down on another track"),
        (place("AIMLAM.NLP"), "same function, general and specialism, same level"),
        (place("DATSCI.GEN"), "same superfunction, another function, same level"),
        (place("SWENG.GEN", grade=6), "another superfunction, one level up"),
    ],
)
def test_words(other: Coordinates, words: str) -> None:
    assert distance(P3, other).words == words


def test_words_for_the_widest_step() -> None:
    assert distance(place(grade=1), place(grade=12)).words == "same focus, eleven levels up"


@given(places(), places())
def test_the_distance_depends_on_nothing_but_the_coordinates(a: Coordinates, b: Coordinates) -> None:
    assert distance(replace(a), replace(b)) == distance(a, b)
