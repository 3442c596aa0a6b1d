"""The list of roles as a plain table, for downloads."""

from collections.abc import Iterator
from typing import Any

from roles.domain.choices import Status
from roles.domain.confidence import confidence_band
from roles.facets.listing import Listing
from roles.models import Role
from roles.models.addresses import address

HEADERS = (
    "Code",
    "Title",
    "Superfunction",
    "Function",
    "Focus",
    "Level",
    "Level name",
    "Track",
    "Grade",
    "Status",
    "Confidence",
    "Confidence band",
    "Scope",
    "Address",
)
_COLUMNS = (
    "pk",
    "code",
    "title",
    "superfunction__name",
    "function__name",
    "focus__name",
    "level__code",
    "level__name",
    "track__name",
    "grade",
    "status",
    "confidence",
    "scope",
)
_AT_ONCE = 1000


def table(roles: Listing, site: str) -> Iterator[list[str]]:
    """The rows of the table, headers first; ``site`` is the address before a path, such as ``https://example.org``.

    A query for each thousand roles, of which no more are in memory: as values, because making models of them takes
    three times as long as all the rest.
    """
    yield list(HEADERS)
    all_ids = roles.ids[:]  # at once, because an order is walked from its beginning for each slice
    for start in range(0, len(all_ids), _AT_ONCE):
        ids = all_ids[start : start + _AT_ONCE]
        rows = Role.objects.filter(pk__in=ids).order_by().values_list(*_COLUMNS, named=True)
        by_id = {row.pk: row for row in rows}
        yield from (_line(by_id[pk], site) for pk in ids if pk in by_id)


def _line(role: Any, site: str) -> list[str]:
    return [
        role.code,
        role.title,
        role.superfunction__name,
        role.function__name,
        role.focus__name,
        role.level__code,
        role.level__name,
        role.track__name,
        str(role.grade),
        Status(role.status).label,
        str(role.confidence),
        confidence_band(role.confidence).value,
        role.scope,
        f"{site}{address('roles:role', role.code)}",
    ]
