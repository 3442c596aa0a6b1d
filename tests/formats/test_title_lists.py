"""Lists of titles as people send them: any usual encoding and shape; what cannot be read is refused in words."""

import io
import zipfile
from typing import Any

import pytest

from roles.formats.title_lists import (
    LONGEST_TITLE,
    MOST_BYTES,
    MOST_TITLES,
    TitleList,
    UnreadableList,
    carried_list,
    read_file,
    read_pasted,
)
from tests.uploads import bomb, workbook


def titles(found: TitleList) -> list[str]:
    return [title for _, title in found.rows]


def test_pasted_lines_keep_their_numbers() -> None:
    found = read_pasted("Nurse\n\n  Senior   Buyer \n12\n" + "x" * (LONGEST_TITLE + 1))
    assert found.rows == ((1, "Nurse"), (3, "Senior Buyer"))
    assert [row for row, _ in found.unreadable] == [4, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_csv_in_any_encoding_with_any_mark(encoding: str, mark: str) -> None:
    text = (
        "\n".join(mark.join(row) for row in (["id", "job title"], ["1", "Ingénieur"], ["2", "Bäcker"])) + "\n"
    )
    content = text.encode(encoding)
    if encoding == "utf-16-le":
        content = b"\xff\xfe" + content
    found = read_file("list.csv", content)
    assert (found.column, found.rows) == ("job title", ((2, "Ingénieur"), (3, "Bäcker")))


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("position", ["Buyer", "Nurse"]),
        ("B", ["Buyer", "Nurse"]),
        ("", ["Buyer", "Nurse"]),
        ("name", ["Ann", "Bob"]),
    ],
)
def test_the_column_is_named_by_header_or_letter_or_guessed(column: str, expected: list[str]) -> None:
    content = b"name,position,town\nAnn,Buyer,Rome\nBob,Nurse,Rome\n"
    found = read_file("a.csv", content, column)
    assert titles(found) in (expected, ["position", *expected])


def test_without_a_header_the_column_whose_texts_vary_most_is_taken() -> None:
    content = b"1,Senior Buyer,Rome\n2,Nurse Manager,Rome\n3,Data Analyst,Rome\n"
    found = read_file("a.csv", content)
    assert titles(found) == ["Senior Buyer", "Nurse Manager", "Data Analyst"]
    assert found.column == "column B"


def test_a_column_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnreadableList, match=r"There is no column “Pay”\. The first row has: title, town"):
        read_file("a.csv", b"title,town\nNurse,Rome\n", "Pay")


def test_a_workbook_with_numbers_formulas_and_gaps() -> None:
    rows = [
        ["Job title", "Grade"],
        ["Nurse", 1],
        [None, 2],
        ["=1+1", 3],
        [4711, 4],
        ["Buyer", 5],
        [None, None],
    ]
    found = read_file("a.xlsx", workbook(rows))
    assert [row for row in found.rows if row[1] in ("Nurse", "Buyer")] == [(2, "Nurse"), (6, "Buyer")]
    assert (5, "“4711” holds no letter") in found.unreadable
    assert (3, "the cell is empty") in found.unreadable


def test_what_is_beyond_the_limit_is_counted() -> None:
    found = read_pasted("\n".join(f"Nurse {chr(97 + i % 26)}" for i in range(MOST_TITLES + 7)))
    assert (len(found.rows), found.left_out) == (MOST_TITLES, 7)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"   \n \n", "empty"),
        ("a.csv", b",,\n,,\n", "holds no text"),
        ("a.csv", b"\x00\x01\x02" * 50, "neither text nor a workbook"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "not a workbook"),
        ("a.xlsx", workbook([["Nurse"]])[:400], "not a workbook"),
        ("a.csv", b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
    ],
    ids=["empty", "blank", "no-text", "binary", "no-zip", "cut", "large"],
)
def test_what_cannot_be_read_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableList, match=said):
        read_file(name, content)


def test_a_bomb_is_refused_before_it_unpacks() -> None:
    content = bomb()
    assert len(content) < MOST_BYTES
    with pytest.raises(UnreadableList, match="unpacks to far more"):
        read_file("a.xlsx", content)


def test_a_zip_that_is_no_workbook_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(UnreadableList, match="not a workbook"):
        read_file("a.xlsx", out.getvalue())


def test_a_carried_list_comes_back_as_it_was() -> None:
    found = read_file("a.csv", b"title\nNurse\n\n12\nBuyer\n")
    data = [
        found.column,
        [list(row) for row in found.rows],
        [list(row) for row in found.unreadable],
        found.left_out,
    ]
    assert carried_list(data) == found


@pytest.mark.parametrize(
    "data", [None, 1, [], [1, 2], ["a", 5, [], 0], ["a", [["x", "y"]], [], 0], {"rows": 1}]
)
def test_a_carried_list_that_was_tampered_with_is_refused(data: Any) -> None:
    with pytest.raises(UnreadableList, match="did not come back whole"):
        carried_list(data)
