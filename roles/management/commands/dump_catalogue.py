"""Write the catalogue to its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import ValidationError

from roles import dump
from roles.documents.errors import faults_of, location_in_words
from roles.formats import catalogue_jsonl, catalogue_yaml


class Command(BaseCommand):
    """``dump_catalogue DIR [--jsonl]``"""

    help = (
        "Write the whole catalogue as YAML files below DIR, the same bytes for the same content. With --jsonl the "
        "roles go to one file of JSON Lines, a document a line: for catalogues too large to be edited by hand."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the folder, and the switch for JSON Lines."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="made if it does not exist")
        parser.add_argument("--jsonl", action="store_true", help="write the roles to DIR/roles.jsonl")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and print their names."""
        folder: Path = options["folder"]
        try:
            for form in dump.files_without_roles() if options["jsonl"] else dump.files():
                path = folder / catalogue_yaml.file_name(form)
                catalogue_yaml.write(path, form)
                self.stdout.write(str(path))
            if options["jsonl"]:
                path = folder / f"roles{catalogue_jsonl.SUFFIX}"
                catalogue_jsonl.write(path, dump.documents_in_order())
                self.stdout.write(str(path))
        except ValidationError as error:
            faults = "; ".join(f"{location_in_words(where)} {message}" for where, message in faults_of(error))
            raise CommandError(f"The catalogue holds what its files cannot: {faults}") from None
        except OSError as fault:
            raise CommandError(f"{folder} cannot be written ({fault.strerror}).") from None
