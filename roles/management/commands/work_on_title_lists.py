"""Work on the lists of titles that wait. The server starts this command by itself."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from roles.actions.title_lists import processes


class Command(BaseCommand):
    """``work_on_title_lists``"""

    help = (
        "Work on the lists of titles that visitors have sent, until none comes for a minute or standard input is "
        "closed. The server starts this by itself."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Work with this process's own limits; each byte on standard input tells of another list."""
        processes.serve(sys.stdin.buffer)
