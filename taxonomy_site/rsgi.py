"""The application that bin/serve runs; wsgi comes first, which sets Django up."""

# isort: off
from taxonomy_site.wsgi import application as wsgi_application
from taxonomy_site.wsgi import page_edge
from taxonomy_site.before_the_loop import answer_before_the_loop
from taxonomy_site.front import Front

application = Front(wsgi_application, page_edge)
answer_before_the_loop(application.at_once)
