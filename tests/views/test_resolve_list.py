"""A list of titles: pasted, uploaded, filtered, downloaded, kept; what cannot be read is named, nothing is stored."""

import csv
import io
import json
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from roles.models import Receipt, Revision
from roles.resolve import batch
from tests.reader import captioned, cells, every, faults, page_of, texts, the
from tests.uploads import bomb, workbook

pytestmark = pytest.mark.usefixtures("catalogue")

ADDRESS = "/resolve/list/"
TITLES = ["Sr. Data Scientist", "Data Analyst II/III", "Marine Biologist"]
STATES = ["confident", "needs_review", "no_match"]


def posted(client: Client, **data: Any) -> Any:
    return client.post(ADDRESS, data, follow=True)  # a list that is not short has an address of its own


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_pasted_titles_are_answered_line_by_line(client: Client) -> None:
    page = page_of(posted(client, titles="\n".join(TITLES)))
    lines = cells(captioned(page, "Titles and what they mean"))
    assert [line[:2] for line in lines] == [["1", TITLES[0]], ["2", TITLES[1]], ["3", TITLES[2]]]
    assert [line[2].split(" score ")[0] for line in lines] == [
        "Confident",
        "Needs review",
        "No confident match",
    ]
    assert "DATSCI.GEN.P4" in lines[0][3]
    assert lines[2][3] == "none"
    shown = [button.text for button in every(the(page, "fieldset"), "button")]
    assert shown == ["All 3", "Confident 1", "Needs review 1", "No confident match 1"]


def test_every_line_has_its_line_in_the_answer(client: Client) -> None:
    titles = ["", TITLES[0], "10", "", TITLES[2]]
    page = page_of(posted(client, titles="\n".join(titles)))
    assert the(page, "h1").text == "2 titles resolved"
    lines = cells(captioned(page, "Titles and what they mean"))
    assert [line[:3] for line in lines if "title" in line[2]] == [
        ["1", "—", "No title"],
        ["3", "10", "No title"],
        ["4", "—", "No title"],
    ]
    assert [line[4] for line in lines if "title" in line[2]] == ["blank", "no letter in it", "blank"]
    shown = [button.text for button in every(the(page, "fieldset"), "button")]
    assert (shown[0], shown[-1]) == ("All 5", "No title 3")
    assert any(text.startswith("3 rows have no title.") for text in texts(page, "p"))
    assert not every(page, "a", href="/resolve/?title=10")


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_answer_as_a_file_lines_up_with_the_list(client: Client, ending: str) -> None:
    content = f"People\n\nName;Job title\nAnn;{TITLES[0]}\n;\nBo;10\nCy;{TITLES[2]}\n".encode()
    answer = posted(client, file=upload("a.csv", content), then=ending)
    if ending == "csv":
        rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert [(row[0], row[1], row[2], row[6] if row[2] == "no_title" else "") for row in rows[1:]] == [
        ("1", "People", "no_title", "above the headers"),
        ("2", "", "no_title", "blank"),
        ("4", TITLES[0], "confident", ""),
        ("5", "", "no_title", "blank"),
        ("6", "10", "no_title", "no letter in it"),
        ("7", TITLES[2], "no_match", ""),
    ]


def test_a_receipt_keeps_the_lines_without_a_title(client: Client) -> None:
    address = client.post(ADDRESS, {"titles": f"{TITLES[0]}\n10\n", "then": "keep"})["Location"]
    page = page_of(client.get(address))
    assert [line[:3] for line in cells(captioned(page, "Titles and"))][1] == ["2", "10", "No title"]
    assert any(text.startswith("1 title resolved") for text in texts(page, "p"))
    changes = page_of(client.get(f"{address}?changes=1"))
    assert "Nothing: every title has the answer that it had." in texts(changes, "p")


@pytest.mark.parametrize("state", STATES)
def test_a_state_filters_the_lines(client: Client, state: str) -> None:
    page = page_of(posted(client, titles="\n".join(TITLES)))
    rows = every(page, "input", name="rows")[0].attributes["value"]
    page = page_of(posted(client, rows=rows, state=state))
    lines = cells(captioned(page, "Titles and what they mean"))
    assert [line[1] for line in lines] == [TITLES[STATES.index(state)]]


