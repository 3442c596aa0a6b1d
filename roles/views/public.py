"""Which pages are the same for everyone, so that one body may answer many requests."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase

AnyView = Callable[..., HttpResponseBase]


def public(*keys: str) -> Callable[[AnyView], AnyView]:
    """Declare that a view's page depends on its address and the catalogue alone: no cookie, no form, no visitor.

    ``keys`` are the keys of the query under which the page may be kept; an address with any other key is answered
    again each time, so that no text that a visitor typed is ever kept. ``taxonomy_site.edge`` reads the declaration.
    """

    def declare(view: AnyView) -> AnyView:
        declared: Any = view
        declared.public_keys = frozenset(keys)
        return view

    return declare
