"""Calls a WSGI application as a server would."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit


@dataclass
class Told:
    """The response."""

    status: str
    headers: dict[str, str]
    body: bytes


def ask(
    application: Callable[..., Iterable[bytes]], address: str, method: str = "GET", **headers: str
) -> Told:
    """Request an address; headers as keyword arguments, such as ``accept_encoding="br"``."""
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": parts.path,
        "QUERY_STRING": parts.query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_LENGTH": "0",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": BytesIO(),
        "HTTP_HOST": "127.0.0.1:8000",
    }
    environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
    environ["CONTENT_TYPE"] = environ.pop("HTTP_CONTENT_TYPE", "")
    told: list[tuple[str, list[tuple[str, str]]]] = []
    body = application(environ, lambda status, headers, exc_info=None: told.append((status, headers)))
    content = b"".join(body)
    if hasattr(body, "close"):
        body.close()
    status, given = told[-1]
    return Told(status, {name.lower(): value for name, value in given}, content)