def test_the_page_carries_the_list_along_so_that_a_button_needs_nothing_stored(client: Client) -> None:
    first = page_of(posted(client, titles="\n".join(TITLES)))
    carried = every(first, "input", name="rows")[0].attributes["value"]
    answer = posted(client, rows=carried, then="csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["title"] for row in rows] == TITLES
    assert [row["state"] for row in rows] == STATES
    assert rows[0]["code"] == "DATSCI.GEN.P4"
    assert {row["revision"] for row in rows} == {str(Revision.current().number)}
    assert list(rows[0]) == list(batch.COLUMNS)
    assert not Receipt.objects.exists()


def test_the_answer_as_a_workbook(client: Client) -> None:
    answer = posted(client, titles="\n".join(TITLES), then="xlsx")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert sheet
    assert [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)] == TITLES
    assert answer["Content-Disposition"] == 'attachment; filename="titles-resolved.xlsx"'


def test_a_workbook_is_read_by_its_column(client: Client) -> None:
    rows = [["Id", "Country", "Job title"], *([str(i), "France", title] for i, title in enumerate(TITLES))]
    page = page_of(posted(client, file=upload("people.xlsx", workbook(rows))))
    assert [line[:2] for line in cells(captioned(page, "Titles and"))] == [
        [str(i + 2), t] for i, t in enumerate(TITLES)
    ]
    assert "Read from sheet “Sheet”, column C, headers in row 1 (“Job title”)." in texts(page, "p")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_csv_in_any_usual_encoding(client: Client, encoding: str) -> None:
    content = "Nom;Titre de poste\nZoé;Ingénieur logiciel\nJosé;Data Scientist III\n".encode(encoding)
    page = page_of(posted(client, file=upload("liste.csv", content), column="titre de poste"))
    assert [line[1] for line in cells(captioned(page, "Titles and"))] == [
        "Ingénieur logiciel",
        "Data Scientist III",
    ]


def test_rows_that_cannot_be_read_are_named_and_the_rest_is_answered(client: Client) -> None:
    content = (
        b"title\nData Scientist III\n\n12345\n" + b"x" * 400 + b"\nSr. Data Sci\0entist\nSr. Data Scientist\n"
    )
    page = page_of(posted(client, file=upload("list.csv", content)))
    lines = cells(captioned(page, "Titles and"))
    assert [line[0] for line in lines] == ["2", "3", "4", "5", "6", "7"]
    assert [line[4] for line in lines if line[2] == "No title"] == [
        "blank",
        "no letter in it",
        "400 characters; a title has at most 300",
        "a character of it cannot be read",
    ]


def test_a_nul_in_one_pasted_line_spoils_that_line(client: Client) -> None:
    page = page_of(posted(client, titles=f"{TITLES[0]}\nNur\0se\n{TITLES[2]}"))
    assert [line[2].split(" score ")[0] for line in cells(captioned(page, "Titles and"))] == [
        "Confident",
        "No title",
        "No confident match",
    ]


def test_a_txt_is_one_title_a_line(client: Client) -> None:
    page = page_of(posted(client, file=upload("titles.txt", b"Engineer, Backend\nPharmacist, Clinical\n")))
    assert [line[1] for line in cells(captioned(page, "Titles and"))] == [
        "Engineer, Backend",
        "Pharmacist, Clinical",
    ]
    assert "Read from text with one title a line, no headers, encoding UTF-8." in texts(page, "p")


def test_what_is_doubtful_is_asked_for_before_anything_is_answered(client: Client) -> None:
    people = [["Title", "Surname", "Work"], ["Mrs", "Baker", TITLES[0]], ["Mr", "Cook", TITLES[2]]]
    file = workbook([["A report"]], People=people)
    response = posted(client, file=upload("people.xlsx", file))
    assert response.status_code == 400
    page = page_of(response)
    assert "Where are the titles?" in texts(page, "h2")
    assert cells(captioned(page, "Sheet “People”"))[1] == ["2", "Mrs", "Baker", TITLES[0]]
    assert every(page, "details", open="")
    asked = {"sheet": "People", "header_row": "1", "column": "C"}
    page = page_of(posted(client, file=upload("people.xlsx", file), **asked))
    assert [line[1] for line in cells(captioned(page, "Titles and"))] == [TITLES[0], TITLES[2]]
    assert "Not read: sheet “Sheet”." in " ".join(texts(page, "p"))


