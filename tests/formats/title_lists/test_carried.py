"""A list carried by the page: back as it was, or refused."""

import json

import pytest

from roles.formats.title_lists.bounds import MOST_ROWS, MOST_TITLES, UnreadableList
from roles.formats.title_lists.carried import carried_list, carry
from roles.formats.title_lists.reading import read_file, read_pasted
from tests.uploads import workbook

SOURCE = '["", [], 0, "A", "", "comma", "UTF-8"]'


@pytest.mark.parametrize(
    "found",
    [
        read_file("a.csv", b"id,title\n1,Nurse\n\n2,12\n3," + b"x" * 400 + b"\n4,Bu\0yer\n"),
        read_file("a.xlsx", workbook([["Cover"]], Staff=[["Staff"], [], ["Id", "Job title"], [1, "Nurse"]])),
        read_pasted('Nurse\n"Cook", \\ Head\u2028\n\U0001f984'),
        read_pasted("Nurse\n" * (MOST_TITLES + 7)),
        read_file("a.csv", b"Nurse\n" + b"\n" * 2000 + b"Cook\n"),
    ],
    ids=["csv", "xlsx", "pasted", "long", "ended"],
)
def test_a_carried_list_comes_back_as_it_was(found: object) -> None:
    assert carried_list(carry(found)) == found  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "null",
        "1",
        "[]",
        "{}",
        "{not json",
        "[" * 2000,
        "1" * 5000,
        f'[{SOURCE}, [[{"1" * 5000}, "x"]], 0, 0]',
        f'[{SOURCE}, [[1e999, "x"]], 0, 0]',
        f'[{SOURCE}, [[Infinity, "x"]], 0, 0]',
        f'[{SOURCE}, [[NaN, "x"]], 0, 0]',
        f'[{SOURCE}, [[1.5, "x"]], 0, 0]',
        f'[{SOURCE}, [[true, "x"]], 0, 0]',
        f'[{SOURCE}, [[-1, "x"]], 0, 0]',
        f'[{SOURCE}, [[0, "x"]], 0, 0]',
        f'[{SOURCE}, [[{MOST_ROWS + 1}, "x"]], 0, 0]',
        f'[{SOURCE}, [[2, "x"], [1, "y"]], 0, 0]',
        f'[{SOURCE}, [[1, "x"], [1, "y"]], 0, 0]',
        f'[{SOURCE}, [[1, 2]], 0, 0]',
        f'[{SOURCE}, [[1, null]], 0, 0]',
        f'[{SOURCE}, [["1", "x"]], 0, 0]',
        f'[{SOURCE}, [[1, "\\ud800"]], 0, 0]',
        f'[{SOURCE}, [[1, "x", "a reason of my own"]], 0, 0]',
        f'[{SOURCE}, [[1, "x", ["blank"]]], 0, 0]',
        f'[{SOURCE}, [[1, "x", "", ""]], 0, 0]',
        f'[{SOURCE}, {{"1": "x"}}, 0, 0]',
        f'[{SOURCE}, 5, 0, 0]',
        f'[{SOURCE}, [], -1, 0]',
        f'[{SOURCE}, [], 0, "x"]',
        '[["", [], 0, "A", "", "sniffed", "UTF-8"], [], 0, 0]',
        '[["", [], 0, "A", "", "comma", ["UTF-8"]], [], 0, 0]',
        '[["", 5, 0, "A", "", "comma", "UTF-8"], [], 0, 0]',
        f'[["{"x" * 61}", [], 0, "A", "", "comma", "UTF-8"], [], 0, 0]',
        '[["\\udfff", [], 0, "A", "", "comma", "UTF-8"], [], 0, 0]',
        '[["", [], 0, "A"], [], 0, 0]',
        '["title", [[1, "x"]], [], 0]',
    ],
    ids=range(36),
)  # fmt: skip
def test_a_list_that_no_page_carried_is_refused(text: str) -> None:
    with pytest.raises(UnreadableList, match="did not come back whole"):
        carried_list(text)


def test_a_list_of_more_than_is_read_is_refused() -> None:
    source = json.loads(SOURCE)
    many = json.dumps([source, [[i, "Nurse"] for i in range(1, MOST_TITLES + 2)], 0, 0])
    large = json.dumps([source, [[1, "x" * 10_000_000]], 0, 0])
    for text in (many, large):
        with pytest.raises(UnreadableList, match="did not come back whole"):
            carried_list(text)


def test_a_text_that_is_no_title_gets_its_reason_again() -> None:
    (row,) = carried_list(f'[{SOURCE}, [[4, "10"]], 0, 0]').rows
    assert row == (4, "10", "no letter in it")
