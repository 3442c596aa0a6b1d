"""What reading one list of titles may cost, and the error that names the bound that was passed."""

import time
from collections.abc import Callable

MOST_TITLES = 10_000
MOST_BYTES = 10 * 1024 * 1024
LONGEST_TITLE = 300
MOST_ROWS = 20_000
MOST_COLUMNS = 200
MOST_CELLS = 2_000_000  # ten thousand rows of two hundred columns: a second or two in a workbook
MOST_BLANK_ROWS = 1000  # one after the other: what follows them is no part of the list
MOST_CHARACTERS = 3_000_000  # of the titles together; they go to the visitor and back with each page
MOST_SECONDS = 10
LONGEST_CELL = 32_767  # characters: what a cell of a spreadsheet may contain
LONGEST_LINE = 100_000  # characters of a line of text
LONGEST_NAME = 60  # characters of the name of a sheet or a column, as it is shown
MOST_SHEETS = 20  # that are looked through, and named
MOST_UNPACKED = 100 * 1024 * 1024  # bytes of a workbook's parts that are read


class UnreadableList(ValueError):
    """A list that cannot be read; the message says why and what to do."""


class Budget:
    """Counts the work that reading one list takes; each method raises UnreadableList when its bound is passed."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until = clock() + MOST_SECONDS
        self._cells = 0
        self._bytes = 0

    def cells(self, number: int) -> None:
        """Count cells, empty ones included."""
        self._cells += number
        if self._cells > MOST_CELLS:
            raise UnreadableList(
                f"The file has more than {MOST_CELLS:,} cells, empty ones included. "
                "Copy the column of titles into a new file and send that."
            )

    def bytes(self, number: int) -> None:
        """Count unpacked bytes, and look at the clock."""
        self._bytes += number
        if self._bytes > MOST_UNPACKED:
            raise UnreadableList(
                f"The workbook unpacks to more than {MOST_UNPACKED // 1024 // 1024} MB. "
                "Copy the column of titles into a new file and send that."
            )
        self.time()

    def time(self) -> None:
        """Look at the clock."""
        if self._clock() > self._until:
            raise UnreadableList(
                f"Reading the file took more than {MOST_SECONDS} seconds. "
                "Copy the column of titles into a new file and send that."
            )


def check_cell(row: int, length: int) -> None:
    """Raise UnreadableList for a cell of more characters than a spreadsheet allows."""
    if length > LONGEST_CELL:
        raise UnreadableList(
            f"A cell in row {row:,} has more than {LONGEST_CELL:,} characters. "
            "Send a file with one title in a cell."
        )


def check_columns(row: int, number: int) -> None:
    """Raise UnreadableList for a row of text in too many columns."""
    if number > MOST_COLUMNS:
        raise UnreadableList(
            f"Row {row:,} has text in more than {MOST_COLUMNS} columns. "
            "Copy the column of titles into a new file and send that."
        )
