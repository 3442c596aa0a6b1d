"""Where the titles are: found by headers and texts, as wished, or asked for."""

import pytest

from roles.formats.title_lists.bounds import MOST_COLUMNS, UnreadableList
from roles.formats.title_lists.layout import Layout, UnclearLayout, find_layout
from roles.formats.title_lists.rows import Sheet, Wish

Table = list[list[str]]
STAFF: Table = [["Name", "Job title", "Town"], ["Ann Fischer", "Nurse", "Rome"], ["Bo Weber", "Cook", "Oslo"]]
NO_TITLES: Table = [["Title", "Surname", "Town"], ["Mrs", "Baker", "Rome"], ["Mr", "Smith", "Rome"]]


def sheet(table: Table, name: str = "", *, is_hidden: bool = False) -> Sheet:
    rows = [(number, cells) for number, cells in enumerate(table, start=1)]
    return Sheet(name, lambda: iter(rows), is_hidden)


def place(table: Table, wish: Wish = Wish()) -> tuple[int, int]:  # noqa: B008
    layout = find_layout([sheet(table)], wish)
    return layout.header_row, layout.column


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (STAFF, (1, 1)),
        ([["Title", "Surname", "Position"], ["Mrs", "Baker", "Nurse"], ["Mr", "Cook", "Buyer"]], (1, 2)),
        ([["Title", "Surname", "Position"], ["", "Baker", "Nurse"], ["Dr.", "Cook", "Buyer"]], (1, 2)),
        ([["Position", "Job title"], ["00121", "Nurse"], ["00122", "Cook"]], (1, 1)),
        ([["Position", "Role"], ["P-1", "Nurse"], ["P-2", "Cook"]], (1, 1)),
        ([["Staff list 2026"], [], ["as of", "1 May"], [], *STAFF], (5, 1)),
        ([["Title", "Staff list"], ["Author", "HR"], [], *STAFF], (4, 1)),
        ([["Employee", "", "Work"], ["Surname", "Town", "Position"], ["Fischer", "Rome", "Nurse"]], (2, 2)),
        ([["Nurse"], ["Examiner"], ["10"]], (0, 0)),
        ([["", "Nurse"], ["", "Cook"]], (0, 1)),
        ([["Our people"], [], ["Position"], ["Nurse"], ["Cook"]], (3, 0)),
        ([["Nurse"], ["Clerk, Title"], ["Cook"]], (0, 0)),
        ([["Title"], ["12"]], (1, 0)),
        ([["1", "Senior Buyer", "Rome"], ["2", "Nurse Manager", "Rome"]], (0, 1)),
        ([*STAFF, ["Name", "Job title", "Town"], ["Cy", "Clerk", "Bonn"]], (1, 1)),
    ],
)
def test_titles_are_found_below_their_header_or_where_no_other_column_may_have_them(
    table: Table, expected: tuple[int, int]
) -> None:
    assert place(table) == expected


@pytest.mark.parametrize(
    "table",
    [
        NO_TITLES,
        [["Name", "Town"], ["Fischer", "Rome"], ["Weber", "Rome"]],
        [
            ["Title", "Who", "Town"],
            ["Mr", "Fischer", "Rome"],
            ["Mr", "Weber", "Rome"],
            ["Mr", "Koster", "Rome"],
        ],
        [["Mr", "Fischer"], ["Mr", "Weber"], ["Mr", "Koster"]],
        [["Ann Fischer", "Nurse"], ["Bo Weber", "Buyer"], ["Cy Koster", "Cook"]],
        [["Id", "Name", "Job"], ["1", "Ann", "J-1"], ["2", "Bo", "J-2"]],
        [["Engineer", "Backend"], ["Pharmacist", "Clinical"]],
    ],
    ids=["salutations", "names", "unknown-header", "no-header", "names-too", "codes", "halves"],
)
def test_names_are_never_taken_for_titles_the_visitor_is_asked(table: Table) -> None:
    with pytest.raises(UnclearLayout, match="not clear which column") as asked:
        place(table)
    (preview,) = asked.value.previews
    assert preview.rows[0] == (1, tuple(table[0]))
    assert preview.letters == ("A", "B", "C")[: len(table[0])]
    assert preview.in_words.splitlines()[1] == f"  row 1: {' | '.join(table[0])}"


