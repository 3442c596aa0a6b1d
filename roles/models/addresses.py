"""Addresses of pages, remembered: a page names a hundred others, and wording each anew took a sixth of its time."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=10_000)
def address(name: str, *codes: str) -> str:
    """The address of the view of a name, ``address("roles:role", "AIMLAM.GEN.P3")``; raises NoReverseMatch."""
    return reverse(name, args=codes)
