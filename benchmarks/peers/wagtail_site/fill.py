"""Make the Wagtail site's database and fill it with one role and those near it, from a JSON file.

python -m benchmarks.peers.wagtail_site.fill FILE
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

import django


def main() -> None:
    """Migrate, and add the pages below the start page that Wagtail's migrations make."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peers.wagtail_site.settings")
    django.setup()
    from django.core.management import call_command

    migrations = Path(os.environ["WAGTAIL_DB"]).with_name("wagtail_site_migrations")
    migrations.mkdir(exist_ok=True)
    (migrations / "__init__.py").touch()
    call_command("makemigrations", "wagtail_site", verbosity=0)
    call_command("migrate", verbosity=0)
    add(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))


def add(content: dict[str, Any]) -> None:
    """Add the role of ``content`` and the roles of its rows."""
    from wagtail.models import Site

    from benchmarks.peers.wagtail_site.models import Alias, Component, RelatedPage, RolePage

    home = Site.objects.get(is_default_site=True).root_page
    role = home.add_child(instance=RolePage(**content["role"]))
    pages: dict[str, RolePage] = {}
    for row in content["related"]:
        title, code = row.pop("title"), row.pop("code")
        if code not in pages:
            page = RolePage(
                title=title, code=code, slug=code.lower().replace(".", "-"), tagline="-", summary="-"
            )
            pages[code] = home.add_child(instance=page)
        row["page"] = pages[code]
    for model, rows in ((Component, "components"), (Alias, "aliases"), (RelatedPage, "related")):
        model.objects.bulk_create(
            model(role=role, sort_order=order, **row) for order, row in enumerate(content[rows])
        )


if __name__ == "__main__":
    main()