def test_of_several_columns_that_may_have_the_titles_none_is_chosen() -> None:
    with pytest.raises(UnclearLayout, match="B “Job title” and C “Position title”"):
        place([["Name", "Job title", "Position title"], ["Ann", "Nurse", "Cook"]])


def test_a_cover_sheet_is_passed_over() -> None:
    cover = sheet([["Staff report"], ["See the next sheet"]], "Cover")
    hidden = sheet([["Job title"], ["Secret"]], "Hidden", is_hidden=True)
    layout = find_layout([hidden, cover, sheet([[], *STAFF], "Staff")], Wish())
    assert (layout.sheet.name, layout.header_row, layout.header) == ("Staff", 2, "Job title")


def test_of_sheets_without_a_known_header_the_visitor_chooses() -> None:
    with pytest.raises(UnclearLayout) as asked:
        find_layout([sheet([["Nurse"]], "One"), sheet([["Cook"]], "Two")], Wish())
    assert [preview.sheet for preview in asked.value.previews] == ["One", "Two"]
    assert asked.value.previews[0].in_words.startswith("sheet “One”, columns A")


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(column="Town"), (3, 2)),
        (Wish(column=" job TITLE"), (3, 1)),
        (Wish(column="a"), (3, 0)),
        (Wish(column="A", header_row=0), (0, 0)),
        (Wish(column="A", header_row=4), (4, 0)),
        (Wish(header_row=3), (3, 1)),
        (Wish(column="town", header_row=3), (3, 2)),
    ],
)
def test_a_wish_is_met(wish: Wish, expected: tuple[int, int]) -> None:
    assert place([["Staff"], [], *STAFF], wish) == expected


@pytest.mark.parametrize(
    ("wish", "error"),
    [
        (Wish(column="Pay"), "There is no column “Pay”. The first row has: Name, Job title, Town."),
        (Wish(column="D"), "There is no column “D”"),
        (Wish(header_row=9), "Row 9 cannot be the headers"),
        (Wish(header_row=-1), "Row -1 cannot be the headers"),
        (Wish(sheet="Pay"), "There is no sheet “Pay”. The file has “Staff”."),
        (Wish(sheet="2"), "There is no sheet “2”"),
        (Wish(sheet="9" * 5000), "There is no sheet “9"),
        (Wish(column="Town", header_row=2), "There is no column “Town”"),
    ],
)
def test_a_wish_that_cannot_be_met_is_answered_with_what_there_is(wish: Wish, error: str) -> None:
    with pytest.raises(UnreadableList, match=f"^{error}"):
        find_layout([sheet(STAFF, "Staff")], wish)


@pytest.mark.parametrize("name", ["pay", "2", " PAY "])
def test_a_sheet_is_named_or_numbered_hidden_or_not(name: str) -> None:
    sheets = [sheet(STAFF, "Staff"), sheet([["Position"], ["Cook"]], "Pay", is_hidden=True)]
    assert find_layout(sheets, Wish(sheet=name)) == Layout(sheets[1], 1, 0, "Position", 1)


def test_a_row_of_headers_without_the_titles_is_asked_about() -> None:
    with pytest.raises(UnclearLayout):
        place(NO_TITLES, Wish(header_row=1))
    with pytest.raises(UnclearLayout):
        place(STAFF, Wish(header_row=0))


def test_only_the_first_rows_are_looked_at() -> None:
    taken = []

    def rows() -> object:
        for number in range(1, 1_000_000):
            taken.append(number)
            yield number, ["Nurse"] * MOST_COLUMNS

    with pytest.raises(UnclearLayout):
        find_layout([Sheet("", rows)], Wish())  # type: ignore[arg-type]
    assert len(taken) == 200


def test_a_sheet_without_text_ends_after_a_thousand_rows() -> None:
    taken = []

    def rows() -> object:
        for number in range(1, 1_000_000):
            taken.append(number)
            yield number, []

    with pytest.raises(UnreadableList, match="no text in its first 1,000 rows"):
        find_layout([Sheet("", rows)], Wish())  # type: ignore[arg-type]
    assert len(taken) == 1001
