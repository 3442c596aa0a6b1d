"""Lists of titles as people send them, from the file to its rows."""

import pytest

from roles.formats.title_lists.bounds import LONGEST_TITLE, MOST_BYTES, MOST_ROWS, MOST_TITLES, UnreadableList
from roles.formats.title_lists.layout import UnclearLayout
from roles.formats.title_lists.reading import read_file, read_pasted
from roles.formats.title_lists.rows import Row, Source, TitleList, Wish
from tests.uploads import bomb, workbook


def plain(found: TitleList) -> list[tuple[int, str]]:
    return [(row.number, row.reason or row.text) for row in found.rows]


def test_every_pasted_line_keeps_its_number_and_has_its_row() -> None:
    found = read_pasted("\nNurse\r\n\n  Senior   Buyer \n12\n" + "x" * (LONGEST_TITLE + 1) + "\n\n \n")
    assert plain(found) == [
        (1, "blank"),
        (2, "Nurse"),
        (3, "blank"),
        (4, "Senior Buyer"),
        (5, "no letter in it"),
        (6, "301 characters; a title has at most 300"),
    ]
    assert found.titles == ("Nurse", "Senior Buyer")


@pytest.mark.parametrize("text", ["", " \n\n\t\n"])
def test_nothing_pasted_is_an_empty_list(text: str) -> None:
    assert read_pasted(text) == TitleList(())


def test_pasted_titles_have_commas_and_pasted_columns_have_tabs() -> None:
    assert read_pasted("Engineer, Backend\nPharmacist, Clinical").titles == (
        "Engineer, Backend",
        "Pharmacist, Clinical",
    )
    found = read_pasted("Name\tPosition\r\nAnn\tNurse\r\nBo\tCook, Head")
    assert (found.titles, found.source.column, found.source.is_pasted) == (("Nurse", "Cook, Head"), "B", True)


