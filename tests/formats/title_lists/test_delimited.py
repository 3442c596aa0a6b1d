"""Lists as text: encoding, delimiter, rows; and what reading them costs, counted instead of timed."""

import tracemalloc
from collections.abc import Iterator
from itertools import islice

import pytest

from roles.formats.title_lists.bounds import LONGEST_LINE, Budget, UnreadableList
from roles.formats.title_lists.delimited import (
    DELIMITERS,
    ENCODINGS,
    ONE_A_LINE,
    check_text,
    delimiter_of,
    encoding_of,
    text_rows,
)


def rows(
    content: bytes, delimiter: str = "comma", encoding: str = "UTF-8", *, is_prose: bool = False
) -> Iterator[tuple[int, list[str]]]:
    return text_rows(content, encoding, delimiter, is_prose=is_prose, budget=Budget())


def delimiter(text: str, *, is_prose: bool = False) -> str:
    return delimiter_of(text.encode(), "UTF-8", is_prose=is_prose, budget=Budget())


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("Ingénieur".encode(), "UTF-8"),
        ("Ingénieur".encode("utf-8-sig"), "UTF-8"),
        ("Ingénieur, Bäcker".encode() + b" \xe9", "UTF-8"),
        ("Ingénieur – Bäcker".encode("cp1252"), "Windows-1252"),
        ("Ingénieur".encode("utf-16"), "UTF-16"),
        (b"\xfe\xff" + "Ingénieur".encode("utf-16-be"), "UTF-16"),
        (b"Nurse", "UTF-8"),
    ],
)
def test_the_encoding_is_found_out(content: bytes, expected: str) -> None:
    assert encoding_of(content) == expected


@pytest.mark.parametrize("name", ENCODINGS)
def test_text_is_read_in_its_encoding(name: str) -> None:
    content = "Ingénieur,Bäcker\r\nNurse,Cook\r\n".encode(ENCODINGS[name])
    assert list(rows(content, encoding=name)) == [(1, ["Ingénieur", "Bäcker"]), (2, ["Nurse", "Cook"])]


def test_utf_16_is_read_without_its_mark_if_the_visitor_says_so() -> None:
    content = "Ingénieur,Nurse".encode("utf-16-le")
    check_text(content, "UTF-16")
    assert list(rows(content, encoding="UTF-16")) == [(1, ["Ingénieur", "Nurse"])]


@pytest.mark.parametrize("content", [b"\x00\x01\x02" * 50, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9])
def test_bytes_are_no_text(content: bytes) -> None:
    with pytest.raises(UnreadableList, match="neither text nor a workbook"):
        check_text(content, encoding_of(content))


@pytest.mark.parametrize("name", [name for name in DELIMITERS if name != ONE_A_LINE])
def test_the_delimiter_is_the_one_that_parts_most_rows_alike(name: str) -> None:
    mark = DELIMITERS[name]
    lines = [["id", "what", "town"], ["1", '"a, b; c | d"', "Rome"], ["2", "Cook, 1,5", "Oslo"]]
    if name == "comma":
        lines.pop()
    assert delimiter("\n".join(mark.join(line) for line in lines)) == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurse\nCook\n", ONE_A_LINE),
        ("Engineer, Backend\nNurse\nCook\n", ONE_A_LINE),
        ("Job title\nEngineer, Backend\nPharmacist, Clinical\n", ONE_A_LINE),
        ("Staff list\nConfidential\n\nDraft\nName;Job title\nAnn;Nurse\n", "semicolon"),
        ("sep=|\nNurse\n", "vertical bar"),
        ("Name;Town\nKoch, A;Rome\nWeber, B;Oslo\n", "semicolon"),
        ("Engineer, Backend\nExaminer, Title\nPharmacist, Clinical\n", "comma"),
        ("", ONE_A_LINE),
        ("\n \n", ONE_A_LINE),
    ],
)
def test_a_delimiter_is_in_most_rows_or_below_headers(text: str, expected: str) -> None:
    assert delimiter(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Engineer, Backend\nPharmacist, Clinical\nExaminer, Title\n", ONE_A_LINE),
        ("a;b\nc;d\n", ONE_A_LINE),
        ("Name\tTown\nAnn\tRome\n", "tab"),
        ("Name,Job title\nAnn,Nurse\n", "comma"),
    ],
)
def test_in_lines_of_titles_only_tabs_or_headers_make_columns(text: str, expected: str) -> None:
    assert delimiter(text, is_prose=True) == expected


def test_a_txt_is_one_title_a_line_with_whatever_is_in_it() -> None:
    text = 'Engineer, "Backend\n\n"Pharmacist", Clinical\r\nCook'
    found = list(rows(text.encode(), ONE_A_LINE, is_prose=True))
    assert found == [(1, ['Engineer, "Backend']), (2, []), (3, ['"Pharmacist", Clinical']), (4, ["Cook"])]


def test_rows_are_counted_as_a_spreadsheet_counts_them() -> None:
    text = 'sep=;\r\nid;title\r\n1;"Nurse\r\nSenior"\r\n;;\r\n\r\n2;Cook'
    assert list(rows(text.encode(), "semicolon")) == [
        (1, ["id", "title"]),
        (2, ["1", "Nurse\r\nSenior"]),
        (3, []),
        (4, []),
        (5, ["2", "Cook"]),
    ]
    assert [number for number, _ in rows(b"a\rb\r\rc")] == [1, 2, 3, 4]


def test_a_nul_spoils_its_own_cell() -> None:
    assert list(rows(b"a\0,b\nc,d\n")) == [(1, ["a\ufffd", "b"]), (2, ["c", "d"])]


@pytest.mark.parametrize("text", ['a,b\n"Nurse,1\nCook,2\n', 'a\n"' + "x\n" * 100_000])
def test_a_quotation_mark_that_is_never_closed_is_named_with_its_row(text: str) -> None:
    with pytest.raises(UnreadableList, match="A quotation mark in row 2 is opened and not closed"):
        list(rows(text.encode()))


@pytest.mark.parametrize("lines", [b",'" * 12_000, b',"' * 12_000, b"\"',;\t|" * 4000, b'",\'"' * 6000])
def test_the_delimiter_is_found_in_one_pass_for_each(lines: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr(
        "roles.formats.title_lists.delimited.csv.reader",
        lambda sample, **options: read.append(sum(map(len, sample))) or iter(()),
    )
    delimiter_of(lines, "UTF-8", is_prose=False, budget=Budget())
    assert len(read) == len(DELIMITERS) - 1
    assert set(read) == {len(lines)}


def test_the_delimiter_is_found_in_the_first_lines() -> None:
    checked = Counting()
    delimiter_of(b"Nurse,1\n" * 500_000, "UTF-8", is_prose=False, budget=checked)
    assert checked.times == 4096 // len(b"Nurse,1\n")


def test_a_long_line_is_refused_before_it_is_read(traced: None) -> None:
    content = b"x," * 4_500_000
    before = tracemalloc.get_traced_memory()[0]
    with pytest.raises(UnreadableList, match=f"Line 1 has more than {LONGEST_LINE:,} characters"):
        list(rows(content))
    assert tracemalloc.get_traced_memory()[1] - before < 5_000_000


def test_nine_megabytes_of_blank_lines_take_no_memory(traced: None) -> None:
    found = rows(b"\n" * 9_000_000)
    assert list(islice(found, 5000)) == [(number, []) for number in range(1, 5001)]
    assert tracemalloc.get_traced_memory()[1] < 20_000_000


class Counting(Budget):
    """Counts how often the clock was looked at, which is once a line."""

    times = 0

    def time(self) -> None:
        self.times += 1
