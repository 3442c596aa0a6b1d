"""A listing: roles in an order, of which a page at a time is read."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from roles.models import Role
from roles.queries.role_summaries import role_summaries


class Listing(Sequence[Role]):
    """So many roles; ``ids`` gives those from a place to another. A page costs one query, its length none."""

    def __init__(self, length: int, ids: Callable[[int, int], list[int]]) -> None:
        self._length = length
        self._ids = ids

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Role]:
        return iter(self[:])

    def __getitem__(self, wanted: Any) -> Any:
        """A role by its place, or the roles of a slice."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        start, stop, _ = wanted.indices(self._length)
        ids = self._ids(start, stop)
        roles = role_summaries(ids)
        return [roles[pk] for pk in ids if pk in roles]
