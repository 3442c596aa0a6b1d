"""Headers: which are those of titles, how surely, and what is no title."""

import pytest

from roles.formats.title_lists.headers import (
    CONTAINED,
    EXACT,
    WEAK,
    WEAK_ENDING,
    are_salutations,
    is_header_row,
    plain,
    rank,
    share_of_work,
)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Job title", EXACT),
        ("JOB_TITLE (EN):", EXACT),
        ("Stellenbezeichnung", EXACT),
        ("Intitulé du poste", EXACT),
        ("Current job title", CONTAINED),
        ("Title", WEAK),
        ("Position", WEAK),
        ("Current role", WEAK_ENDING),
        ("Clerk, Title", 0),
        ("Nurse", 0),
        ("Head of job title management in the north", 0),
        ("", 0),
    ],
)
def test_a_header_is_ranked_by_how_surely_titles_are_below_it(header: str, expected: int) -> None:
    assert rank(header) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["Id", "Job title"], True),
        (["Name", "Position"], True),
        (["Clerk", "Title"], False),
        (["Ann", "Nurse"], False),
        ([], False),
    ],
)
def test_a_row_of_headers_is_one_beyond_doubt(cells: list[str], expected: bool) -> None:
    assert is_header_row(cells) is expected


def test_forms_of_address_are_no_titles() -> None:
    assert are_salutations(["Mr", "Mrs.", "DR", "Frau", "Nurse"])
    assert not are_salutations(["Nurse", "Mr", "Buyer", "Cook"])
    assert not are_salutations([])


def test_words_for_work_are_counted() -> None:
    assert share_of_work(["Senior Buyer", "Nurse Manager", "Rome", "Head of IT"]) == 0.75
    assert share_of_work([]) == 0


def test_a_header_is_compared_without_what_people_add() -> None:
    assert plain("  Job-Title [in English].") == "job title"
    assert plain("x" * 1_000_000 + "(" * 1000) == "x" * 200
