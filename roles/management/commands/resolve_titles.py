"""Resolve a file of job titles on the command line."""

import csv
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.formats.tables import safe_text
from roles.formats.title_lists import MOST_BYTES, UnreadableList, read_file
from roles.management.progress import progress_bar
from roles.resolve.batch import resolve_list, table


class Command(BaseCommand):
    """``resolve_titles FILE [--column NAME]``"""

    help = (
        "Resolve the job titles of a CSV or XLSX file to roles. The answer is CSV on standard output: "
        "row, title, state (confident, needs_review, no_match), code, role, score, evidence, candidates, revision."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The file and its column."""
        parser.add_argument("file", type=Path, metavar="FILE", help="CSV or XLSX, one title a row")
        parser.add_argument(
            "--column", default="", help="header or letter of the titles' column; guessed if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the answer; rows that cannot be read are named on standard error."""
        path: Path = options["file"]
        try:
            with path.open("rb") as file:
                titles = read_file(path.name, file.read(MOST_BYTES + 1), options["column"])
        except OSError as fault:
            raise CommandError(f"{path} cannot be read: {fault.strerror or fault}.") from None
        except UnreadableList as fault:
            raise CommandError(f"{path}: {fault}") from None
        for row, reason in titles.unreadable:
            self.stderr.write(f"{path}, row {row:,}: {reason}")
        if titles.left_out:
            left = "1 more title was" if titles.left_out == 1 else f"{titles.left_out:,} more titles were"
            self.stderr.write(f"{path}: {left} left out; at most 10,000 are resolved.")
        with progress_bar(self.stderr) as progress:
            lines = resolve_list(
                titles.rows, progress=lambda done: progress("Resolving", done, len(titles.rows))
            )
        out = csv.writer(self.stdout, lineterminator="\n")
        out.writerows([safe_text(cell) for cell in row] for row in table(lines))
