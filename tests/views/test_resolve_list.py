"""A list of titles: pasted, uploaded, filtered, downloaded, kept; what cannot be read is named, nothing is stored."""

import csv
import io
import json
from typing import Any

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
    return client.post(ADDRESS, data)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_pasted_titles_are_answered_line_by_line(client: Client) -> None:
    page = page_of(posted(client, titles="\n".join(["", *TITLES])))
    lines = cells(captioned(page, "Titles and what they mean"))
    assert [line[:2] for line in lines] == [["2", TITLES[0]], ["3", TITLES[1]], ["4", TITLES[2]]]
    assert [line[2].split(" score ")[0] for line in lines] == [
        "Confident",
        "Needs review",
        "No confident match",
    ]
    assert "DATSCI.GEN.P4" in lines[0][3]
    assert lines[2][3] == "none"
    shown = [button.text for button in every(the(page, "fieldset"), "button")]
    assert shown == ["All 3", "Confident 1", "Needs review 1", "No confident match 1"]


@pytest.mark.parametrize("state", STATES)
def test_a_state_filters_the_lines(client: Client, state: str) -> None:
    rows = json.dumps(["", list(enumerate(TITLES, start=1)), [], 0])
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
    assert any("Read from “Job title”" in text for text in texts(page, "p"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_csv_in_any_usual_encoding(client: Client, encoding: str) -> None:
    content = "Nom;Titre de poste\nZoé;Ingénieur logiciel\nJosé;Data Scientist III\n".encode(encoding)
    page = page_of(posted(client, file=upload("liste.csv", content), column="titre de poste"))
    assert [line[1] for line in cells(captioned(page, "Titles and"))] == [
        "Ingénieur logiciel",
        "Data Scientist III",
    ]


def test_rows_that_cannot_be_read_are_listed_and_the_rest_is_answered(client: Client) -> None:
    content = "title\nData Scientist III\n\n12345\n" + "x" * 400 + "\nSr. Data Scientist\n"
    page = page_of(posted(client, file=upload("list.csv", content.encode())))
    assert [line[0] for line in cells(captioned(page, "Titles and"))] == ["2", "6"]
    listed = texts(the(page, "details"), "li")
    assert [text.split(":")[0] for text in listed] == ["Row 3", "Row 4", "Row 5"]
    assert ["empty" in listed[0], "holds no letter" in listed[1], "400 characters" in listed[2]] == [True] * 3


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
        ({"titles": "\u202e\n\U0001f984\n12"}, "row 2: “\U0001f984” holds no letter"),
        ({"rows": "[1, 2]"}, "did not come back whole"),
        ({"rows": "{not json"}, "Enter a valid JSON"),
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
    answer = posted(client, file=upload("list.xlsx", sheet), then="xlsx")
    cells_ = [row[1] for row in load_workbook(io.BytesIO(answer.content)).worksheets[0].iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells_} == {"s"}
    assert [cell.value for cell in cells_][::2] == ["Sr. Data Scientist", "+Nurse"][: len(cells_[::2])]


def test_without_a_header_the_first_row_is_a_title(client: Client) -> None:
    content = b"1,Sr. Data Scientist,Rome\n2,Data Analyst II/III,Rome\n3,Marine Biologist,Rome\n"
    page = page_of(posted(client, file=upload("list.csv", content)))
    assert [line[:2] for line in cells(captioned(page, "Titles and"))] == [
        [str(row), title] for row, title in enumerate(TITLES, start=1)
    ]
    assert any("Read from “column B”" in text for text in texts(page, "p"))


def test_titles_in_any_script_are_answered(client: Client) -> None:
    titles = ["مهندس برمجيات", "ソフトウェア エンジニア", "Data Scientist III \U0001f680"]
    page = page_of(posted(client, titles="\n".join(titles)))
    lines = cells(captioned(page, "Titles and"))
    assert [line[1] for line in lines] == titles
    assert "DATSCI.GEN.P3" in lines[2][3]


def test_what_is_beyond_ten_thousand_is_counted_and_the_rest_answered(client: Client) -> None:
    page = page_of(posted(client, titles="Sr. Data Scientist\n" * 10_001))
    assert [button.text for button in every(the(page, "fieldset"), "button")][:2] == [
        "All 10,000",
        "Confident 10,000",
    ]
    assert any(text.startswith("1 more title") for text in texts(page, "p"))


def test_a_long_list_is_shown_page_by_page(client: Client) -> None:
    titles = "\n".join(f"Data Scientist {'I' * (i % 3 + 1)} team {i}" for i in range(450))
    first = page_of(posted(client, titles=titles))
    assert len(cells(captioned(first, "Titles and"))) == 200
    carried = every(first, "input", name="rows")[0].attributes["value"]
    last = page_of(posted(client, rows=carried, page="3"))
    assert [line[0] for line in cells(captioned(last, "Titles and"))] == [str(n) for n in range(401, 451)]
