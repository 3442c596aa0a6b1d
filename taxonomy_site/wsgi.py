"""The application for a server that speaks WSGI: Django behind the edge.

``taxonomy_site.rsgi`` is what bin/serve runs. Here nothing bounds how long a body may take: put a proxy in front that
reads bodies whole, such as nginx.
"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "taxonomy_site.settings")

django_application = get_wsgi_application()

from taxonomy_site.edge import edge  # noqa: E402 - it reads models, which exist from here on

page_edge = edge(django_application)
application = page_edge or django_application
