"""The roles that have a stem in one of their names, and those on a level: what title resolution weighs.

The sets are of ids. Titles share their commonest words, so that a process keeps the sets of one revision, up to a
limit of memory.
"""

from collections.abc import Callable, Iterable
from threading import Lock
from typing import Any

from django.db import connection
from django.db.models import Aggregate, JSONField

from roles.facets.role_set import RoleSet
from roles.models import Posting, Revision, Role
from roles.queries.compiled import CompiledQuery
from roles.title_parsing.tokens import SearchField

MOST_KEPT = 20_000_000
"""How many bytes of sets are kept; what is read for one more title comes on top."""

Sets = dict[str, RoleSet]
"""Sets of ids of roles by stem, or by the code of a level."""


class IdList(Aggregate):
    """The ids of a group as one list: a tenth of the time that as many rows take."""

    output_field = JSONField()
    function = "JSON_GROUP_ARRAY"

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """With PostgreSQL's name for the function."""
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def roles_with(stems: Iterable[str]) -> Sets:
    """The roles that have each stem in one of their names; one query."""
    asked = list(stems)
    rows = Posting.objects.filter(word__stem__in=asked, field__lte=SearchField.PENDING)
    found = rows.order_by().values("word__stem").annotate(ids=IdList("role"))
    return dict.fromkeys(asked, RoleSet()) | {
        stem: RoleSet(ids) for stem, ids in found.values_list("word__stem", "ids")
    }


def roles_on(levels: Iterable[str]) -> Sets:
    """The roles on each of the levels; one query."""
    asked = list(levels)
    rows = Role.objects.filter(level__code__in=asked).order_by().values("level__code")
    found = rows.annotate(ids=IdList("pk"))
    return dict.fromkeys(asked, RoleSet()) | {
        level: RoleSet(ids) for level, ids in found.values_list("level__code", "ids")
    }


class _Cache:
    """Sets of one revision; those of another revision are dropped."""

    def __init__(self) -> None:
        self.revision = ""
        self.sets: dict[tuple[str, str], RoleSet] = {}
        self.bytes = 0
        self.lock = Lock()

    def get(self, revision: str, kind: str, keys: list[str]) -> Sets:
        with self.lock:
            if revision != self.revision:
                return {}
            return {key: self.sets[kind, key] for key in keys if (kind, key) in self.sets}

    def put(self, revision: str, kind: str, found: Sets) -> None:
        with self.lock:
            if revision != self.revision or self.bytes > MOST_KEPT:
                self.sets, self.bytes, self.revision = {}, 0, revision
            self.sets |= {(kind, key): roles for key, roles in found.items()}
            self.bytes += sum(roles.nbytes for roles in found.values())


_cache = _Cache()

_VERSION = CompiledQuery(lambda pk: Revision.objects.filter(pk=pk).values_list("number", "changed_at"))


def cached(stems: Iterable[str], levels: Iterable[str]) -> tuple[Sets, Sets]:
    """The roles with each of the stems, and on each of the levels.

    Inside a transaction nothing is kept: what it reads may be rolled back.
    """
    if connection.in_atomic_block:
        return roles_with(stems), roles_on(levels)
    version = str(_VERSION.rows(1))
    return (
        _get_or_read(version, "stem", list(stems), roles_with),
        _get_or_read(version, "level", list(levels), roles_on),
    )


def _get_or_read(version: str, kind: str, keys: list[str], read: Callable[[Iterable[str]], Sets]) -> Sets:
    found = _cache.get(version, kind, keys)
    if missing := [key for key in keys if key not in found]:
        read_now = read(missing)
        _cache.put(version, kind, read_now)
        found |= read_now
    return found


def forget() -> None:
    """Drop what is kept: for tests, whose rolled-back writes use a revision again."""
    _cache.put("", "", {})
