"""Build the search index again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from roles.actions import search_index


class Command(BaseCommand):
    """``build_search_index [--if-needed]``"""

    help = (
        "Build the search index again from the catalogue. Every write keeps it in line, so this is needed only after "
        "rows came in past the catalogue's own commands, as with loaddata, and after an upgrade (see make_ready)."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one switch."""
        parser.add_argument(
            "--if-needed",
            action="store_true",
            help="do nothing when this version has built the index already",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many postings there are."""
        if options["if_needed"] and search_index.is_current():
            self.stdout.write("The search index is there; nothing built.")
            return
        self.stdout.write(f"{search_index.rebuild():,} postings.")
