"""How often one visitor may do something, counted for all processes and forgotten by itself.

Counted in the cache where processes share one, otherwise in the database, under a hash of the visitor's address.
"""

import hashlib
import ipaddress

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

from roles.models import Attempt


def is_too_often(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Count this time; True when the visitor has done it more than ``limit`` times within ``seconds``."""
    secret = f"{settings.SECRET_KEY}{_visitor(request)}"
    key = f"throttle:{what}:{hashlib.sha256(secret.encode()).hexdigest()[:32]}"
    number = _in_cache(key, seconds) if settings.IS_CACHE_SHARED else None
    return (number or Attempt.objects.count_one(key, seconds=seconds)) > limit


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
