"""The edge: a WSGI application that answers requests for public pages from memory, before Django sees them.

A page is kept for its address (host and scheme included) and its version: the catalogue's revision and the build. So
nothing is ever invalidated: a write makes a new version, whose pages are made when they are asked for. Django answers
all other requests: other methods, visitors with a session, views that are not declared ``public``, and addresses with
text that a visitor typed, of which there is no end.
"""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.cache import BaseCache, caches
from django.db import DatabaseError
from django.urls import Resolver404, resolve

from taxonomy_site.page import Headers, Page, accepted_encoding, is_known
from taxonomy_site.page_memory import PageMemory
from taxonomy_site.versions import KnownRevision, build

Environ = dict[str, Any]
Start = Callable[..., Any]
Application = Callable[[Environ, Start], Iterable[bytes]]

# The request for a page that is kept for all has only these: what one visitor sends must not show in the page.
_KEPT_VARIABLES = (
    "SERVER_",
    "wsgi.",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "HTTP_HOST",
    "HTTP_X_FORWARDED_PROTO",
)
_LONGEST_QUERY = 500  # characters; longer ones would fill the memory with pages that are asked for once


class Edge:
    """A WSGI application before another one."""

    def __init__(
        self, application: Application, *, memory: PageMemory, revision: Callable[[], str], build: str
    ) -> None:
        self.application = application
        self.memory = memory
        self.revision = revision
        self.build = build
        self.static = settings.STATIC_URL
        self.cookies = (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name)

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        """Answer from memory, or make the page and keep it, or pass the request on."""
        path = environ.get("PATH_INFO", "")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or path.startswith(self.static)
            or self._is_personal(environ)
        ):
            return self.application(environ, _privately(start_response))
        try:
            version = f"{self.revision()}-{self.build}"
        except DatabaseError:
            # A page whose version is not known may be out of date. Django answers with the error page.
            return self.application(environ, _privately(start_response))
        address = _address(environ)
        page = self.memory.get(version, address)
        # Only after a miss: resolving the address costs more than the answer from memory.
        if page is None and _is_public(path, environ.get("QUERY_STRING", "")):
            page = self.memory.made_once(version, address, lambda: self._made(environ, version))
        if page is None:
            return self.application(environ, _privately(start_response))
        return self._answer(page, address, environ, start_response)

    def _is_personal(self, environ: Environ) -> bool:
        # Looking for the names anywhere in the header is quick; a false match only costs the visitor some speed.
        cookies = environ.get("HTTP_COOKIE", "")
        return bool(cookies) and any(name in cookies for name in self.cookies)

    def _answer(self, page: Page, address: str, environ: Environ, start_response: Start) -> Iterable[bytes]:
        encoding = accepted_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if page.has(encoding):
            variant = page.variant(encoding)
        else:
            variant = page.variant(encoding)
            self.memory.put(address, page)  # counted again: it has grown by an encoding
        if (tags := environ.get("HTTP_IF_NONE_MATCH")) and is_known(variant.etag, tags):
            start_response("304 Not Modified", variant.unchanged)
            return []
        start_response(page.status, variant.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]

    def _made(self, environ: Environ, version: str) -> Page | None:
        """Make the page for an anonymous visitor; None when the answer turns out to be for one visitor only."""
        asked = {name: value for name, value in environ.items() if name.startswith(_KEPT_VARIABLES)}
        asked |= {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "", "wsgi.input": BytesIO()}
        started: list[tuple[str, Headers]] = []
        body = self.application(
            asked, lambda status, headers, exc_info=None: started.append((status, headers))
        )
        try:
            content = b"".join(body)
        finally:
            if hasattr(body, "close"):
                body.close()  # Django ends the request here, and gives its database connection back
        status, headers = started[0]
        return Page(version, headers, content, status) if _is_for_all(headers) else None


def _address(environ: Environ) -> str:
    # Everything that Django builds URLs from: a page made for one host must not answer for another.
    proto = environ.get("HTTP_X_FORWARDED_PROTO", "") if settings.TRUST_PROXY else ""
    parts = (
        environ["wsgi.url_scheme"],
        proto,
        environ.get("HTTP_HOST", ""),
        environ.get("SCRIPT_NAME", ""),
        environ.get("PATH_INFO", ""),
    )
    return "\n".join(parts) + "?" + environ.get("QUERY_STRING", "")


def _is_public(path: str, query: str) -> bool:
    """Whether the address is of a view that is declared public, with no key in the query but those it declares."""
    try:
        keys = getattr(resolve(path).func, "public_keys", None)
    except Resolver404:
        return False
    if keys is None or len(query) > _LONGEST_QUERY:
        return False
    return all(key in keys for key, _ in parse_qsl(query, keep_blank_values=True))


def _is_for_all(headers: Headers) -> bool:
    """Whether an answer for an anonymous visitor contains nothing for this visitor alone, such as a form's token."""
    names = {name.lower(): value.lower() for name, value in headers}
    is_secret = any(word in names.get("cache-control", "") for word in ("no-store", "private"))
    return "set-cookie" not in names and not is_secret


def _privately(start_response: Start) -> Start:
    """Keep proxies and CDNs from caching answers of Django that have no ``Cache-Control`` of their own."""

    def start(status: str, headers: Headers, exc_info: Any = None) -> Any:
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers = [*headers, ("Cache-Control", "private, no-cache")]
        return start_response(status, headers, exc_info) if exc_info else start_response(status, headers)

    return start


def edge(application: Application) -> Application:
    """The application behind the edge; unchanged when DEBUG is on, so that a changed template shows at once."""
    if settings.DEBUG:
        return application
    shared: BaseCache | None = caches["default"] if settings.IS_CACHE_SHARED else None
    memory = PageMemory(most_bytes=settings.PAGE_MEMORY_MB * 1024 * 1024, shared=shared)
    return Edge(application, memory=memory, revision=KnownRevision(), build=build())
