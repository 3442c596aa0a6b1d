"""The application that the server runs."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taxonomy_site.settings")

django_application = get_wsgi_application()

from taxonomy_site.bodies import BodiesReadFirst  # noqa: E402
from taxonomy_site.edge import edge  # noqa: E402 - it imports models, so Django is set up first

application = edge(BodiesReadFirst(django_application))
