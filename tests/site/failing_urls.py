"""The addresses of the site with one more, whose view fails: for the test of the page that says so."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from taxonomy_site import urls

handler404 = urls.handler404
handler500 = urls.handler500


def fails(request: HttpRequest) -> HttpResponse:
    """Fail in a way that nobody foresaw."""
    raise RuntimeError("a fault that nobody foresaw")


urlpatterns = [path("fails/", fails), *urls.urlpatterns]
