"""Years in qualifications against the years of the level."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.quality.years import asked_years, years_outside_level
from tests.quality.checking import LADDER, found, labelled, role

LEVELS = [level.code for level in LADDER.form.levels]  # type: ignore[union-attr]
BY_CODE = {level.code: level for level in LADDER.form.levels}  # type: ignore[union-attr]


def issues(level: str, *labels: str) -> list[str]:
    document = role(f"AIMLAM.GEN.{level}", components=labelled(qualification=list(labels)))
    return [message for _, message in found(years_outside_level, document)]


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("5–8+ years of experience", [(5, 8, True)]),
        ("3-5 years of experience", [(3, 5, False)]),
        ("3 to 5 yrs. in sales", [(3, 5, False)]),
        ("5+ years", [(5, None, True)]),
        ("5 or more years in a ward", [(5, None, True)]),
        ("At least three years of practice", [(3, None, True)]),
        ("Minimum of 10 years of experience", [(10, None, True)]),
        ("1 year of experience", [(1, None, False)]),
        ("8–12 years of experience, 2 years of them as a manager", [(8, 12, False), (2, None, False)]),
        ("Three-year apprenticeship in retail", []),
        ("2-year degree", []),
        ("5 years of university study in pharmacy", []),
        ("Two years of specialist training", []),
        ("First-aid certificate of the last 2 years", []),
        ("Registration renewed every 3 years", []),
        ("Record of decisions that held for years", []),
        ("Yearling 4 yearsaver", []),
    ],
)
def test_the_years_that_a_label_asks_for(label: str, asked: list[tuple[int, int | None, bool]]) -> None:
    assert [(years.low, years.high, years.is_open) for years in asked_years(label)] == asked


def test_the_reference_roles_years_are_found() -> None:
    assert issues("P3", "5–8+ years of experience") == [
        "“5–8+ years of experience” asks for 5–8+ years; expected P3's 3–5 years"
    ]


@pytest.mark.parametrize(
    ("level", "label"),
    [
        ("P3", "4–6 years"),
        ("P3", "5+ years"),
        ("P3", "2–4 years"),
        ("P1", "3 years"),
        ("S4", "3+ years"),
        ("E1", "10–12 years"),
    ],
)
def test_years_outside_the_level(level: str, label: str) -> None:
    assert len(issues(level, label)) == 1


@pytest.mark.parametrize(
    ("level", "label"),
    [("P3", "3–5 years"), ("P3", "3+ years"), ("P4", "5+ years"), ("S4", "7+ years"), ("E3", "20+ years")],
)
def test_years_inside_the_level(level: str, label: str) -> None:
    assert issues(level, label) == []


def test_fewer_years_are_a_part_when_the_whole_is_asked_for_too() -> None:
    whole, part = "8–12 years of experience", "2 years of managing people"
    assert issues("M3", whole, part) == []
    assert len(issues("M3", part)) == 1


def test_years_in_other_kinds_are_not_looked_at() -> None:
    document = role(components=labelled(task="Plan the next 10 years of demand"))
    assert found(years_outside_level, document) == []


@given(st.sampled_from(LEVELS))
def test_a_levels_own_years_are_never_found(code: str) -> None:
    level = BY_CODE[code]
    own = f"{level.min_years}+" if level.max_years is None else f"{level.min_years}–{level.max_years}"
    assert issues(code, f"{own} years of experience") == []


@given(st.sampled_from(LEVELS), st.integers(0, 40), st.integers(0, 10))
def test_years_beyond_the_level_are_always_found(code: str, low: int, span: int) -> None:
    most = BY_CODE[code].max_years
    beyond = most is not None and low + span > most
    assert bool(issues(code, f"{low}–{low + span} years of experience")) is (
        beyond or low < BY_CODE[code].min_years
    )
