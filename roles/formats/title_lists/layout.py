"""Where in a file the titles are: its sheet, the row of its headers and its column, found out or asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from roles.formats.title_lists.bounds import LONGEST_NAME, MOST_BLANK_ROWS, MOST_SHEETS, UnreadableList
from roles.formats.title_lists.headers import (
    CONTAINED,
    EXACT,
    WEAK,
    are_salutations,
    names_other_columns,
    plain,
    rank,
    share_of_work,
)
from roles.formats.title_lists.rows import Sheet, Wish

_SAMPLE_ROWS = 200  # rows with text that are looked at
_HEADERS_WITHIN = 20  # of these
_ENOUGH_TEXTS = 50  # of a column, to tell what it is about
_MOST_LIKELY = 10  # headers of a sheet whose columns are looked at


class Layout(NamedTuple):
    """The place of the titles; ``header_row`` 0 means that there are no headers, columns count from 0."""

    sheet: Sheet
    header_row: int
    column: int
    header: str = ""
    width: int = 0  # cells of the header row


class Preview(NamedTuple):
    """The top left of a sheet, for the visitor to choose from."""

    sheet: str
    letters: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    @property
    def in_words(self) -> str:
        """The sheet as lines of text."""
        lines = (f"  row {number}: {' | '.join(cells)}" for number, cells in self.rows)
        name = f"sheet “{self.sheet}”, " if self.sheet else ""
        return "\n".join([f"{name}columns {' | '.join(self.letters)}", *lines])


class UnclearLayout(UnreadableList):
    """It is not clear which texts are the titles; ``previews`` show what there is."""

    def __init__(self, message: str, previews: tuple[Preview, ...]) -> None:
        super().__init__(message)
        self.previews = previews


@dataclass(frozen=True)
class _Sample:
    """The first rows with text of a sheet."""

    sheet: Sheet
    rows: Sequence[tuple[int, list[str]]]

    @property
    def columns(self) -> list[int]:
        """The columns that have text."""
        return sorted({at for _, cells in self.rows for at, cell in enumerate(cells) if cell.strip()})

    def below(self, row: int, column: int) -> list[str]:
        """The texts of a column below a row."""
        return [
            cells[column]
            for number, cells in self.rows
            if number > row and column < len(cells) and cells[column].strip()
        ]

    def preview(self) -> Preview:
        columns = self.columns[:8]
        rows = [
            (number, tuple(cells[at][:LONGEST_NAME] if at < len(cells) else "" for at in columns))
            for number, cells in self.rows[:8]
        ]
        return Preview(
            self.sheet.name[:LONGEST_NAME], tuple(get_column_letter(at + 1) for at in columns), tuple(rows)
        )


class _Candidate(NamedTuple):
    rank: int
    sample: _Sample
    row: int
    cells: Sequence[str]
    column: int

    def layout(self) -> Layout:
        return Layout(
            self.sample.sheet, self.row, self.column, self.cells[self.column].strip(), len(self.cells)
        )


def find_layout(sheets: Sequence[Sheet], wish: Wish) -> Layout:
    """The place of the titles as wished, otherwise as the headers and the texts below them show it.

    Raises UnclearLayout if several places are as likely, or none is; UnreadableList for a wish that cannot be met.
    """
    samples = [_sample(sheet) for sheet in _chosen(sheets, wish.sheet)]
    samples = [sample for sample in samples if sample.rows]
    if not samples:
        raise UnreadableList(f"The file contains no text in its first {MOST_BLANK_ROWS:,} rows.")
    if wish.header_row and not any(number == wish.header_row for s in samples for number, _ in s.rows):
        raise UnreadableList(
            f"Row {wish.header_row:,} cannot be the headers: it is blank, or too far down. "
            "The row of headers is looked for among the first 200 rows with text; 0 says that there is none."
        )
    if wish.column.strip():
        return _wished_column(samples, wish)
    candidates = [] if wish.header_row == 0 else [c for s in samples for c in _candidates(s, wish.header_row)]
    if candidates:
        return _best(candidates, samples)
    if len(samples) == 1 and not wish.header_row:
        return _without_headers(samples[0])
    raise _unclear(samples)


def _chosen(sheets: Sequence[Sheet], name: str) -> Sequence[Sheet]:
    """The sheet of that name or number; without one, those that are not hidden."""
    wanted = name.strip().casefold()
    if not wanted:
        return ([sheet for sheet in sheets if not sheet.is_hidden] or sheets)[:MOST_SHEETS]
    named = [sheet for sheet in sheets if sheet.name.strip().casefold() == wanted]
    if not named and wanted.isdecimal() and 0 < int(wanted[:6]) <= len(sheets):
        named = [sheets[int(wanted[:6]) - 1]]
    if not named:
        there = ", ".join(f"“{sheet.name}”" for sheet in sheets[:MOST_SHEETS])
        raise UnreadableList(f"There is no sheet “{name.strip()[:40]}”. The file has {there}.")
    return named[:1]


def _sample(sheet: Sheet) -> _Sample:
    return _Sample(sheet, list(islice(_first_rows(sheet), _SAMPLE_ROWS)))


def _first_rows(sheet: Sheet) -> Iterator[tuple[int, list[str]]]:
    last = 0
    for number, cells in sheet.rows():
        if number - last > MOST_BLANK_ROWS:
            return
        if cells:
            last = number
            yield number, cells


def _wished_column(samples: Sequence[_Sample], wish: Wish) -> Layout:
    name = plain(wish.column)
    for sample in samples:
        for number, cells in sample.rows if wish.header_row else sample.rows[:_HEADERS_WITHIN]:
            headers = [plain(cell) for cell in cells] if wish.header_row in (None, number) else []
            if name and name in headers:
                at = headers.index(name)
                return Layout(sample.sheet, number, at, cells[at].strip(), len(cells))
    for sample in samples:
        letters = {get_column_letter(at + 1).casefold(): at for at in sample.columns}
        if wish.column.strip().casefold() in letters:
            return _under_letter(sample, letters[wish.column.strip().casefold()], wish.header_row)
    there = ", ".join(cell.strip() for cell in samples[0].rows[0][1] if cell.strip())[:200]
    raise UnreadableList(f"There is no column “{wish.column.strip()[:40]}”. The first row has: {there}.")


def _under_letter(sample: _Sample, column: int, header_row: int | None) -> Layout:
    """The column of a letter; below the headers if there is a row that is like headers."""
    for number, cells in sample.rows if header_row else sample.rows[:_HEADERS_WITHIN]:
        is_headers = number == header_row
        if header_row is None:
            is_headers = names_other_columns(cells) or any(rank(cell) >= WEAK for cell in cells)
        if is_headers:
            header = cells[column].strip() if column < len(cells) else ""
            return Layout(sample.sheet, number, column, header, len(cells))
    return Layout(sample.sheet, 0, column)


def _candidates(sample: _Sample, header_row: int | None) -> list[_Candidate]:
    """The headers with titles below them."""
    likely = islice(_likely_headers(sample, header_row), _MOST_LIKELY)
    if len(sample.columns) == 1:
        return list(likely)
    return [found for found in likely if _are_titles(sample.below(found.row, found.column)[:_ENOUGH_TEXTS])]


def _likely_headers(sample: _Sample, header_row: int | None) -> Iterator[_Candidate]:
    """The cells that may be the header of the titles, by their words and their row."""
    above = 0  # cells of the widest row above
    for number, cells in sample.rows if header_row else sample.rows[:_HEADERS_WITHIN]:
        width = _width(cells)
        is_alone = width == 1 and number != sample.rows[0][0]
        is_new = width == 1 or width > above or names_other_columns(cells)
        above = max(above, width)
        if header_row not in (None, number) or not (header_row or width * 2 >= _usual_width(sample, number)):
            continue
        for column, cell in enumerate(cells):
            found = rank(cell)
            if found in (EXACT, WEAK) if is_alone else found >= CONTAINED or (found and is_new):
                yield _Candidate(found, sample, number, cells, column)


def _width(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell.strip())


def _usual_width(sample: _Sample, row: int) -> int:
    widths = sorted(_width(cells) for number, cells in sample.rows if number > row)
    return widths[len(widths) // 2] if widths else 0


def _are_titles(texts: Sequence[str]) -> bool:
    words = [
        text for text in texts if sum(map(str.isalpha, text)) * 2 > len(text.strip())
    ]  # no codes, no dates
    return len(words) * 2 >= len(texts) > 0 and not are_salutations(words)


def _best(candidates: Sequence[_Candidate], samples: Sequence[_Sample]) -> Layout:
    """The surest candidate; of two sheets the first, of two rows with it in one column the upper."""
    surest = max(candidate.rank for candidate in candidates)
    found = [candidate for candidate in candidates if candidate.rank == surest]
    found = [candidate for candidate in found if candidate.sample is found[0].sample]
    if len({candidate.column for candidate in found}) > 1:
        names = " and ".join(
            f"{get_column_letter(c.column + 1)} “{c.cells[c.column].strip()[:40]}”" for c in found[:3]
        )
        raise UnclearLayout(
            f"Several columns may have the titles: {names}.", tuple(s.preview() for s in samples[:5])
        )
    return found[0].layout()


def _without_headers(sample: _Sample) -> Layout:
    """The only column, or the only one that is about work if no other has as many different texts."""
    if len(sample.columns) == 1:
        return Layout(sample.sheet, 0, sample.columns[0])
    texts = {at: [t for t in sample.below(0, at) if any(map(str.isalpha, t))] for at in sample.columns}
    likely = [at for at, found in texts.items() if share_of_work(found[:_ENOUGH_TEXTS]) >= 0.5]
    others = [found for at, found in texts.items() if at not in likely]
    few = max(1, len(sample.rows) // 4)
    first = sample.rows[0][1]
    is_headed = names_other_columns(first) or any(map(rank, first))
    is_clear = all(len(set(found)) <= few and not are_salutations(found[:_ENOUGH_TEXTS]) for found in others)
    if len(likely) == 1 and is_clear and not is_headed:
        return Layout(sample.sheet, 0, likely[0])
    raise _unclear([sample])


def _unclear(samples: Sequence[_Sample]) -> UnclearLayout:
    return UnclearLayout(
        "It is not clear which column of the file has the titles.",
        tuple(sample.preview() for sample in samples[:5]),
    )
