"""One of the processes that write while faults.py measures: approves an alias and takes it back, again and again.

    .venv/bin/python benchmarks/faults_writer.py ALIAS SECONDS

Prints a line for each write: when it was committed (monotonic clock), the revision then, and the seconds it took; or
``failed`` and why.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
REST = 0.3  # seconds between two writes


def main(alias_id: int, seconds: float) -> None:
    """Write until the time is over; leaves the alias pending."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "taxonomy_site.settings"
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from roles.actions import aliases
    from roles.models import Alias, Revision

    by = get_user_model().objects.get()
    until = time.monotonic() + seconds
    is_approved = False
    while time.monotonic() < until or is_approved:
        began = time.monotonic()
        decide = aliases.undo if is_approved else aliases.approve
        try:
            decide(alias=Alias.objects.get(pk=alias_id), by=by)
        except Exception as fault:
            print("failed", type(fault).__name__, " ".join(str(fault).split()), flush=True)
            if time.monotonic() > until:
                break
        else:
            is_approved = not is_approved
            print(time.monotonic(), Revision.current().number, time.monotonic() - began, flush=True)
        time.sleep(REST)


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
