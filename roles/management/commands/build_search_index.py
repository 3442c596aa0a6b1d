"""Make the search index anew."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from roles.actions import search_index
from roles.models import Posting, Role


class Command(BaseCommand):
    """``build_search_index [--if-empty]``"""

    help = (
        "Make the search index anew from the catalogue. Every write keeps it in line, so this is needed only after "
        "rows came in past the catalogue's own commands, as with loaddata."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The one switch."""
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing when there is an index already"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say how many postings there are."""
        if options["if_empty"] and (Posting.objects.exists() or not Role.objects.exists()):
            self.stdout.write("The search index is there; nothing built.")
            return
        self.stdout.write(f"{search_index.rebuild():,} postings.")
