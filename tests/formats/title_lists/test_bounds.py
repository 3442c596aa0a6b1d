"""The bounds of reading: each is enforced by counting, and named in the error."""

import pytest

from roles.formats.title_lists.bounds import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_SECONDS,
    MOST_UNPACKED,
    Budget,
    UnreadableList,
    check_cell,
    check_columns,
)


def test_cells_are_counted_over_the_whole_file() -> None:
    budget = Budget()
    budget.cells(MOST_CELLS - 1)
    budget.cells(1)
    with pytest.raises(UnreadableList, match="more than 2,000,000 cells, empty ones included"):
        budget.cells(1)


def test_bytes_are_counted_as_they_unpack() -> None:
    budget = Budget()
    budget.bytes(MOST_UNPACKED)
    with pytest.raises(UnreadableList, match="unpacks to more than 100 MB"):
        budget.bytes(1)


def test_the_clock_runs_from_the_beginning() -> None:
    now = [0.0]
    budget = Budget(lambda: now[0])
    now[0] = MOST_SECONDS
    budget.time()
    now[0] = MOST_SECONDS + 1
    with pytest.raises(UnreadableList, match="more than 10 seconds"):
        budget.time()
    with pytest.raises(UnreadableList, match="more than 10 seconds"):
        budget.bytes(1)


def test_the_row_of_a_cell_or_a_column_too_many_is_named() -> None:
    check_cell(3, LONGEST_CELL)
    check_columns(3, MOST_COLUMNS)
    with pytest.raises(UnreadableList, match="cell in row 3 has more than 32,767 characters"):
        check_cell(3, LONGEST_CELL + 1)
    with pytest.raises(UnreadableList, match="Row 3 has text in more than 200 columns"):
        check_columns(3, MOST_COLUMNS + 1)
