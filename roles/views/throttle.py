"""How often one visitor may do something, counted in the cache under a hash of the address, and forgotten by itself."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


def is_too_often(request: HttpRequest, what: str, *, limit: int, seconds: int) -> bool:
    """Count this time; True when the visitor has done it more than ``limit`` times within ``seconds``."""
    visitor = request.META.get("REMOTE_ADDR", "")
    digest = hashlib.sha256(f"{settings.SECRET_KEY}{visitor}".encode()).hexdigest()[:32]
    key = f"throttle:{what}:{digest}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it expired between the two calls
        return False
