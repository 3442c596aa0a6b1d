"""Load the catalogue from its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from roles.actions.load import catalogue
from roles.actions.load.changes import TableChanges
from roles.documents.errors import Refused
from roles.management.progress import progress_bar
from roles.models import Role

_SHOWN = 10


class Command(BaseCommand):
    """``load_catalogue [PATH ...] [--dry-run] [--prune] [--if-empty]``"""

    help = (
        "Validate catalogue files (default: fixtures/), report every fault with its place, then bring the "
        "database into line with them in one transaction. Running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the paths and the three switches."""
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="YAML or JSON Lines files, or folders of them"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
        parser.add_argument("--prune", action="store_true", help="also remove what the files do not mention")
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are roles already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the files and print the change report."""
        if Role._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet. Run migrate first.")
        if options["if_empty"] and Role.objects.exists():
            self.stdout.write("The catalogue holds roles already; nothing loaded.")
            return
        paths = options["paths"] or [settings.FIXTURES_DIR]
        try:
            with progress_bar(self.stderr) as progress:
                loaded = catalogue.load(
                    paths=paths, dry_run=options["dry_run"], prune=options["prune"], progress=progress
                )
        except Refused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            raise CommandError(
                f"{count:,} {'fault' if count == 1 else 'faults'}; nothing was changed. Mend the files and load again."
            ) from None
        self._report(loaded, dry_run=options["dry_run"])

    def _report(self, loaded: catalogue.Loaded, *, dry_run: bool) -> None:
        self.stdout.write("Plan (nothing was written):" if dry_run else "Done:")
        header = f"{'':28}{'added':>8}{'changed':>9}{'left':>8}{'removed':>9}"
        self.stdout.write(header)
        for name, changes in loaded.report.items():
            self.stdout.write("{:28}{:>8,}{:>9,}{:>8,}{:>9,}".format(name, *changes.counts))
        self._name_roles(loaded.report["roles"])
        if loaded.decisions_kept:
            self.stdout.write(
                f"{loaded.decisions_kept:,} editors' decisions stand where the files know of none "
                "(--prune lets the files win)."
            )
        if loaded.is_idle:
            self.stdout.write("The catalogue is as the files say.")

    def _name_roles(self, changes: TableChanges) -> None:
        for word in ("added", "changed", "removed"):
            names = getattr(changes, word)
            for name in names[:_SHOWN]:
                self.stdout.write(f"  {word}: {name}")
            if len(names) > _SHOWN:
                self.stdout.write(f"  {word}: … and {len(names) - _SHOWN:,} more")
