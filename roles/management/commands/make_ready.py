"""Make everything ready that serving needs."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """``make_ready``"""

    help = (
        "Make the tables, load the catalogue if there is none, and make the search index and the static files. What is "
        "ready stays as it is; run it after an upgrade, which may need the index again. All is done by one process: "
        "starting Django takes longer than looking."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what is missing, and say what was loaded."""
        call_command("migrate", verbosity=0)
        call_command("load_catalogue", if_empty=True, stdout=self.stdout, stderr=self.stderr)
        call_command("build_search_index", if_needed=True, stdout=StringIO())
        if _is_newer_than_collected():
            call_command("collectstatic", interactive=False, verbosity=0)


def _is_newer_than_collected() -> bool:
    """Whether static files or what is installed changed since the last time: compressing takes seconds."""
    manifest = Path(settings.STATIC_ROOT, "staticfiles.json")
    if not manifest.exists():
        return True
    sources = [path for folder in settings.STATICFILES_DIRS for path in (folder, *folder.rglob("*"))]
    installed = settings.BASE_DIR / "requirements" / "runtime.txt"
    return max(path.stat().st_mtime for path in (installed, *sources)) > manifest.stat().st_mtime
