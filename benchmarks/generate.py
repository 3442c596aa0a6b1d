"""Add generated roles to the database that the environment names, for measuring.

    .venv/bin/python benchmarks/generate.py --roles 10000 [--seed 1]

Load a catalogue first: its levels and classifications are used. The same seed makes the same roles.
"""

import argparse
import os
import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))


class NotGenerated(Exception):
    """A catalogue to which no roles can be added; the message is a sentence."""


def generate_catalogue(
    roles: int, seed: int = 1, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> int:
    """Add so many roles; returns their number. Raises NotGenerated when the database is not ready for them."""
    from benchmarks.generation import generate
    from roles.models import ClassificationEntry, Function, Level

    if roles < 1:
        raise NotGenerated("--roles is a number from 1.")
    if not Level.objects.exists() or not ClassificationEntry.objects.exists():
        raise NotGenerated("There is no ladder yet. Run load_catalogue first.")
    if Function.objects.filter(code__startswith="Z0").exists():
        raise NotGenerated("This database has generated roles already. Start from a fresh one.")
    return generate(roles=roles, seed=seed, progress=progress)


def main() -> None:
    """Generate, and print how many roles there are."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--roles", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taxonomy_site.settings")
    import django

    django.setup()
    from roles.management.progress import progress_bar

    try:
        with progress_bar(sys.stderr) as progress:
            made = generate_catalogue(options.roles, options.seed, progress)
    except NotGenerated as refusal:
        sys.exit(str(refusal))
    print(f"{made:,} roles generated.")


if __name__ == "__main__":
    main()
