"""``resolve_titles``: CSV on standard output, faults in words, and nothing else."""

import csv
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from roles.models import Receipt, Revision

pytestmark = pytest.mark.usefixtures("catalogue")


def resolved(path: Path, **options: str) -> tuple[list[dict[str, str]], str]:
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
    assert err == ""
    assert not Receipt.objects.exists()


def test_the_column_can_be_named(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("title,was\nPlumber,Sr. Data Scientist\n", encoding="utf-8")
    assert [a["title"] for a in resolved(path, column="was")[0]] == ["Sr. Data Scientist"]


def test_rows_that_cannot_be_read_are_named_on_standard_error(tmp_path: Path) -> None:
    path = tmp_path / "titles.csv"
    path.write_text(f"title\nNurse\n123\n{'x' * 301}\n=Buyer\n", encoding="utf-8")
    answers, err = resolved(path)
    assert [a["title"] for a in answers] == ["Nurse", "'=Buyer"]
    assert "row 3: “123” holds no letter" in err
    assert "row 4: 301 characters" in err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read: No such file"),
        (b"", "The file is empty"),
        (b"\x00\x01", "neither text nor a workbook"),
    ],
    ids=["missing", "empty", "binary"],
)
def test_a_file_that_cannot_be_read_ends_in_a_sentence(
    tmp_path: Path, content: bytes | None, said: str
) -> None:
    path = tmp_path / "titles.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError, match=said):
        resolved(path)
