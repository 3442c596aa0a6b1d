"""Hostile requests: every address of the URLconf, every field of a form and key of a query, with values meant to break.

``Requests(dice)`` makes them one after the other; the same dice throw the same requests.
"""

import inspect
import io
import random
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote_to_bytes

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

VALUES = [
    "",
    "%00",
    "a%00b",
    "%ED%A0%80",  # a lone surrogate
    "%FF%FE",
    "%C0%AF",  # an overlong slash
    "%",
    "%zz",
    "%u0041",
    quote("\u202eAIMLAM.GEN.P3"),
    quote("a\u200b\u00adb\ufeff"),
    quote("ﬃ" * 110),
    quote("İıſK" * 30),
    quote("🦄👩‍🔬" * 20),
    quote("\u0301" * 500),
    quote("Старший Ａnalyst"),
    quote("<script>alert(1)</script>"),
    quote("' OR 1=1 --"),
    quote("%_\\*?+^$|"),
    quote("[" * 2000),
    quote("{" * 2000),
    quote('{"a":' * 500),
    quote("(" * 300 + "a" + ")" * 300),
    quote('",\'"' * 500),
    "9" * 5000,
    "-1",
    "0",
    "010",
    "1_000",
    "1e999",
    "-1e-999",
    "Infinity",
    "NaN",
    "true",
    "null",
    "x" * 8000,
    "AIMLAM.GEN.P3",
    "AIMLAM.GEN.P3%0D%0AX-Header:%201",
    "%D9%A3",
    quote("\t\v\f \u00a0\u2028"),
    "..%2F..%2Fetc%2Fpasswd",
    "Data+Analyst",
    "P3",
    "csv",
    "keep",
]
"""Percent-encoded values; a few that are right lead further in."""

CHARSETS = [
    "utf-7",
    "utf-16",
    "hex",
    "rot13",
    "idna",
    "punycode",
    "undefined",
    "zlib",
    "none",
    '"',
    "%00",
    "utf-8",
    "",
]
HEADERS = {
    "HTTP_COOKIE": [
        "sessionid=junk",
        "sessionid=" + "x" * 4000,
        "csrftoken=\xff; sessionid=",
        "=;=;;",
        "messages=[[1",
    ],
    "HTTP_IF_NONE_MATCH": ['"x"', 'W/"', "*", "\xff" * 100, '"' * 3000],
    "HTTP_IF_MODIFIED_SINCE": ["yesterday", "Thu, 99 Jan 99999 99:99:99 GMT", "9" * 400],
    "HTTP_ACCEPT_ENCODING": ["br;q=x", "gzip;q=1e999", "*;q=-1", "," * 2000],
    "HTTP_ACCEPT": ["application/json;q=\x01", "*/*", "," * 2000],
    "HTTP_RANGE": ["bytes=9-1", "bytes=" + "0-1," * 500],
    "HTTP_HOST": ["localhost:99999", "[", "localhost:" + "0" * 500, "a b", "\xe4.example"],
    "HTTP_X_FORWARDED_FOR": ["::1%eth0", "1.2.3.4.5", "," * 500, "\xff"],
    "HTTP_REFERER": ["//", "http://[", "\xff" * 100],
    "HTTP_ORIGIN": ["null", "http://["],
    "CONTENT_LENGTH": ["0", "1", "999999999999"],  # what is no number is refused by every server
}
_FILE_NAMES = ("a.csv", "a.txt", "a.tsv", "a.xlsx", "a.xlsm", "\u202excsv.a", "", "a" * 400)
_READ = re.compile(r'\.get(?:list)?\("([a-z_]+)"|"([a-z_]+)" in request\.')
_TOKEN = "a" * 32
_RIGHT = {"HTTP_COOKIE": f"csrftoken={_TOKEN}", "HTTP_X_CSRFTOKEN": _TOKEN}
"""Without these no form is read."""
FORMS = ["/resolve/list/"] * 20 + ["/titles/suggest/", "/resolve/receipts/{}/delete/"] * 5
METHODS = ["GET"] * 12 + ["POST"] * 6 + ["HEAD", "OPTIONS", "PUT", "TRACE", "DELETE"]


