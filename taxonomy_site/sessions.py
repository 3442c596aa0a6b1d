"""Sessions whose keys can be told from made-up ones without asking the database.

A key is a random part and a digest of it under the secret key. So a cookie that this site never gave out costs
neither a query nor the fast answer from the edge, whoever sends it; a key that it did give out is looked up by
Django, and each of them was given to an editor who had signed in. The alternatives cost more: looking keys up is a
query for each junk cookie, and a second cookie at sign-in can be lost while the first one is kept, which would show an
editor the pages of an anonymous visitor. A session from before this form ends: its editor signs in again.
"""

import hashlib
import hmac
import re
from functools import lru_cache

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends import db
from django.core.signing import BadSignature, get_cookie_signer
from django.http import parse_cookie
from django.utils.crypto import get_random_string

_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789"
_RANDOM = 20  # characters: 103 bits; the digest has as many, and 80 bits
_LENGTH = 40  # what the table has room for


class SessionStore(db.SessionStore):
    """Sessions in the database, under keys of this site alone."""

    def _get_new_session_key(self) -> str:
        while True:
            key = new_key()
            if not self.exists(key):
                return key

    def _validate_session_key(self, key: str | None) -> bool:
        return key is not None and is_key(key)


def new_key() -> str:
    """A key that no one can guess."""
    part = get_random_string(_RANDOM, _CHARACTERS)
    return part + _digest(part, settings.SECRET_KEY)


def is_key(key: str) -> bool:
    """Whether this site has made the key, whether or not its session still exists."""
    if len(key) != _LENGTH or not key.isascii():
        return False
    return hmac.compare_digest(key[_RANDOM:], _digest(key[:_RANDOM], settings.SECRET_KEY))


def _digest(part: str, secret: str) -> str:
    return hashlib.blake2b(part.encode(), key=_hashing_key(secret), digest_size=10).hexdigest()


@lru_cache(maxsize=4)
def _hashing_key(secret: str) -> bytes:
    return hashlib.sha256(f"{__name__}:{secret}".encode()).digest()


def is_personal(cookies: str) -> bool:
    """Whether a Cookie header has a session of this site, or a message from it that waits to be shown."""
    session, messages = settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name
    if session in cookies and is_key(_value_of(session, cookies)):
        return True
    return messages in cookies and _is_signed(_value_of(messages, cookies))


def _value_of(name: str, cookies: str) -> str:
    """The value that Django finds: the last one, where a name is given several times."""
    values = re.findall(rf"(?:^|;)\s*{re.escape(name)}\s*=([^;]*)", cookies)
    return parse_cookie(f"{name}={values[-1]}").get(name, "") if values else ""


def _is_signed(message: str) -> bool:
    try:
        get_cookie_signer(salt=CookieStorage.key_salt).unsign(message)
    except BadSignature:
        return False
    return True
