"""Redis as a cache that may be away: it then costs a tenth of a second at most, and never an error.

Whoever asks is answered as an empty cache would answer, until Redis is asked again. ``incr`` raises ValueError, as for
a key that is not there.
"""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

TIMEOUT = 0.05
"""Seconds for connecting, and for an answer."""

ASKED_AGAIN_AFTER = 5.0
"""Seconds without a question, after one that Redis did not answer."""


def _unless_away(name: str, empty: Any) -> Callable[..., Any]:
    def ask(self: "_Client", *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() >= self.asked_again_at:
            try:
                return getattr(RedisCacheClient, name)(self, *args, **kwargs)
            except RedisError as fault:
                self.asked_again_at = time.monotonic() + ASKED_AGAIN_AFTER
                logger.warning("Redis does not answer and is left alone for a while: %s", fault)
        if name == "incr":
            raise ValueError("Redis is away.")
        return args[1] if name == "get" and len(args) > 1 else empty

    return ask


class _Client(RedisCacheClient):
    """Django's client, whose questions end."""

    asked_again_at = 0.0

    add = _unless_away("add", True)  # as if no one else had it
    get = _unless_away("get", None)
    set = _unless_away("set", None)
    touch = _unless_away("touch", False)
    delete = _unless_away("delete", False)
    get_many = _unless_away("get_many", {})
    has_key = _unless_away("has_key", False)
    incr = _unless_away("incr", None)
    set_many = _unless_away("set_many", None)
    delete_many = _unless_away("delete_many", None)
    clear = _unless_away("clear", False)


class SharedCache(RedisCache):
    """The backend; options of CACHE_URL may give it other timeouts."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        options = {"socket_connect_timeout": TIMEOUT, "socket_timeout": TIMEOUT, **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self._class = _Client
