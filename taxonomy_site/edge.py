"""The edge: a WSGI application that answers requests for public pages from memory, before Django sees them.

A page is kept for its address (host and scheme included) and its version: the catalogue's revision and the build. So
nothing is ever invalidated: a write makes a new version, whose pages are made when they are asked for. Django answers
all other requests: other methods, visitors with a session of this site, views that are not declared ``public``, and
addresses with text that a visitor typed, of which there is no end.
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, NamedTuple, Protocol
from urllib.parse import parse_qsl

from django.conf import settings
from django.core.cache import BaseCache, caches
from django.db import DatabaseError
from django.urls import Resolver404, resolve

from taxonomy_site.incoming import is_readable, plain_host, scheme_of, without_tracking
from taxonomy_site.page import Page, accepted_encoding
from taxonomy_site.page_memory import PageMemory
from taxonomy_site.plain import Answer, Headers, refusal
from taxonomy_site.sessions import is_personal
from taxonomy_site.threads import Application, Environ, answered
from taxonomy_site.versions import KnownRevision, build

Start = Callable[..., Any]

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
_LONGEST_ADDRESS = 1000


class Asked(NamedTuple):
    """What of a request decides which page answers it, and in which form."""

    method: str
    path: str
    query: str
    address: str
    """What the page is kept for; empty where none is."""
    accepts: str
    tags: str


def asked(
    *, method: str, path: str, query: str, scheme: str, host: str, cookies: str, accepts: str, tags: str
) -> Asked:
    """What a request asks for, from its parts; ``path`` as WSGI writes it, ``scheme`` as the visitor does."""
    if len(path) + len(query) > _LONGEST_ADDRESS or method not in ("GET", "HEAD"):
        return Asked(method, path, query, "", accepts, tags)
    query, host = without_tracking(query), plain_host(host, scheme)
    address = f"{scheme}://{host}{path}?{query}" if host and not is_personal(cookies) else ""
    return Asked(method, path, query, address, accepts, tags)


class Revision(Protocol):
    """The catalogue's revision, see ``KnownRevision``."""

    def __call__(self) -> str: ...
    def believed(self) -> str | None: ...
    def is_due(self) -> bool: ...


class Edge:
    """A WSGI application before another one."""

    def __init__(
        self, application: Application, *, memory: PageMemory, revision: Revision, build: str
    ) -> None:
        self.application = application
        self.memory = memory
        self.revision = revision
        self.build = build

    def known(self, wanted: Asked) -> Answer | None:
        """The page, if this process has it as it is now; never waits, and asks nothing of the database."""
        revision = self.revision.believed() if wanted.address else None
        if revision is None:
            return None
        page = self.memory.get(f"{revision}-{self.build}", wanted.address)
        encoding = accepted_encoding(wanted.accepts)
        if page is None or not page.has(encoding):
            return None
        return page.answer(encoding, wanted.tags, is_head=wanted.method == "HEAD")

    def __call__(self, environ: Environ, start_response: Start) -> list[bytes]:
        """Answer from memory, or make the page and keep it, or pass the request on."""
        if not is_readable(environ.get("CONTENT_TYPE", "")):
            answer = refusal("415 Unsupported Media Type", "Send text as UTF-8.")
        else:
            answer = self._kept(environ) or _privately(answered(self.application, environ))
        start_response(answer.status, answer.headers)
        return [answer.body] if answer.body else []

    def _kept(self, environ: Environ) -> Answer | None:
        """The page from memory or made for it; None where the address has none that may be kept."""
        wanted = asked_of(environ)
        if not wanted.address or wanted.path.startswith(settings.STATIC_URL):
            return None
        try:
            version = f"{self.revision()}-{self.build}"
        except DatabaseError:
            # A page whose version is not known may be out of date. Django answers with the error page.
            return None
        page = self.memory.get(version, wanted.address)
        # Only after a miss: resolving the address costs more than the answer from memory.
        if page is None and is_public(wanted.path, wanted.query):
            page = self.memory.made_once(version, wanted.address, lambda: self._made(environ, version))
        if page is None:
            return None
        encoding = accepted_encoding(wanted.accepts)
        if not page.has(encoding):
            page.variant(encoding)
            self.memory.put(wanted.address, page)  # counted again: it has grown by an encoding
        return page.answer(encoding, wanted.tags, is_head=wanted.method == "HEAD")

    def _made(self, environ: Environ, version: str) -> Page | None:
        """Make the page for an anonymous visitor; None when the answer turns out to be for one visitor only."""
        plain = {name: value for name, value in environ.items() if name.startswith(_KEPT_VARIABLES)}
        plain |= {"REQUEST_METHOD": "GET", "REMOTE_ADDR": "", "wsgi.input": BytesIO()}
        status, headers, body = answered(self.application, plain)
        return Page(version, headers, body, status) if _is_for_all(headers) else None


def asked_of(environ: Environ) -> Asked:
    """What a WSGI request asks for."""
    return asked(
        method=environ["REQUEST_METHOD"],
        path=environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", ""),
        query=environ.get("QUERY_STRING", ""),
        scheme=scheme_of(environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO", "")),
        host=environ.get("HTTP_HOST", ""),
        cookies=environ.get("HTTP_COOKIE", ""),
        accepts=environ.get("HTTP_ACCEPT_ENCODING", ""),
        tags=environ.get("HTTP_IF_NONE_MATCH", ""),
    )


def is_public(path: str, query: str) -> bool:
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


def _privately(answer: Answer) -> Answer:
    """Keep proxies and CDNs from caching answers of Django that have no ``Cache-Control`` of their own."""
    if any(name.lower() == "cache-control" for name, _ in answer.headers):
        return answer
    return answer._replace(headers=[*answer.headers, ("Cache-Control", "private, no-cache")])


def edge(application: Application) -> Edge | None:
    """The edge before an application; None where DEBUG is on, so that a changed template is seen at once."""
    if settings.DEBUG:
        return None
    shared: BaseCache | None = caches["default"] if settings.IS_CACHE_SHARED else None
    memory = PageMemory(most_bytes=settings.PAGE_MEMORY_MB * 1024 * 1024, shared=shared)
    return Edge(application, memory=memory, revision=KnownRevision(), build=build())
