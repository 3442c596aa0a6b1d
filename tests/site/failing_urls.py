"""The addresses of the site with two more, whose views fail: for the tests of the pages that say so."""

from django.db import InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.urls import path

from taxonomy_site import urls

handler400 = urls.handler400
handler404 = urls.handler404
handler500 = urls.handler500


def fails(request: HttpRequest) -> HttpResponse:
    """Fail in a way that nobody foresaw."""
    raise RuntimeError("a fault that nobody foresaw")


def is_busy(request: HttpRequest) -> HttpResponse:
    """Fail as a write does that has waited too long."""
    raise OperationalError("database is locked")


def tells(request: HttpRequest, words: str) -> HttpResponse:
    """Fail as a database does that tells what is wrong with it."""
    kind = InternalError if "read-only transaction" in words else OperationalError
    raise kind(words)


urlpatterns = [
    path("fails/", fails),
    path("busy/", is_busy),
    path("database/<words>/", tells),
    *urls.urlpatterns,
]