def test_a_txt_is_one_title_a_line_commas_and_all() -> None:
    found = read_file("titles.TXT", b'Engineer, Backend\nPharmacist, Clinical\n10\nClerk, "Title\n')
    assert plain(found) == [
        (1, "Engineer, Backend"),
        (2, "Pharmacist, Clinical"),
        (3, "no letter in it"),
        (4, 'Clerk, "Title'),
    ]
    assert found.source == Source(column="A", delimiter="one title a line", encoding="UTF-8")


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("utf-8", "UTF-8"), ("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("cp1252", "Windows-1252")],
)
@pytest.mark.parametrize(
    ("mark", "delimiter"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")]
)
def test_csv_in_any_encoding_with_any_mark(encoding: str, name: str, mark: str, delimiter: str) -> None:
    text = (
        "\n".join(mark.join(row) for row in (["id", "job title"], ["1", "Ingénieur"], ["2", "Bäcker"])) + "\n"
    )
    found = read_file("list.csv", text.encode(encoding))
    assert found.rows == (Row(2, "Ingénieur"), Row(3, "Bäcker"))
    assert found.source == Source(
        header_row=1, column="B", header="job title", delimiter=delimiter, encoding=name
    )


def test_lines_above_the_headers_and_totals_below_have_their_rows() -> None:
    rows = ["Staff 2026", "Confidential", "", "Name;Department;Job title", "Ann;IT;Engineer, Backend", ";;"]
    rows += ["Bo;HR;Buyer", "Total;;2", "x;y;", ";;"]
    found = read_file("a.csv", "\n".join(rows).encode())
    assert plain(found) == [
        (1, "above the headers"),
        (2, "above the headers"),
        (3, "blank"),
        (5, "Engineer, Backend"),
        (6, "blank"),
        (7, "Buyer"),
        (8, "no letter in it"),
        (9, "the cell is empty"),
    ]
    assert found.rows[0].text == "Staff 2026"
    assert (found.source.header_row, found.source.column) == (4, "C")


def test_a_row_that_its_delimiters_do_not_part_is_not_read() -> None:
    found = read_file("a.csv", b"id,title,town\n1,Engineer, Backend,Rome\n2,Nurse,Rome,\n3,Cook,Rome\n")
    assert plain(found) == [
        (2, "more cells than headers; a title with the delimiter in it needs quotation marks"),
        (3, "Nurse"),
        (4, "Cook"),
    ]


def test_rows_within_an_open_quotation_mark_are_not_read_as_one_title() -> None:
    content = b'title,notes\nNurse,"see\nBuyer,x\nCook,"y"\nClerk,"fine, ""really""\nfine"\nPorter,\n'
    assert plain(read_file("a.csv", content)) == [
        (2, "a quotation mark in the row may not be closed"),
        (3, "Clerk"),
        (4, "Porter"),
    ]


def test_one_nul_spoils_one_row() -> None:
    found = read_file("a.csv", b"title,town\nNurse,Rome\nBuy\0er,Rome\nCook,Ro\0me\n")
    assert plain(found) == [(2, "Nurse"), (3, "a character of it cannot be read"), (4, "Cook")]


def test_headers_that_come_again_are_no_titles() -> None:
    content = b"Name,Position\nAnn,Nurse\nName,POSITION\nBo,Cook\n"
    assert plain(read_file("a.csv", content)) == [(2, "Nurse"), (3, "the header again"), (4, "Cook")]


def test_a_workbook_with_numbers_formulas_and_gaps() -> None:
    rows = [
        ["Job title", "Grade"],
        ["Nurse", 1],
        [None, 2],
        ["=1+1", 3],
        [4711, 4],
        [],
        ["Buyer", 5],
        [None, None],
    ]
    found = read_file("a.xlsx", workbook(rows))
    assert plain(found) == [
        (2, "Nurse"),
        (3, "the cell is empty"),
        (4, "a formula without a stored result; save the file in a spreadsheet and send it again"),
        (5, "no letter in it"),
        (6, "blank"),
        (7, "Buyer"),
    ]


def test_the_sheets_that_were_not_read_are_named() -> None:
    content = workbook(
        [["Cover"]], Staff=[["Position"], ["Nurse"]], More=[["x"]], Hidden=[["Position"], ["Cook"]]
    )
    found = read_file("a.xlsx", content)
    assert (found.source.sheet, found.source.other_sheets) == ("Staff", ("Sheet", "More"))
    assert read_file("a.xlsx", content, Wish(sheet="hidden")).titles == ("Cook",)


def test_what_the_visitor_says_is_followed() -> None:
    content = b"a;b\nNurse;Cook, x\n"
    assert read_file("a.csv", content, Wish(column="B", header_row=0)).titles == ("b", "Cook, x")
    assert (
        read_file("a.csv", content, Wish(delimiter="comma", column="A", header_row=1)).titles
        == ("Nurse;Cook",)[:0]
    )
    assert read_file("a.csv", content, Wish(delimiter="one title a line")).titles == ("a;b", "Nurse;Cook, x")
    found = read_file("a.csv", "title\nIngénieur\n".encode(), Wish(encoding="Windows-1252"))
    assert found.titles == ("IngÃ©nieur",)


def test_who_is_no_title_is_asked_about() -> None:
    with pytest.raises(UnclearLayout):
        read_file("a.csv", b"Title,Surname\nMrs,Baker\nMr,Cook\n")


def test_what_is_beyond_the_limit_is_counted() -> None:
    found = read_pasted("\n".join(f"Nurse {chr(97 + i % 26)}" for i in range(MOST_TITLES + 7)))
    assert (len(found.rows), found.left_out, found.end) == (MOST_TITLES, 7, "")


def test_no_more_rows_are_read_than_the_most() -> None:
    found = read_file("a.csv", b"title\n" + b"1\nNurse\n" * 100_000)
    assert (len(found.titles), found.left_out, found.last_row) == (MOST_ROWS // 2 - 1, 0, MOST_ROWS)
    assert "Rows below 20,000 were not read" in found.end


def test_a_thousand_blank_rows_are_passed_and_more_end_the_list() -> None:
    assert read_file("a.csv", b"title\nNurse\n" + b"\n" * 999 + b"Cook\n").titles == ("Nurse", "Cook")
    found = read_file("a.csv", b"title\nNurse\n" + b"\n" * 1001 + b"Cook\n")
    assert (found.titles, found.last_row) == (("Nurse",), 2)


def test_titles_have_a_bound_of_characters_together() -> None:
    with pytest.raises(UnreadableList, match="more than 3,000,000 characters together"):
        read_file("a.csv", b"title\n" + (b"x" * 400 + b"\n") * 10_001)


@pytest.mark.parametrize(
    ("name", "content", "error"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"   \n \n", "empty"),
        ("a.csv", b",,\n,,\n", "contains no text"),
        ("a.csv", b"\n" * 9_000_000 + b"x", "contains no text in its first 1,000 rows"),
        ("a.csv", b"\x00\x01\x02" * 50, "neither text nor a workbook"),
        ("a.xlsx", b"PK\x03\x04 and nothing more", "not a workbook"),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600,
            r"of an old kind \(.xls\) or has a password",
        ),
        ("a.csv", b"x" * (MOST_BYTES + 1), "larger than 10 MB"),
        ("a.csv", b"x" * (MOST_BYTES - 1), "Line 1 has more than 100,000 characters"),
        ("a.csv", b'title\n"Nurse\nCook\n', "quotation mark in row 2 is opened and not closed"),
        ("a.csv", b",'" * 12_000, "Row 1 has text in more than 200 columns"),
        ("a.csv", (b"," * 90_000 + b"x\n") * 50, "in more than 200 columns"),
        ("a.csv", b"id,title\n" + (b"1,x" + b"," * 90_000 + b"\n") * 50, "more than 2,000,000 cells"),
        ("a.xlsx", bomb(), "unpacks to far more"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_is_refused_in_words(name: str, content: bytes, error: str) -> None:
    with pytest.raises(UnreadableList, match=error):
        read_file(name, content)
