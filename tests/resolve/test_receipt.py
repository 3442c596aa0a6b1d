"""A kept answer: it comes back whole, and only other answers count as changes."""

import pytest

from roles.actions import search_index
from roles.models import Role
from roles.resolve.batch import resolve_list
from roles.resolve.receipt import changes, lines_of

pytestmark = pytest.mark.usefixtures("catalogue")

ROWS = [(2, "Sr. Data Scientist"), (5, "Data Analyst II/III"), (9, "Marine Biologist")]


def test_what_is_kept_comes_back_whole() -> None:
    lines = resolve_list(ROWS)
    assert lines_of([line.as_data() for line in lines]) == lines


def test_only_other_answers_are_changes() -> None:
    before = resolve_list(ROWS)
    assert changes(before, resolve_list(ROWS)) == []
    Role.objects.filter(code="DATSCI.GEN.P4").update(status="retired")
    search_index.refresh(Role.objects.filter(code="DATSCI.GEN.P4"))
    (change,) = changes(before, resolve_list(ROWS))
    assert (change.before.row, change.before.code, change.now.row) == (2, "DATSCI.GEN.P4", 2)
    assert change.now.code != "DATSCI.GEN.P4"
