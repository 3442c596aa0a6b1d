"""Resolve a file of job titles on the command line."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.formats.tables import safe_text
from roles.formats.title_lists import (
    DELIMITERS,
    ENCODINGS,
    MOST_BYTES,
    MOST_TITLES,
    TitleList,
    UnclearLayout,
    UnreadableList,
    Wish,
    read_file,
)
from roles.management.progress import progress_bar
from roles.resolve.batch import resolve_list, table


class Command(BaseCommand):
    """``resolve_titles FILE [--sheet NAME] [--header-row N] [--column NAME] [--delimiter NAME] [--encoding NAME]``"""

    help = (
        "Resolve the job titles of a text, CSV or XLSX file to roles. The answer is CSV on standard output, with a "
        "line for each row of the file but its headers: row, title, state (confident, needs_review, no_match, "
        "no_title), code, role, score, evidence, candidates, revision. How the file was read is on standard error."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file, and what is known of it."""
        parser.add_argument("file", type=Path, metavar="FILE", help="text with one title a line, CSV or XLSX")
        known = parser.add_argument_group("how the file is to be read; what is left out is found out")
        known.add_argument("--sheet", default="", help="name or number of the sheet")
        known.add_argument(
            "--header-row", type=int, metavar="N", help="row of the headers; 0 if there are none"
        )
        known.add_argument("--column", default="", help="header or letter of the titles' column")
        known.add_argument("--delimiter", default="", choices=DELIMITERS, help="one of %(choices)s")
        known.add_argument("--encoding", default="", choices=ENCODINGS, help="one of %(choices)s")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the answer, and on standard error what was assumed and left out."""
        path: Path = options["file"]
        found = _read(path, Wish(**{name: options[name] for name in Wish.__dataclass_fields__}))
        self.stderr.write(f"{path}: read from {found.source.in_words}.")
        if found.untitled:
            self.stderr.write(f"{path}: {len(found.untitled):,} of {len(found.rows):,} rows have no title.")
        if found.left_out:
            left = "1 more title was" if found.left_out == 1 else f"{found.left_out:,} more titles were"
            self.stderr.write(f"{path}: {left} left out; at most {MOST_TITLES:,} are resolved.")
        if found.end:
            self.stderr.write(f"{path}: {found.end}")
        number = len(found.titles)
        with progress_bar(self.stderr) as progress:
            lines = resolve_list(found.rows, progress=lambda done: progress("Resolving", done, number))
        out = csv.writer(self.stdout, lineterminator="\n")
        out.writerows([safe_text(cell) for cell in row] for row in table(lines))


def _read(path: Path, wish: Wish) -> TitleList:
    try:
        with path.open("rb") as file:
            found = read_file(path.name, file.read(MOST_BYTES + 1), wish)
    except OSError as fault:
        raise CommandError(f"{path} cannot be read: {fault.strerror or fault}.") from None
    except UnclearLayout as unclear:
        sheets = "\n".join(preview.in_words for preview in unclear.previews)
        raise CommandError(
            f"{path}: {unclear} Name it with --sheet, --header-row and --column.\n{sheets}"
        ) from None
    except UnreadableList as fault:
        raise CommandError(f"{path}: {fault}") from None
    return found
