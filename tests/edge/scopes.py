"""Asking the front, as granian would: a scope, a protocol with a body that may never come, and an event loop."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.edge.asking import Told


class Headers:
    """Headers by name, some of them several times."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self.pairs = list(pairs)

    def get(self, name: str) -> str | None:
        return next(iter(self.get_all(name)), None)

    def get_all(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key == name]

    def items(self) -> list[tuple[str, str]]:
        return self.pairs

    def __contains__(self, name: str) -> bool:
        return self.get(name) is not None


@dataclass
class Scope:
    """A request's head."""

    method: str
    path: str
    query_string: str
    headers: Headers
    scheme: str = "http"
    http_version: str = "1.1"
    server: str = "127.0.0.1:8000"
    client: str = "192.0.2.1:50000"
    authority: str | None = None


@dataclass
class Protocol:
    """A request's body, piece by piece, and the place for its answer.

    ``None`` among the pieces: nothing more comes until the client goes.
    """

    pieces: list[bytes | None] = field(default_factory=list)
    pause: float = 0.0
    told: Told | None = None
    read: int = 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self.pieces:
            self.read += 1
            await asyncio.sleep(self.pause if piece is not None else 3600)
            yield piece or b""

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        assert self.told is None, "answered twice"
        self.told = Told(str(status), {name.lower(): value for name, value in headers}, body)


def scope(address: str, method: str = "GET", *more: tuple[str, str], **headers: str) -> Scope:
    """The head of a request; header names as keywords, ``more`` as they are."""
    parts = urlsplit(address)
    given = {"host": "127.0.0.1:8000"} | {name.replace("_", "-"): value for name, value in headers.items()}
    return Scope(method, unquote(parts.path), parts.query, Headers([*given.items(), *more]))


async def ask(front: Any, head: Scope, protocol: Protocol | None = None) -> Told:
    """What the front answers."""
    protocol = protocol or Protocol()
    await front.__rsgi__(head, protocol)
    assert protocol.told is not None
    return protocol.told
