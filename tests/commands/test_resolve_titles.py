"""``resolve_titles``: CSV on standard output, faults in words, and nothing else."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roles.models import Receipt, Revision
from tests.uploads import bomb, workbook

pytestmark = pytest.mark.usefixtures("catalogue")


def resolved(path: Path, **options: str | int) -> tuple[list[dict[str, str]], str]:
    """The answers, and what stood on standard error."""
    out, err = StringIO(), StringIO()
    call_command("resolve_titles", str(path), stdout=out, stderr=err, **options)
    return list(csv.DictReader(StringIO(out.getvalue()))), err.getvalue()


def test_a_file_is_answered_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("id,title\n1,Sr. Data Scientist\n2,Data Analyst II/III\n3,Plumber\n", encoding="utf-8")
    answers, err = resolved(path)
    assert list(answers[0]) == [
        "row",
        "title",
        "state",
        "code",
        "role",
        "score",
        "evidence",
        "candidates",
        "revision",
    ]
    assert [(a["row"], a["title"], a["state"]) for a in answers] == [
        ("2", "Sr. Data Scientist", "confident"),
        ("3", "Data Analyst II/III", "needs_review"),
        ("4", "Plumber", "no_match"),
    ]
    assert answers[0]["code"] == "DATSCI.GEN.P4"
    assert {a["revision"] for a in answers} == {str(Revision.current().number)}
    assert (
        err == f"{path}: read from column B, headers in row 1 (“title”), delimiter comma, encoding UTF-8.\n"
    )
    assert not Receipt.objects.exists()


def test_the_column_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("title,was\nPlumber,Sr. Data Scientist\n", encoding="utf-8")
    assert [a["title"] for a in resolved(path, column="was")[0]] == ["Sr. Data Scientist"]


def test_rows_without_a_title_have_their_line_and_are_counted_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text(f"title\nNurse\n\n123\n{'x' * 301}\n=Buyer\n", encoding="utf-8")
    answers, err = resolved(path)
    assert [a["row"] for a in answers] == ["2", "3", "4", "5", "6"]
    assert (answers[0]["title"], answers[4]["title"]) == ("Nurse", "'=Buyer")
    assert [(a["state"], a["evidence"]) for a in answers[1:4]] == [
        ("no_title", "blank"),
        ("no_title", "no letter in it"),
        ("no_title", "301 characters; a title has at most 300"),
    ]
    assert err.splitlines()[1] == f"{path}: 3 of 5 rows have no title."


def test_a_file_that_leaves_a_doubt_is_shown_and_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(workbook([["Title", "Surname", "Work"], ["Mrs", "Baker", "Plumber"]]))
    with pytest.raises(CommandError, match="Name it with --sheet, --header-row and --column") as asked:
        resolved(path)
    assert "  row 2: Mrs | Baker | Plumber" in str(asked.value)
    answers, err = resolved(path, sheet="1", header_row=1, column="work")
    assert [(a["row"], a["title"]) for a in answers] == [("2", "Plumber")]
    assert "read from sheet “Sheet”, column C, headers in row 1 (“Work”)." in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"", "The file is empty"),
        (b"\x00\x01", "neither text nor a workbook"),
        (b"x" * (10 * 1024 * 1024 + 1), "larger than 10 MB"),
        (bomb(), "unpacks to far more"),
    ],
    ids=["missing", "empty", "binary", "large", "bomb"],
)
def test_a_file_that_cannot_be_read_ends_in_a_sentence(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "titles.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        resolved(path)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_any_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "titles.csv"
    path.write_bytes("id;job title\n1;Ingénieur\n2;Sr. Data Scientist\n".encode(encoding))
    answers, _ = resolved(path)
    assert [a["title"] for a in answers] == ["Ingénieur", "Sr. Data Scientist"]


def test_a_workbook_is_read_and_a_formula_leaves_as_text(tmp_path: Path) -> None:
    path = tmp_path / "titles.xlsx"
    path.write_bytes(workbook([["Job title"], ["Sr. Data Scientist"], ["-Nurse"], ["مهندس \U0001f984"]]))
    answers, _ = resolved(path)
    assert [(a["row"], a["title"]) for a in answers] == [
        ("2", "Sr. Data Scientist"),
        ("3", "'-Nurse"),
        ("4", "مهندس \U0001f984"),
    ]


def test_without_a_header_the_first_row_is_a_title(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("Sr. Data Scientist\nPlumber\n", encoding="utf-8")
    assert [(a["row"], a["title"]) for a in resolved(path)[0]] == [
        ("1", "Sr. Data Scientist"),
        ("2", "Plumber"),
    ]


def test_what_is_beyond_ten_thousand_is_said_and_the_rest_answered(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text("title\n" + "Sr. Data Scientist\n" * 10_001, encoding="utf-8")
    answers, err = resolved(path)
    assert (len(answers), {a["code"] for a in answers}) == (10_000, {"DATSCI.GEN.P4"})
    assert "1 more title was left out" in err
