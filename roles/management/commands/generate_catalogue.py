"""Add a generated catalogue to the database, for measuring."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.actions import generation
from roles.management.progress import progress_bar
from roles.models import ClassificationEntry, Function, Level


class Command(BaseCommand):
    """``generate_catalogue --roles N [--seed S]``"""

    help = (
        "Add N generated roles, for measuring: ladders, components, aliases, mappings and prose in believable "
        "proportions, the same for the same seed. Load a catalogue first; its levels and classifications are used."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How many, and the seed."""
        parser.add_argument("--roles", type=int, required=True, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="S")

    def handle(self, *args: Any, **options: Any) -> None:
        """Generate, and say how many roles there are."""
        if options["roles"] < 1:
            raise CommandError("--roles is a number from 1.")
        if not Level.objects.exists() or not ClassificationEntry.objects.exists():
            raise CommandError("There is no ladder yet. Run load_catalogue first.")
        if Function.objects.filter(code__startswith="Z0").exists():
            raise CommandError("This database has generated roles already. Start from a fresh one.")
        with progress_bar(self.stderr) as progress:
            made = generation.generate(roles=options["roles"], seed=options["seed"], progress=progress)
        self.stdout.write(f"{made:,} roles generated.")
