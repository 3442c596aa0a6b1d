"""Write the catalogue to its files."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from pydantic import ValidationError

from roles import documents
from roles.faults import faults_of, place_in_words
from roles.formats import catalogue_yaml


class Command(BaseCommand):
    """``dump_catalogue DIR``"""

    help = "Write the whole catalogue as YAML files below DIR, the same bytes for the same content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The folder."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="made if it does not exist")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the files and name them."""
        folder: Path = options["folder"]
        try:
            for form in documents.files():
                path = folder / catalogue_yaml.file_name(form)
                catalogue_yaml.write(path, form)
                self.stdout.write(str(path))
        except ValidationError as error:
            faults = "; ".join(f"{place_in_words(place)} {message}" for place, message in faults_of(error))
            raise CommandError(f"The catalogue holds what its files cannot: {faults}") from None
        except OSError as fault:
            raise CommandError(f"{folder} cannot be written ({fault.strerror}).") from None
