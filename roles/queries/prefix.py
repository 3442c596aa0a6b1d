"""Prefix ranges: "begins with" as a range of an index, because SQLite uses none for Django's ``startswith``."""

from django.db.models import Q

_SURROGATES = range(0xD800, 0xE000)
_LAST = 0x10FFFF


def prefix_range(field: str, text: str) -> Q:
    """The condition that a field begins with ``text``, which is not empty; the column is compared by character."""
    following = ord(text[-1]) + 1
    if following > _LAST:
        return Q(**{f"{field}__gte": text, f"{field}__startswith": text})
    # No text contains a surrogate, and no driver sends one.
    end = text[:-1] + chr(_SURROGATES.stop if following in _SURROGATES else following)
    return Q(**{f"{field}__gte": text, f"{field}__lt": end})
