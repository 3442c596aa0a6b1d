"""The list of roles as a plain table, for downloads."""

from collections.abc import Iterator

from django.db.models import QuerySet

from roles.domain.choices import Status
from roles.models import Role

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


def table(roles: QuerySet[Role], site: str) -> Iterator[list[str]]:
    """The rows of the table, headers first; ``site`` is what stands before a path, such as ``https://example.org``."""
    yield list(HEADERS)
    for role in roles.iterator(chunk_size=1000):
        yield [
            role.code,
            role.title,
            role.superfunction.name,
            role.function.name,
            role.focus.name,
            role.level.code,
            role.level.name,
            role.level.track.name,
            str(role.grade),
            Status(role.status).label,
            str(role.confidence),
            role.confidence_band.value,
            role.scope,
            f"{site}{role.get_absolute_url()}",
        ]
