"""Parsed titles: the words that name the work, and the levels that are stated, never lost and never invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.title_parsing.parser import LONGEST, read, stem

WORDS = {
    # title: the words of the work, written out
    "Sr. ML Engineer II (remote)": "machine learning engineer",
    "SWE III": "software engineer",
    "Jr Frontend Dev": "frontend developer",
    "front-end developer": "frontend developer",
    "Front End Developer": "frontend developer",
    "AI/ML Engineer": "artificial intelligence machine learning engineer",
    "Member of Technical Staff": "software engineer",
    "Senior Member of the Technical Staff": "software engineer",
    "Associate Product Manager": "product manager",
    "Comp & Ben Analyst": "compensation benefits analyst",
    "C++ Developer": "c++ developer",
    "C# .NET Engineer": "c# .net engineer",
    "Software Engineer (m/f/d)": "software engineer",
    "CFO": "financial",
    "Web 3.0 Developer FY2026": "web developer",
    "e-commerce manager": "ecommerce manager",
    "Chief of Staff": "chief-of-staff",
    "Sr.Manager - Software Engineering": "manager software engineering",
    "工程师": "工程师",
    "🦄": "",
    "": "",
    "   ": "",
}

LEVELS = {
    # title: every level that it may state
    "Data Analyst II": "S2 P2 M2",
    "Data Analyst 2": "S2 P2 M2",
    "Engineer 2, Platform": "S2 P2 M2",
    "Data Analyst II/III": "S2 S3 P2 P3 M2 M3",
    "Data Analyst II-III": "S2 S3 P2 P3 M2 M3",
    "Level 3 Engineer": "S3 P3 M3",
    "Tier 2 Support Specialist": "S2 P2 M2",
    "IC4 Engineer": "P4",
    "Engineer, P3": "P3",
    "Sr. Data Scientist": "S3 S4 P4 M3 E2",
    "Junior Accountant": "S1 P1 M1",
    "Jr. Accountant": "S1 P1 M1",
    "Entry-Level Analyst": "S1 P1",
    "Graduate Engineer": "S1 P1",
    "Mid-Level Developer": "S3 P3",
    "Staff Software Engineer": "P5 P4",
    "Principal Engineer": "P6",
    "Lead Data Engineer": "S4 P5 P4 M1 M2",
    "Head of Data Science": "M4 M3",
    "Director of Engineering": "M4",
    "Senior Director, Sales": "M5",
    "Associate Director": "M3",
    "VP Sales": "E1",
    "Vice President of Sales": "E1",
    "SVP, Marketing": "E2",
    "Chief Financial Officer": "E3",
    "CFO": "E3",
    "Associate Product Manager": "S2 P1 P2 M3 M1",
    "Senior Member of Technical Staff": "S3 S4 P4 M3 E2",
    # no level: figures and words that say something else
    "5G Network Engineer": "",
    "Web 3.0 Developer": "",
    "FY2026 Planner": "",
    "24/7 Support Analyst": "",
    "Dynamics 365 Consultant": "",
    "Python 3 Developer": "",
    "Angular 2 Developer": "",
    "Type I Error Analyst": "",
    "Product Manager": "",
    "Member of Technical Staff": "",
    "Staff Accountant": "",
    "Staff Nurse": "",
    "Lead Generation Specialist": "",
    "Chief of Staff": "",
    "Research Fellow": "",
    "School Principal": "",
    "Sales Associate": "",
    "Administrative Assistant": "",
    "Account Executive": "",
    "Art Director": "",
}


@pytest.mark.parametrize("title", WORDS)
def test_the_words_of_the_work(title: str) -> None:
    assert " ".join(read(title).words) == WORDS[title]


@pytest.mark.parametrize("title", LEVELS)
def test_the_levels_that_are_stated(title: str) -> None:
    assert " ".join(read(title).levels) == LEVELS[title]


def test_two_levels_at_once_are_a_choice_and_not_at_odds() -> None:
    reading = read("Data Analyst II/III")
    assert (reading.is_choice, reading.is_at_odds) == (True, False)
    assert reading.levels_on("P") == ("P2", "P3")


def test_statements_that_agree_narrow_each_other() -> None:
    assert read("Lead Engineer P4").levels_on("P") == ("P4",)


def test_statements_that_cannot_both_hold_are_at_odds_and_the_first_decides() -> None:
    reading = read("Senior Software Engineer II")
    assert reading.is_at_odds
    assert reading.levels_on("P") == ("P4",)


def test_a_track_that_no_statement_knows_is_excluded() -> None:
    assert read("Principal Engineer").levels_on("M") == ()
    assert read("Engineer").levels_on("M") is None


def test_what_comes_before_the_first_comma_is_the_main_part() -> None:
    assert read("Software Engineer, Payments Platform").main == 2
    assert read("Software Engineer").main == 2


def test_a_statement_tells_how_it_was_read() -> None:
    assert [s.in_words for s in read("Sr. Data Scientist II").statements] == [
        "“Sr.” read as P4",
        "“II” read as P2",
    ]


def test_a_text_longer_than_a_title_is_not_parsed() -> None:
    assert read("engineer " * LONGEST).words == ()


WORK = st.sampled_from(
    [
        "Nurse",
        "Accountant",
        "Welder",
        "Data_Analyst",
        "Site_Reliability_Engineer",
        "Buyer",
        "Curator",
        "Beekeeper",
        "Glazier",
    ]
).map(lambda words: words.replace("_", " "))


@given(WORK, st.sampled_from(["I", "II", "III", "IV", "V", "VI", "1", "2", "3", "4", "5", "6"]))
def test_an_ordinal_is_never_lost(work: str, ordinal: str) -> None:
    number = ["I", "II", "III", "IV", "V", "VI"].index(ordinal) + 1 if ordinal.isalpha() else int(ordinal)
    assert read(f"{work} {ordinal}").levels_on("P") == (f"P{number}",)
    assert read(f"{work} {ordinal} (Berlin)").levels_on("P") == (f"P{number}",)
    assert read(f"{work} {ordinal}").words == read(work).words


@given(WORK, st.sampled_from(["Senior", "Sr.", "sr", "SENIOR", "Snr"]))
def test_senior_is_the_fourth_professional_level_in_any_spelling(work: str, senior: str) -> None:
    assert read(f"{senior} {work}").levels_on("P") == ("P4",)
    assert read(f"{work}, {senior}").levels_on("P") == ("P4",)


@given(st.sampled_from(sorted({*WORDS, *LEVELS})), st.integers(1, 3))
def test_case_and_spaces_make_no_difference(title: str, spaces: int) -> None:
    other = f" {title.upper().replace(' ', ' ' * spaces)} "
    assert (read(other).words, read(other).levels) == (read(title).words, read(title).levels)


@given(st.text(max_size=400))
def test_any_text_can_be_parsed_with_the_same_result_each_time(text: str) -> None:
    first = read(text)
    read.cache_clear()
    assert read(text) == first
    assert len(first.stems) == len(first.words)
    assert first.main <= len(first.words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("engineer", "engineering"),
        ("developer", "engineer"),
        ("analyst", "analytics"),
        ("accountant", "accounting"),
        ("nurse", "nursing"),
        ("recruiter", "recruitment"),
        ("manager", "management"),
        ("lawyer", "counsel"),
        ("procurement", "buyer"),
        ("scientist", "science"),
    ],
)
def test_words_for_the_same_work_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("product", "production"),
        ("intern", "internal"),
        ("process", "procurement"),
        ("counsel", "counselor"),
        ("mechanic", "mechanical"),
        ("market", "merchant"),
    ],
)
def test_words_for_other_work_have_another(one: str, other: str) -> None:
    assert stem(one) != stem(other)
