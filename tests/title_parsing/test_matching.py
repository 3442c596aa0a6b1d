"""Title matching: confident only where the names allow it, no level lost, the same answer for any order of names."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.coordinates import MatchBand
from roles.title_parsing.matching import CONFIDENT, REVIEW, Answer, resolve
from roles.title_parsing.names import Name, NameStatus, Target

APPROVED, TITLE, PENDING = NameStatus.APPROVED, NameStatus.TITLE, NameStatus.PENDING
TARGETS = [
    Target("NURSE.GEN.P1", (Name("Junior Nurse", TITLE), Name("Graduate Nurse", APPROVED)), "P1"),
    Target("NURSE.GEN.P2", (Name("Registered Nurse", TITLE), Name("RN II", PENDING, 0.7)), "P2"),
    Target("NURSE.GEN.P4", (Name("Senior Nurse", TITLE), Name("Sr. RN", APPROVED)), "P4"),
    Target("NURSE.GEN.M1", (Name("Nurse Manager", TITLE), Name("Ward Manager", APPROVED)), "M1"),
    Target("PRODMG.GEN.P1", (Name("Associate Product Manager", TITLE),), "P1"),
    Target("PRODMG.GEN.P3", (Name("Product Manager", TITLE), Name("Product Owner", PENDING, 0.9)), "P3"),
    Target("PRODMG.GEN.P4", (Name("Senior Product Manager", TITLE),), "P4"),
]
WEIGHTS = {"nurse": 0.4, "product": 0.4, "manag": 0.3, "register": 0.6, "ward": 0.6, "owner": 0.6}


def answer(title: str, targets: list[Target] = TARGETS) -> Answer:
    return resolve(title, targets, WEIGHTS)


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Registered Nurse", "NURSE.GEN.P2"),  # a role's own title
        ("registered  NURSE", "NURSE.GEN.P2"),
        ("Ward Manager", "NURSE.GEN.M1"),  # an approved alias
        ("Snr Nurse", "NURSE.GEN.P4"),  # the same words, written otherwise
        ("Nurse, Senior", "NURSE.GEN.P4"),
        ("Associate Product Manager", "PRODMG.GEN.P1"),
        ("Product Manager", "PRODMG.GEN.P3"),
        ("RN II", "NURSE.GEN.P2"),
        ("Sr Product Manager", "PRODMG.GEN.P4"),
    ],
)
def test_it_is_confident_where_the_names_allow_it(title: str, code: str) -> None:
    found = answer(title)
    assert (found.band, found.code) == (MatchBand.CONFIDENT, code)
    assert found.candidates[0].score >= CONFIDENT


@pytest.mark.parametrize("title", ["Nurse", "Nurse I/II", "Senior Nurse II"])
def test_what_could_be_several_roles_is_left_open(title: str) -> None:
    found = answer(title)
    assert (found.band, found.code) == (MatchBand.NEEDS_REVIEW, "")
    assert found.candidates[0].score >= REVIEW


@pytest.mark.parametrize("title", ["Beekeeper", "Senior", "", "🦄", "Marine Product Biologist of Nowhere"])
def test_it_abstains_where_no_name_is_near(title: str) -> None:
    assert (answer(title).band, answer(title).code) == (MatchBand.NO_MATCH, "")


@pytest.mark.parametrize(
    "title", ["Principal Product Manager", "Head of Product Manager", "Nurse VI", "Nurse P3"]
)
def test_a_stated_level_that_no_role_has_is_never_resolved_to_another(title: str) -> None:
    found = answer(title)
    assert found.code == ""
    assert all(not c.has_level for c in found.candidates if c.score >= REVIEW)


def test_both_levels_of_a_choice_are_candidates() -> None:
    found = answer("Product Manager III/IV")
    assert {c.code for c in found.candidates[:2]} == {"PRODMG.GEN.P3", "PRODMG.GEN.P4"}
    assert found.band is MatchBand.NEEDS_REVIEW


def test_a_title_that_two_roles_have_is_contested() -> None:
    twice = [*TARGETS, Target("CLINIC.GEN.P2", (Name("Registered Nurse", TITLE),), "P2")]
    assert answer("Registered Nurse", twice).band is MatchBand.NEEDS_REVIEW


def test_an_approved_alias_outranks_the_title_of_another_role() -> None:
    both = [*TARGETS, Target("CLINIC.GEN.P2", (Name("Registered Nurse", APPROVED),), "P2")]
    assert answer("Registered Nurse", both).code == "CLINIC.GEN.P2"


def test_a_manager_is_not_resolved_to_a_role_that_manages_no_one() -> None:
    found = answer("Registered Nurse Manager")
    assert found.code in ("", "NURSE.GEN.M1")
    below = next(c for c in found.candidates if c.code == "NURSE.GEN.P2")
    assert "the title says manager; P2 manages nobody" in below.evidence


def test_the_evidence_tells_what_was_found() -> None:
    assert answer("Ward Manager").candidates[0].evidence == ("exact approved alias “Ward Manager”",)
    found = answer("Snr Nurse")
    assert found.as_read == ("“Snr” read as P4",)
    assert "words in common: nurse" in found.candidates[0].evidence


def test_a_corrected_word_is_reported_and_lowers_the_score() -> None:
    slip = resolve("Registred Nurse", TARGETS, WEIGHTS, {"registred": "registered"})
    assert "“registred” read as registered" in slip.as_read
    assert slip.candidates[0].code == "NURSE.GEN.P2"
    assert slip.candidates[0].score < answer("Registered Nurse").candidates[0].score


def test_without_levels_the_names_vote() -> None:
    one = Target("A", (Name("Bee Keeper", APPROVED),))
    many = Target("B", tuple(Name(f"Bee Keeper {word}", APPROVED) for word in ("Aide", "Head", "Chief")))
    assert [
        c.code for c in resolve("Bee Keeper Helper", [one, many], {"keeper": 1.0, "bee": 1.0}).candidates
    ] == ["B", "A"]


TITLES = st.lists(
    st.sampled_from(
        [
            "Senior",
            "Junior",
            "Lead",
            "Nurse",
            "Product",
            "Manager",
            "Registered",
            "II",
            "III",
            "Head",
            "of",
            "RN",
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)


@given(TITLES, st.integers(0, 999))
def test_the_order_of_the_names_does_not_matter(title: str, seed: int) -> None:
    shuffled = list(TARGETS)
    random.Random(seed).shuffle(shuffled)
    assert answer(title, shuffled) == answer(title)


@given(TITLES)
def test_scores_are_shares_and_the_best_comes_first(title: str) -> None:
    scores = [c.score for c in answer(title).candidates]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores, reverse=True)


@given(TITLES)
def test_a_confident_role_is_on_a_level_that_the_title_states_unless_it_has_the_very_title(
    title: str,
) -> None:
    found = answer(title)
    if found.code and found.reading.levels and not found.candidates[0].is_exact:
        assert found.code[-2:] in found.reading.levels


@pytest.mark.parametrize("status", [TITLE, APPROVED])
def test_a_title_that_several_roles_have_is_reviewed_with_all_of_them(status: NameStatus) -> None:
    """Organisations have one title on two grades; the words round it change nothing."""
    grades = [Target(f"FINAN.GEN.P{n}", (Name("Analyst", status),), f"P{n}") for n in (2, 3, 4)]
    for title in ("Analyst", " ANALYST", "Ａnalyst"):
        found = answer(title, [*TARGETS, *grades])
        assert (found.band, found.code) == (MatchBand.NEEDS_REVIEW, "")
        assert {c.code for c in found.candidates} == {target.code for target in grades}
