"""Pages that need nothing: no query, no session, no request, and no static files either when it comes to that."""

import logging
from collections.abc import Mapping
from html import escape
from typing import Any, NamedTuple

from django.template.loader import render_to_string

from taxonomy_site.headers import security_headers

logger = logging.getLogger(__name__)

Headers = list[tuple[str, str]]

_LAST_RESORT = """<!DOCTYPE html>
<html lang="en-GB">
<head><meta charset="utf-8"><title>{title} – Role catalogue</title></head>
<body><main id="main"><h1>{title}</h1>
<p>Please try again in a minute, or <a href="/">start from the home page</a>.</p></main></body>
</html>
"""


class Answer(NamedTuple):
    """A finished answer, as a server sends it."""

    status: str
    headers: Headers
    body: bytes


def plain_page(template: str, title: str, context: Mapping[str, Any] | None = None) -> str:
    """The page of a template below ``plain.html``; with its title alone when even the template fails."""
    try:
        return render_to_string(template, dict(context or {}))
    except Exception:  # whatever it was: this page tells of a fault and may not be one
        logger.exception("The page %s could not be made", template)
        return _LAST_RESORT.format(title=escape(title))


def refusal(status: str, text: str, *, kind: str = "text/plain", **headers: str) -> Answer:
    """An answer that is given before Django is asked, with the headers of security that Django would send."""
    body = text.encode()
    named = [(name.replace("_", "-"), value) for name, value in headers.items()]
    told = [("Content-Type", f"{kind}; charset=utf-8"), ("Cache-Control", "no-store"), *named]
    return Answer(status, [*told, *security_headers().items(), ("Content-Length", str(len(body)))], body)
