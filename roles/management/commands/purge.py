"""Delete what has expired."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from roles.actions.purge import purge


class Command(BaseCommand):
    """``purge [--dry-run]``"""

    help = (
        "Delete expired receipts, answers for lists of titles that waited to be fetched, sessions, failures of sign-in "
        "older than 30 days, and counts of visits that have ended. To be run daily, by a timer or cron."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whether to delete."""
        parser.add_argument("--dry-run", action="store_true", help="only count what would be deleted")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and print what was deleted, one kind a line."""
        verb = "would be deleted" if options["dry_run"] else "deleted"
        for name, number in purge(dry_run=options["dry_run"]).items():
            self.stdout.write(f"{name}: {number:,} {verb}")
