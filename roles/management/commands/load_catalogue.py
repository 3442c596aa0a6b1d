"""Load the catalogue from its files."""

import sys
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
_LOAD_OPTIONS = ("paths", "dry_run", "prune", "prune_at_most", "allow_same_titles")


def _is_confirmed(removal: catalogue.Removal) -> bool:
    """Whether a person at a terminal types the number of roles that are to be removed."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    number = len(removal.codes)
    return input(f"This removes {removal}. To go on, type {number}: ").strip() == str(number)


class Command(BaseCommand):
    """``load_catalogue [PATH ...] [--dry-run] [--prune [--prune-at-most N]] [--if-empty] [--allow-same-titles]``"""

    help = (
        "Validate catalogue files (default: fixtures/), report every fault with its place, then bring the "
        "database into line with them in one transaction. Running it twice changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the paths and the switches."""
        parser.add_argument(
            "paths", nargs="*", type=Path, metavar="PATH", help="YAML or JSON Lines files, or folders of them"
        )
        parser.add_argument("--dry-run", action="store_true", help="print the plan and write nothing")
        parser.add_argument("--prune", action="store_true", help="also remove what the files do not mention")
        parser.add_argument(
            "--prune-at-most",
            type=int,
            metavar="N",
            help="remove at most so many roles; needed where more than "
            f"{catalogue.PRUNED_SHARE:.0%}% of them are to be removed",
        )
        parser.add_argument(
            "--allow-same-titles",
            action="store_true",
            help="load roles of one title, as a dump may contain them, though no document accepts it",
        )
        parser.add_argument("--if-empty", action="store_true", help="do nothing when there are roles already")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load the files and print the change report."""
        if Role._meta.db_table not in connection.introspection.table_names():
            raise CommandError("The database has no tables yet. Run migrate first.")
        if options["if_empty"] and Role.objects.exists():
            self.stdout.write("The catalogue holds roles already; nothing loaded.")
            return
        if options["prune_at_most"] is not None and not options["prune"]:
            raise CommandError("--prune-at-most goes with --prune.")
        loaded = self._load(**{name: options[name] for name in _LOAD_OPTIONS})
        self._report(loaded, dry_run=options["dry_run"])

    def _load(self, *, paths: list[Path], prune_at_most: int | None, **options: bool) -> catalogue.Loaded:
        paths = paths or [settings.FIXTURES_DIR]
        try:
            with progress_bar(self.stderr) as progress:
                return catalogue.load(paths=paths, prune_at_most=prune_at_most, progress=progress, **options)
        except catalogue.TooManyRemoved as too_many:
            removal = too_many.removal
        except Refused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            count = len(refused.faults)
            raise CommandError(
                f"{count:,} {'fault' if count == 1 else 'faults'}; nothing was changed. Mend the files and load again."
            ) from None
        if prune_at_most is None and _is_confirmed(removal):
            return self._load(paths=paths, prune_at_most=len(removal.codes), **options)
        raise CommandError(
            f"This would remove {removal}; nothing was changed. If that is meant, say so with "
            f"--prune-at-most {len(removal.codes)}; --dry-run shows which."
        )

    def _report(self, loaded: catalogue.Loaded, *, dry_run: bool) -> None:
        self.stdout.write("Plan (nothing was written):" if dry_run else "Done:")
        header = f"{'':28}{'added':>8}{'changed':>9}{'left':>8}{'removed':>9}"
        self.stdout.write(header)
        for name, changes in loaded.report.items():
            self.stdout.write("{:28}{:>8,}{:>9,}{:>8,}{:>9,}".format(name, *changes.counts))
        self._name_roles(loaded.report["roles"])
        if dry_run and loaded.removed_roles:
            self.stdout.write(f"{loaded.removal} would be removed.")
            if loaded.removal.is_too_much():
                self.stdout.write(f"That needs --prune-at-most {len(loaded.removed_roles)}.")
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
