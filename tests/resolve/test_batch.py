"""A list resolved: lines, counts, files."""

import csv
import io

import pytest

from roles.domain.coordinates import MatchBand
from roles.formats.tables import write_csv
from roles.models import Revision, Role
from roles.resolve.batch import COLUMNS, counts, resolve_list, table
from roles.resolve.receipt import changes

pytestmark = pytest.mark.usefixtures("catalogue")

ROWS = [(2, "Sr. Data Scientist"), (5, "Data Analyst II/III"), (9, "Marine Biologist")]


def test_a_line_has_the_answer() -> None:
    confident, review, none = resolve_list(ROWS)
    assert (confident.row, confident.state, confident.code, confident.score) == (
        2,
        "confident",
        "DATSCI.GEN.P4",
        "1.00",
    )
    assert confident.role == Role.objects.get(code="DATSCI.GEN.P4").title
    assert confident.evidence.startswith("“Sr.” read as P4; exact approved alias")
    assert (review.state, review.code) == ("needs_review", "DATANA.GEN.P2")
    assert review.candidates.startswith("DATANA.GEN.P3 0.")
    assert (none.state, none.code, none.score, none.evidence) == ("no_match", "", "", "")


def test_progress_is_reported_line_by_line() -> None:
    reported: list[int] = []
    resolve_list(ROWS, progress=reported.append)
    assert reported == [1, 2, 3]


def test_every_state_is_counted() -> None:
    lines = resolve_list([*ROWS, (10, "Plumber")])
    assert counts(lines) == {MatchBand.CONFIDENT: 1, MatchBand.NEEDS_REVIEW: 1, MatchBand.NO_MATCH: 2}
    assert counts([]) == dict.fromkeys(MatchBand, 0)


def test_a_row_without_a_title_keeps_its_place_and_its_reason() -> None:
    told: list[int] = []
    lines = resolve_list(
        [(1, "", "blank"), ROWS[0], (3, "10", "no letter in it"), ROWS[2]], progress=told.append
    )
    assert [(line.row, line.state, line.evidence) for line in (lines[0], lines[2])] == [
        (1, "no_title", "blank"),
        (3, "no_title", "no letter in it"),
    ]
    assert [line.row for line in lines] == [1, 2, 3, 9]
    assert told == [1, 2]
    assert {state.slug: number for state, number in counts(lines).items()} == {
        "confident": 1,
        "needs_review": 0,
        "no_match": 1,
        "no_title": 2,
    }
    assert changes(lines, resolve_list([line.asked for line in lines])) == []


def test_as_a_file_it_has_the_columns_and_the_revision_and_opens_safely() -> None:
    lines = resolve_list([(1, "=cmd|' /C calc'!A0"), *ROWS])
    rows = list(csv.reader(io.StringIO(write_csv(table(lines)).decode("utf-8-sig"))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][1].startswith("'=")
    assert {row[-1] for row in rows[1:]} == {str(Revision.current().number)}
