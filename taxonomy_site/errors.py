"""Pages for requests that fail."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from roles.did_you_mean import near_addresses


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404, with links to pages of similar addresses."""
    detail = exception.args[0] if exception.args and isinstance(exception.args[0], str) else ""
    context = {"near": near_addresses(request.path_info), "detail": detail}
    return render(request, "404.html", context, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500, or 503 when the database was busy for too long or is down; without a query, because that may have failed."""
    if isinstance(sys.exception(), OperationalError):
        return HttpResponse(render_to_string("busy.html"), status=503, headers={"Retry-After": "60"})
    return HttpResponse(render_to_string("500.html"), status=500)
