"""The headers of security that every answer has: pages, static files and refusals alike."""

from functools import lru_cache
from wsgiref.headers import Headers

from django.conf import settings


@lru_cache(maxsize=1)
def security_headers() -> dict[str, str]:
    """The headers by name. SECURE_CSP has Django 6's name and form: leave that header to Django there."""
    policy = "; ".join(" ".join([name, *values]) for name, values in settings.SECURE_CSP.items())
    return {
        "Content-Security-Policy": policy,
        "X-Frame-Options": settings.X_FRAME_OPTIONS,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": settings.PERMISSIONS_POLICY,
    }


def add_to_static(headers: Headers, path: str, url: str) -> None:
    """WhiteNoise's hook: put the headers on a static file."""
    for name, value in security_headers().items():
        headers[name] = value
