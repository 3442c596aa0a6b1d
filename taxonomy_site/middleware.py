"""Middleware of the site: headers of security, requests in one form, and the limit of request bodies."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from taxonomy_site.headers import security_headers
from taxonomy_site.incoming import is_readable, plain_host, visitor_address, without_tracking
from taxonomy_site.plain import plain_page

GetResponse = Callable[[HttpRequest], HttpResponse]


def security(get_response: GetResponse) -> GetResponse:
    """Send the headers of security with every response, whichever middleware or handler it comes from."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in security_headers().items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def plain_requests(get_response: GetResponse) -> GetResponse:
    """Bring host, query and address of a request into the form that the rest relies on.

    What cannot be read is answered: a host that is none with 400, text in an encoding that is no UTF-8 with 415.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        meta: dict[str, Any] = request.META
        if not is_readable(meta.get("CONTENT_TYPE", "")):
            return HttpResponse(plain_page("400.html", "This request could not be read"), status=415)
        if host := meta.get("HTTP_HOST"):
            meta["HTTP_HOST"] = plain_host(host, request.scheme or "http")
            if not meta["HTTP_HOST"]:
                return HttpResponse(plain_page("400.html", "This request could not be read"), status=400)
        meta["QUERY_STRING"] = without_tracking(meta.get("QUERY_STRING", ""))
        meta["REMOTE_ADDR"] = visitor_address(
            meta.get("REMOTE_ADDR", ""), meta.get("HTTP_X_FORWARDED_FOR", ""), settings.TRUSTED_PROXIES
        )
        return get_response(request)

    return middleware


def bounded_bodies(get_response: GetResponse) -> GetResponse:
    """Answer 413 to a request that announces more than MOST_BODY_BYTES, before anything of it is read."""

    def middleware(request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.MOST_BODY_BYTES:
            return HttpResponse(plain_page("413.html", "That is too large"), status=413)
        return get_response(request)

    return middleware