@dataclass(frozen=True)
class Request:
    """One request: its address is percent-encoded, with the query."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = ""
    headers: dict[str, str] = field(default_factory=dict)


def answered(application: Application, request: Request) -> tuple[int, bytes]:
    """The status and body of a WSGI application's answer, read to its end."""
    path, _, query = request.address.partition("?")
    told: list[str] = []
    environ = {
        "REQUEST_METHOD": request.method,
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "CONTENT_TYPE": request.content_type,
        "CONTENT_LENGTH": str(len(request.body)),
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "localhost",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.version": (1, 0),
        "wsgi.input": io.BytesIO(request.body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": False,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
        **request.headers,
    }
    parts = application(environ, lambda status, headers, *rest: told.append(status))
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", lambda: None)()
    return int(told[-1].split()[0]), body


@cache
def paths() -> list[str]:
    """The addresses of the public site, with ``{}`` for each part that varies."""
    from django.urls import get_resolver

    def collect(patterns: list[object], before: str) -> Iterator[str]:
        for pattern in patterns:
            path = before + re.sub(r"<[^>]+>", "{}", str(pattern.pattern))  # type: ignore[attr-defined]
            if not path.startswith("admin"):
                inner = getattr(pattern, "url_patterns", None)
                yield from collect(inner, path) if inner is not None else [path]

    found = [f"/{path}" for path in collect(get_resolver().url_patterns, "")]
    return [*found, "/{}", "/{}/"]


@cache
def keys() -> list[str]:
    """The fields of every form and filter of the public pages, and the keys that their views read themselves."""
    from django.forms import BaseForm

    from roles import forms, views
    from roles.browse.filters import RoleFilter
    from roles.facets.declared import FACETS
    from roles.resolve import list_form

    found = {*RoleFilter.base_filters, *(facet.name for facet in FACETS)}
    for module in (forms, list_form):
        for _, form in inspect.getmembers(module, inspect.isclass):
            if issubclass(form, BaseForm):
                found |= set(getattr(form, "base_fields", {}))
    for path in Path(str(views.__path__[0])).glob("*.py"):
        text = path.read_text(encoding="utf-8")
        found |= {name for names in _READ.findall(text) for name in names if name}
    return sorted(found | {"colour", "utm_source", "next"})


@dataclass
class Requests:
    """Makes hostile requests by throwing dice."""

    dice: random.Random

    def next(self) -> Request:
        """Another request."""
        method = self.dice.choice(METHODS)
        pattern = self.dice.choice(paths() if method == "GET" else FORMS + paths())
        path = re.sub(r"\{\}", lambda _: self._part(), pattern)
        query = "&".join(self._pair() for _ in range(self.dice.choice((0, 1, 1, 2, 3, 40))))
        body, content_type = self._body() if method in ("POST", "PUT") else (b"", "")
        names = self.dice.sample(sorted(HEADERS), self.dice.choice((0, 0, 1, 2)))
        headers = self._right() | {name: self.dice.choice(HEADERS[name]) for name in names}
        return Request(method, f"{path}?{query}" if query else path, body, content_type, headers)

    def _right(self) -> dict[str, str]:
        """The headers of another visitor each time: one visitor's forms are soon too many."""
        return _RIGHT | {"REMOTE_ADDR": ".".join(map(str, self.dice.randbytes(4)))}

    def _value(self) -> str:
        return self.dice.choice(VALUES)

    def _part(self) -> str:
        right = ("AIMLAM.GEN.P3", "AIMLAM", "GEN", "P3", "P4", "skill", "mentoring", "a" * 32)
        part = self.dice.choice(right) if self.dice.random() < 0.6 else self._value()
        return part.replace("?", "%3F")

    def _pair(self) -> str:
        key = self.dice.choice(keys()) if self.dice.random() < 0.95 else self._value()
        return f"{key}={self._value()}"

    def _body(self) -> tuple[bytes, str]:
        kind = self.dice.random()
        if kind < 0.45:
            charset = f"; charset={self.dice.choice(CHARSETS)}" if self.dice.random() < 0.5 else ""
            pairs = "&".join(self._pair() for _ in range(self.dice.choice((1, 2, 4, 8))))
            return pairs.encode(), f"application/x-www-form-urlencoded{charset}"
        if kind < 0.9:
            return self._multipart()
        return self._bytes(), self.dice.choice(
            ("application/json", "text/plain; charset=hex", "multipart/form-data", "\xff")
        )

    def form(self, address: str, values: dict[str, str], content_type: str) -> Request:
        """A form with percent-encoded values, as the content type wants it."""
        if content_type.startswith("multipart"):
            parts = [_part(name.encode(), unquote_to_bytes(value)) for name, value in values.items()]
            body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        else:
            body = "&".join(f"{name}={value}" for name, value in values.items()).encode()
        return Request("POST", address, body, content_type, self._right())

    def _multipart(self) -> tuple[bytes, str]:
        parts = []
        for _ in range(self.dice.choice((0, 1, 2, 5))):
            parts.append(_part(self.dice.choice(keys()).encode(), unquote_to_bytes(self._value())))
        name = self.dice.choice(_FILE_NAMES).encode()
        parts.append(_part(b"file", self._file(name), name))
        body = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts)
        charset = f"; charset={self.dice.choice(CHARSETS)}" if self.dice.random() < 0.2 else ""
        return body + self.dice.choice((b"--edge--\r\n", b"")), f"multipart/form-data; boundary=edge{charset}"

    def _file(self, name: bytes) -> bytes:
        if self.dice.random() < 0.2:
            return self._bytes()
        content = bytearray(
            workbook() if name.endswith((b"xlsx", b"xlsm")) else b"Title,Team\nData Analyst,A\n" * 20
        )
        for _ in range(self.dice.choice((0, 1, 3, 20))):
            at = self.dice.randrange(len(content))
            content[at : at + self.dice.randrange(4)] = self._bytes()[: self.dice.randrange(6)]
        return bytes(content)

    def _bytes(self) -> bytes:
        return self.dice.choice(
            (b"", b"\x00" * 50, b'",\'"' * 200, b"[" * 2000, b"\xff\xfe\x00\xd8", self.dice.randbytes(60))
        )


def _part(name: bytes, value: bytes, file_name: bytes | None = None) -> bytes:
    """A part of a multipart form."""
    more = b"" if file_name is None else b'; filename="' + file_name + b'"'
    return b'Content-Disposition: form-data; name="' + name + b'"' + more + b"\r\n\r\n" + value


@cache
def workbook() -> bytes:
    """A small right workbook."""
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["Title"], ["Data Analyst"], ["Nurse"]):
        book.active.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