def test_what_was_said_of_the_file_stays_in_the_form(client: Client) -> None:
    content = b"a;b\nx;Sr. Data Scientist\n"
    said = {"column": "b", "header_row": "1", "delimiter": "semicolon", "encoding": "UTF-8"}
    page = page_of(posted(client, file=upload("list.csv", content), **said))
    for _ in range(2):
        form = the(page, "form", aria_label="Read the file in another way")
        shown = {field.attributes["name"]: field.attributes.get("value") for field in every(form, "input")}
        assert (shown["column"], shown["header_row"]) == ("b", "1")
        assert [option.text for option in every(form, "option", selected="")] == ["semicolon", "UTF-8"]
        assert "stored: choose it again" in " ".join(texts(page, "p"))
        carried = {name: every(page, "input", name=name)[0].attributes["value"] for name in ("rows", *said)}
        page = page_of(posted(client, **carried, state="confident"))
    assert [line[:2] for line in cells(captioned(page, "Titles and"))] == [["2", TITLES[0]]]


HOSTILE_ROWS = [
    '["\\ud800"]',
    "[1e999]",
    "Infinity",
    "NaN",
    "[" * 2000,
    "9" * 5000,
    "\0",
    "\ud800",
    "{}",
    '"',
] + [
    json.dumps([["", [], 0, "A", "", "", ""], rows, 0, 0])
    for rows in ([[1, "\ud800"]], [[1, "x", "so I say"]], [[10**400, "x"]], [[1]], [1], [[2, "x"], [1, "x"]])
]


@pytest.mark.parametrize("rows", HOSTILE_ROWS, ids=range(len(HOSTILE_ROWS)))
@pytest.mark.parametrize("then", ["", "csv", "xlsx", "keep"])
def test_a_list_that_the_page_did_not_carry_is_refused_in_words(client: Client, rows: str, then: str) -> None:
    body = urlencode({"rows": rows, "then": then}, errors="surrogatepass")
    response = client.post(ADDRESS, body, content_type="application/x-www-form-urlencoded")
    assert response.status_code == 400
    assert any("The list did not come back whole" in fault for fault in faults(page_of(response)))
    assert not Receipt.objects.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({}, "Paste some titles or choose a file"),
        ({"titles": "\n \n"}, "Paste some titles or choose a file"),
        ({"file": ("a.xlsx", b"PK\x03\x04 nothing more")}, "not a workbook that can be read"),
        ({"file": ("a.csv", b"\x00\x01\x02\x03")}, "neither text nor a workbook"),
        ({"file": ("a.csv", b"")}, "The file is empty"),
        ({"file": ("a.csv", b"title\nNurse\n"), "column": "Salary"}, "There is no column “Salary”"),
        ({"file": ("a.csv", b"x" * (10 * 1024 * 1024 + 1))}, "larger than 10 MB"),
        ({"file": ("a.xlsx", bomb())}, "unpacks to far more than a list of titles needs"),
        ({"titles": "\u202e\n\U0001f984\n12"}, "row 2: “\U0001f984”, no letter in it"),
        ({"rows": "[1, 2]"}, "did not come back whole"),
        ({"rows": "{not json"}, "did not come back whole"),
        ({"file": ("a.csv", b'title\n"Nurse\n')}, "A quotation mark in row 2 is opened and not closed"),
        (
            {"file": ("a.csv", b"title\n" + b"\n" * 2000 + b"Nurse")},
            "No title was found. Reading ended after row 1",
        ),
        ({"file": ("a.csv", b",'" * 12_000)}, "text in more than 200 columns"),
        ({"file": ("a.xlsx", workbook([["Nurse"]])), "sheet": "Two"}, "There is no sheet “Two”"),
        ({"file": ("a.csv", b"title\nNurse\n"), "header_row": "9"}, "Row 9 cannot be the headers"),
        ({"file": ("a.csv", b"title\nNurse\n"), "header_row": "-1"}, "greater than or equal to 0"),
        ({"file": ("a.csv", b"title\nNurse\n"), "encoding": "utf-7"}, "“utf-7” is not one of the list"),
    ],
    ids=[
        "nothing",
        "blank",
        "zip",
        "bytes",
        "empty",
        "column",
        "large",
        "bomb",
        "no-letter",
        "tampered",
        "no-json",
        "quotation-mark",
        "blank-rows",
        "delimiters",
        "sheet",
        "header-row",
        "negative-row",
        "encoding",
    ],
)
def test_what_cannot_be_read_is_explained_and_nothing_stored(
    client: Client, data: dict[str, Any], said: str
) -> None:
    sent = {k: upload(*v) if isinstance(v, tuple) else v for k, v in data.items()}
    response = posted(client, **sent)
    assert response.status_code == 400
    assert any(said in fault for fault in faults(page_of(response)))
    assert not Receipt.objects.exists()


