"""Generate aliases from title stems and level patterns."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from roles.actions import suggestions
from roles.models import Role


class Command(BaseCommand):
    """``suggest_aliases [CODE ...] [--dry-run]``"""

    help = (
        "Make pending aliases for roles (default: all that are not retired) from the stems of their focus or function "
        "and the patterns of their level. What a role has already, rejected titles included, is left alone; titles "
        "that would collide with another role's are marked."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The roles, or the functions, by code."""
        parser.add_argument("codes", nargs="*", metavar="CODE", help="a role's or a function's code")
        parser.add_argument("--dry-run", action="store_true", help="print them and write nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Generate, and print a line for each title."""
        roles = Role.objects.listed()
        if codes := [code.upper() for code in options["codes"]]:
            chosen = roles.filter(code__in=codes) | roles.filter(function__code__in=codes)
            found = {value for pair in chosen.values_list("code", "function__code") for value in pair}
            if missing := sorted(set(codes) - found):
                raise CommandError(f"There is no role or function {', '.join(missing)} that is not retired.")
            roles = chosen
        made = suggestions.generate(roles=roles, dry_run=options["dry_run"])
        for one in made:
            collision = f"  (collides with {one.collides_with})" if one.collides_with else ""
            self.stdout.write(f"{one.role}  {one.candidate.confidence}  {one.candidate.text}{collision}")
        word = "would be made" if options["dry_run"] else "made, pending"
        collisions = sum(1 for one in made if one.collides_with)
        self.stdout.write(
            f"{len(made):,} aliases {word}; {collisions:,} of them collide with another role's title."
        )
