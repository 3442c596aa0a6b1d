"""A finished page: its body in each encoding that was asked for, with the headers of each."""

import gzip
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import brotli

from taxonomy_site.plain import Answer, Headers

CACHE_CONTROL = "public, max-age=0, s-maxage=1, stale-while-revalidate=2"
"""A browser asks each time; a proxy or CDN answers by itself for a second, and for two more while it asks."""

_BROTLI_QUALITY = (
    5  # 30 KB in under a millisecond; the best quality takes fifty times as long for a tenth fewer bytes
)
_GZIP_LEVEL = 6
_LONGEST_HEADER = 200  # characters of Accept-Encoding that are looked at; no browser sends half as many
_PER_PAGE, _PER_HEADER = 1024, 160  # bytes that Python's objects take beside what is in them
_HEADER_LISTS = 4  # the application's, and one for each encoding
_REPLACED = {"etag", "vary", "cache-control", "content-length", "content-encoding", "last-modified"}


@dataclass(frozen=True)
class Variant:
    """The body in one encoding with its headers, and the headers of a 304."""

    etag: str
    headers: Headers
    unchanged: Headers
    body: bytes


@dataclass
class Page:
    """The answer of one address at one version of the catalogue and the program.

    ``version`` is part of the ETag; ``headers`` are those of the application, security headers included. An encoding is
    made when it is first asked for, and kept. Only an answer 200 is kept.
    """

    version: str
    headers: Headers
    body: bytes
    status: str = "200 OK"
    _variants: dict[str, Variant] = field(default_factory=dict)

    @property
    def is_kept(self) -> bool:
        """Whether the answer may be kept while its version is current."""
        return self.status.startswith("200 ")

    def has(self, encoding: str) -> bool:
        """Whether the body has been made in the encoding."""
        return encoding in self._variants

    def variant(self, encoding: str) -> Variant:
        """The body in an encoding: ``br``, ``gzip`` or ``identity``."""
        return self._variants.get(encoding) or self._variants.setdefault(encoding, self._made(encoding))

    @property
    def size(self) -> int:
        """Bytes in memory: every body, and the headers as often as there may be variants."""
        headers = sum(len(name) + len(value) + _PER_HEADER for name, value in self.headers)
        bodies = sum(len(v.body) for v in self._variants.values() if v.body is not self.body)
        return len(self.body) + bodies + headers * _HEADER_LISTS + _PER_PAGE

    def answer(self, encoding: str, tags: str, *, is_head: bool) -> Answer:
        """What to send to a request that accepts the encoding and has the pages of an ``If-None-Match``."""
        variant = self.variant(encoding)
        if tags and is_known(variant.etag, tags):
            return Answer("304 Not Modified", variant.unchanged, b"")
        return Answer(self.status, variant.headers, b"" if is_head else variant.body)

    def _made(self, encoding: str) -> Variant:
        body = encoded(self.body, encoding)
        etag = f'"{self.version}-{encoding}"' if self.is_kept else ""
        vary = ("Vary", "Accept-Encoding, Cookie")
        unchanged = [("ETag", etag), ("Cache-Control", CACHE_CONTROL), vary]
        caching = unchanged if self.is_kept else [("Cache-Control", "no-cache"), vary]
        own = [(name, value) for name, value in self.headers if name.lower() not in _REPLACED]
        coding = [("Content-Encoding", encoding)] if encoding != "identity" else []
        headers = [*own, *caching, *coding, ("Content-Length", str(len(body)))]
        return Variant(etag, headers, unchanged, body)


def encoded(body: bytes, encoding: str) -> bytes:
    """The body in an encoding: ``br``, ``gzip`` or ``identity``."""
    match encoding:
        case "br":
            return brotli.compress(body, quality=_BROTLI_QUALITY)
        case "gzip":
            return gzip.compress(body, _GZIP_LEVEL, mtime=0)
        case _:
            return body


def accepted_encoding(header: str) -> str:
    """The encoding to answer an ``Accept-Encoding`` with: ``br``, ``gzip`` or ``identity`` (RFC 9110, 12.5.3)."""
    return _accepted_encoding(header[:_LONGEST_HEADER])


@lru_cache(maxsize=512)
def _accepted_encoding(header: str) -> str:
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *parameters = part.split(";")
        weights[name.strip()] = _weight(parameters)
    default = weights.get("*", 0.0)
    best = max(("br", "gzip"), key=lambda name: weights.get(name, default))
    return best if weights.get(best, default) > 0 else "identity"


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return float(value)
            except ValueError:
                return 0.0
    return 1.0


def is_known(etag: str, if_none_match: str) -> bool:
    """Whether an ``If-None-Match`` names the ETag; compared weakly, as a proxy may have weakened it."""
    return bool(etag) and any(
        tag.strip().removeprefix("W/") in (etag, "*") for tag in if_none_match.split(",")
    )


def digest(*parts: str) -> str:
    """A short hash of some texts, the same in every process."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
