"""What of a request is brought into one form, or refused, before anything depends on it.

Pure functions: the edge uses them for the keys of pages, the middleware for what Django sees.
"""

import codecs
import ipaddress
import re
from functools import lru_cache
from urllib.parse import unquote_plus

from django.conf import settings
from django.http import HttpRequest

_HOST = re.compile(r"(?P<name>[a-z0-9._-]{1,253}|\[[a-f0-9:.]{2,45}\])(?::(?P<port>[0-9]{1,10}))?")
_LONGEST_HOST = 300
_DEFAULT_PORTS = {"http": 80, "https": 443}
_CHARSET = re.compile(r";\s*charset\s*=\s*\"?([^\s;\"]*)", re.IGNORECASE)
_READABLE = {"utf-8", "ascii", "iso8859-1", "cp1252"}


def plain_host(host: str, scheme: str) -> str:
    """The Host header in small letters, with its port as a number, and without one that the scheme implies.

    Empty where it is no host: a page is kept for each host, so no one may write one in a thousand ways.
    """
    return _plain_host(host, scheme) if len(host) <= _LONGEST_HOST else ""


@lru_cache(maxsize=256)
def _plain_host(host: str, scheme: str) -> str:
    found = _HOST.fullmatch(host.lower())
    if found is None:
        return ""
    name, port = found["name"].removesuffix("."), int(found["port"] or _DEFAULT_PORTS.get(scheme, 80))
    if not name or port > 65535:
        return ""
    return name if port == _DEFAULT_PORTS.get(scheme) else f"{name}:{port}"


def scheme_of(url_scheme: str, forwarded: str) -> str:
    """``http`` or ``https``, as Django finds it; ``forwarded`` is what a proxy tells, where one is trusted."""
    if not forwarded or not settings.TRUST_PROXY:
        return url_scheme
    return "https" if forwarded.partition(",")[0].strip() == "https" else "http"


def without_tracking(query: str) -> str:
    """The query string without the parameters that newsletters and social networks add to every link."""
    if not query:
        return query
    return "&".join(part for part in query.split("&") if not _is_tracking(part.partition("=")[0]))


def _is_tracking(key: str) -> bool:
    name = unquote_plus(key) if "%" in key else key
    return name in settings.TRACKING_PARAMETERS or name.startswith("utm_")


def visitor_address(remote: str, forwarded: str, proxies: int) -> str:
    """The visitor's address: the n-th from the right of X-Forwarded-For behind n proxies, each of which adds one.

    Entries further left were sent by the visitor. The address of the connection where the header is too short or
    its entry is no address.
    """
    entries = forwarded.split(",") if proxies > 0 else []
    if len(entries) < proxies or not entries:
        return remote
    entry = entries[-proxies].strip()
    if entry.startswith("["):
        entry = entry[1:].partition("]")[0]
    elif entry.count(":") == 1:
        entry = entry.partition(":")[0]
    try:
        return str(ipaddress.ip_address(entry))
    except ValueError:
        return remote


def address_of(request: HttpRequest) -> str:
    """The visitor's address, once the middleware has found it."""
    return str(request.META.get("REMOTE_ADDR", ""))


def is_readable(content_type: str) -> bool:
    """Whether text of this Content-Type can be read; Python knows encodings that fail on text, such as ``hex``."""
    if "*" in content_type.partition(";")[2]:  # an encoded parameter, which no browser sends
        return False
    charset = _CHARSET.search(content_type)
    if charset is None:
        return True
    try:
        return codecs.lookup(charset[1]).name in _READABLE
    except (LookupError, ValueError):
        return False
