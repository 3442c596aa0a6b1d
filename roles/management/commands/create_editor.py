"""Make an account for an editor."""

import getpass
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from roles.actions.editors import GROUP, create_editor

VARIABLE = "EDITOR_PASSWORD"


class Command(BaseCommand):
    """``create_editor NAME [--email ADDRESS] [--password-file FILE]``"""

    help = (
        "Make an account in the group Editors. The password comes from --password-file, else from the "
        f"environment variable {VARIABLE}, else it is asked for twice on the terminal."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The name, the address and where the password is kept."""
        parser.add_argument("name", metavar="NAME", help="the name to sign in with")
        parser.add_argument("--email", default="", metavar="ADDRESS")
        parser.add_argument(
            "--password-file", type=Path, metavar="FILE", help="a file whose first line is the password"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and say what it may do."""
        name: str = options["name"]
        if not name.strip():
            raise CommandError("The name is empty. Give the name that the editor signs in with.")
        password = self._password(options["password_file"])
        try:
            user = create_editor(name=name, password=password, email=options["email"])
        except ValidationError as error:
            raise CommandError(f"No account was made. {' '.join(error.messages)}") from None
        self.stdout.write(f"“{user.get_username()}” is made, in the group {GROUP}: sign in at /admin/.")

    def _password(self, file: Path | None) -> str:
        if file:
            try:
                lines = file.read_text(encoding="utf-8").splitlines()
            except (OSError, UnicodeDecodeError) as fault:
                raise CommandError(f"{file} cannot be read as text ({fault}).") from None
            return _given(lines[0] if lines else "", str(file))
        if VARIABLE in os.environ:
            return _given(os.environ[VARIABLE], VARIABLE)
        if not sys.stdin.isatty():
            raise CommandError(f"There is no terminal to ask on. Set {VARIABLE} or use --password-file.")
        password = getpass.getpass("Password: ")
        if password != getpass.getpass("Password (again): "):
            raise CommandError("The two passwords differ. No account was made; start again.")
        return _given(password, "The password")


def _given(password: str, source: str) -> str:
    if not password:
        raise CommandError(f"{source} is empty; expected a password.")
    return password
