"""How often one visitor may do something, counted for all processes and forgotten by itself.

Counted in the cache where processes share one, otherwise in the database, under a hash of the visitor's address.
"""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from roles.models import Attempt


def is_too_often(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Count this time; True when the visitor has done it more than ``limit`` times within ``seconds``."""
    key = f"throttle:{what}:{visitor_hash(request)}"
    number = _in_cache(key, seconds) if settings.IS_CACHE_SHARED else None
    return (number or Attempt.objects.count_one(key, seconds=seconds)) > limit


def visitor_hash(request: HttpRequest) -> str:
    """32 characters that tell this visitor from others, and not who it is."""
    secret = f"{settings.SECRET_KEY}{_visitor(request)}"
    return hashlib.sha256(secret.encode()).hexdigest()[:32]


def too_often(request: HttpRequest, message: str, *, seconds: int, status: int = 429) -> HttpResponse:
    """A page with the message and the time after which to try again; 429, or 503 when others are the reason."""
    context = {"message": message}
    response = render(request, "429.html", context, status=status)
    response.headers["Retry-After"] = str(seconds)
    return response


def _in_cache(key: str, seconds: int) -> int | None:
    """The number of attempts; None where the cache is away, or has dropped the count between its two questions."""
    cache.add(key, 0, timeout=seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        return None


def _visitor(request: HttpRequest) -> str:
    """The visitor's address; of IPv6 the network, since a visitor has all the addresses of one."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    try:
        is_network = ipaddress.ip_address(address).version == 6
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{address}/64", strict=False)) if is_network else address
