"""The parsers of a workbook's parts: texts of cells, columns and dates."""

import pytest

from roles.formats.title_lists.bounds import UnreadableList
from roles.formats.title_lists.rows import UNCALCULATED
from roles.formats.title_lists.workbook_xml import (
    ElementParser,
    RowParser,
    StringParser,
    is_date_format,
    whole_number,
)


def rows(xml: str, strings: list[str] | None = None, dates: frozenset[int] = frozenset()) -> list[object]:
    parser = RowParser(strings or [], set(dates))
    parser.expat.Parse(f"<worksheet><sheetData>{xml}</sheetData></worksheet>".encode(), True)
    assert parser.is_over
    return list(parser.finished)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<c r='A1' t='s'><v>1</v></c>", "Cook"),
        ("<c t='inlineStr'><is><r><t>Senior </t></r><r><t>Buyer</t></r></is></c>", "Senior Buyer"),
        ("<c t='str'><f>A2</f><v>Buyer</v></c>", "Buyer"),
        ("<c><f>A2</f><v/></c>", UNCALCULATED),
        ("<c><f>A2</f></c>", UNCALCULATED),
        ("<c t='e'><v>#N/A</v></c>", "#N/A"),
        ("<c t='b'><v>1</v></c>", "TRUE"),
        ("<c t='b'><v>0</v></c>", "FALSE"),
        ("<c><v>4711</v></c>", "4711"),
        ("<c s='3'><v>46219.5</v></c>", "2026-07-16"),
        ("<c s='3'><v>1e999</v></c>", "1e999"),
        ("<c s='3'><v>-99999999</v></c>", "-99999999"),
        ("<c s='3'><v>nan</v></c>", "nan"),
        ("<c s='x' t='n'><v>1</v></c>", "1"),
        ("<x:c xmlns:x='urn:x' t='str'><x:v>Buyer</x:v></x:c>", "Buyer"),
        ("<c t='str'><v>a_x000D_b_xD800_c</v></c>", "a\rb\ufffdc"),
    ],
)
def test_a_cell_is_read_as_it_is_shown(cell: str, text: str) -> None:
    assert rows(f"<row>{cell}</row>", ["Nurse", "Cook"], frozenset({3})) == [(1, [text])]


def test_a_formula_with_an_empty_result_is_empty() -> None:
    assert rows("<row><c t='str'><f>A2</f><v></v></c></row>") == [(1, [])]


def test_rows_and_columns_have_the_numbers_that_the_sheet_gives_them() -> None:
    xml = (
        "<row r='3'><c r='B3'><v>1</v></c><c><v>2</v></c></row><row/><row r='x'><c><v>3</v></c></row>"
        "<row r='2'><c><v>4</v></c></row><row r='9'><c r='A9'/></row>"
    )
    assert rows(xml) == [(3, ["", "1", "2"]), (4, []), (5, ["3"]), (6, ["4"]), (9, [])]


@pytest.mark.parametrize(
    ("cell", "error"),
    [
        ("<c r='1A'/>", ValueError),
        ("<c r='5'/>", ValueError),
        ("<c r='XFE1'/>", ValueError),
        (f"<c r='{'Z' * 100_000}1'/>", ValueError),
        ("<c t='s'><v>7</v></c>", IndexError),
        ("<c t='s'><v>-1</v></c>", IndexError),
        (f"<c t='s'><v>{'1' * 5000}</v></c>", IndexError),
        ("<c r='IV1'><v>1</v></c>", UnreadableList),
        (f"<c><v>{'x' * 40_000}</v></c>", UnreadableList),
    ],
    ids=[
        "digits",
        "no-column",
        "beyond",
        "long",
        "no-string",
        "negative",
        "digits-of-string",
        "columns",
        "cell",
    ],
)
def test_what_no_workbook_has_is_an_error(cell: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        rows(f"<row>{cell}</row>")


def test_shared_strings_are_read_without_their_readings() -> None:
    parser = StringParser()
    parser.expat.Parse(
        "<sst><si><t>Nurse</t></si><si><r><t>課</t></r><r><t>長</t></r><rPh><t>カチョウ</t></rPh></si><si/></sst>",
        True,
    )
    assert parser.strings == ["Nurse", "課長", ""]


def test_a_document_type_is_refused() -> None:
    parser = ElementParser()
    with pytest.raises(UnreadableList, match="not a workbook"):
        parser.expat.Parse(b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', True)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("dd/mm/yyyy", True),
        ("[$-409]h:mm AM/PM", True),
        ("General", False),
        ("0.00", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("\\d0", False),
        ("", False),
    ],
)
def test_formats_of_dates_are_known(code: str, expected: bool) -> None:
    assert is_date_format(code) is expected


def test_numbers_are_whole_and_short() -> None:
    assert [whole_number(text, -1) for text in (" 12 ", "1.5", "-1", "1" * 5000, "²", None)] == [
        12,
        -1,
        -1,
        -1,
        -1,
        -1,
    ]
