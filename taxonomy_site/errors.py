"""Pages for requests that fail; none of them fails itself."""

import sys

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roles.did_you_mean import near_addresses
from taxonomy_site.plain import plain_page

_FULL = ("disk is full", "no space left", "could not extend file")
_READ_ONLY = ("readonly database", "read-only transaction", "unable to open database file", "disk i/o error")
_AWAY = (
    "connection",
    "couldn't get a connection",
    "server closed",
    "terminating",
    "starting up",
    "shutting down",
)


def unreadable(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400."""
    return HttpResponse(plain_page("400.html", "This request could not be read"), status=400)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with links to pages of similar addresses."""
    detail = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    context = {"near": near_addresses(request.path_info), "detail": detail}
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when it was the database's state; without a query, since it may be what failed."""
    trouble = trouble_with_the_database(sys.exception())
    if not trouble:
        return HttpResponse(plain_page("500.html", "Something went wrong"), status=500)
    page = plain_page("busy.html", "The catalogue is busy", {"trouble": trouble})
    return HttpResponse(page, status=503, headers={"Retry-After": "60"})


def trouble_with_the_database(fault: BaseException | None) -> str:
    """``full``, ``read-only``, ``away`` or ``busy``, from what the database told; empty for a fault of the program."""
    if not isinstance(fault, DatabaseError):
        return ""
    told = str(fault).lower()
    for trouble, words in (("full", _FULL), ("read-only", _READ_ONLY)):
        if any(word in told for word in words):
            return trouble
    if not isinstance(fault, OperationalError):
        return ""
    return "away" if any(word in told for word in _AWAY) else "busy"