def test_a_body_that_is_far_too_large_is_not_read(client: Client) -> None:
    response = client.post(
        ADDRESS, data=b"", content_type="text/plain", CONTENT_LENGTH=str(200 * 1024 * 1024)
    )
    assert response.status_code == 413
    assert "That is too large" in response.content.decode()


def test_formulas_leave_as_text(client: Client) -> None:
    answer = posted(client, titles='=HYPERLINK("http://x","Data Scientist")', then="csv")
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert row["title"].startswith("'=")


def test_formulas_in_cells_are_text_in_the_answer_as_well(client: Client) -> None:
    sheet = workbook([["Job title"], ["Sr. Data Scientist"], ['=HYPERLINK("http://x","Nurse")'], ["+Nurse"]])
    answer = client.get(client.post(ADDRESS, {"file": upload("list.xlsx", sheet)})["Location"] + "?as=xlsx")
    cells_ = [row[1] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells_} == {"s"}
    assert [cell.value for cell in cells_][::2] == ["Sr. Data Scientist", "+Nurse"][: len(cells_[::2])]


def test_without_a_header_the_first_row_is_a_title(client: Client) -> None:
    content = b"1,Sr. Data Scientist,Rome\n2,Data Analyst II/III,Rome\n3,Marine Biologist,Rome\n"
    page = page_of(posted(client, file=upload("list.csv", content)))
    assert [line[:2] for line in cells(captioned(page, "Titles and"))] == [
        [str(row), title] for row, title in enumerate(TITLES, start=1)
    ]
    assert "Read from column B, no headers, delimiter comma, encoding UTF-8." in texts(page, "p")


def test_titles_in_any_script_are_answered(client: Client) -> None:
    titles = ["مهندس برمجيات", "ソフトウェア エンジニア", "Data Scientist III \U0001f680"]
    page = page_of(posted(client, titles="\n".join(titles)))
    lines = cells(captioned(page, "Titles and"))
    assert [line[1] for line in lines] == titles
    assert "DATSCI.GEN.P3" in lines[2][3]


def test_what_is_beyond_ten_thousand_is_counted_and_the_rest_answered(client: Client) -> None:
    page = page_of(posted(client, titles="Sr. Data Scientist\n" * 10_001))
    assert "all 10,000 · Confident 10,000 · " in " ".join(texts(page, "p"))
    assert any(text.startswith("1 more title") for text in texts(page, "p"))


def test_a_long_list_is_shown_page_by_page(client: Client) -> None:
    titles = "\n".join(f"Data Scientist {'I' * (i % 3 + 1)} team {i}" for i in range(450))
    address = client.post(ADDRESS, {"titles": titles})["Location"]
    assert len(cells(captioned(page_of(client.get(address)), "Titles and"))) == 200
    last = page_of(client.get(f"{address}?page=3"))
    assert [line[0] for line in cells(captioned(last, "Titles and"))] == [str(n) for n in range(401, 451)]
