"""Sequences that are read a part at a time: as long as the catalogue, and never in memory as a whole."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from roles.models import Role
from roles.queries.role_summaries import role_summaries

Item = TypeVar("Item")
_AT_ONCE = 1000  # a query has a parameter for each role, and no database takes any number of them


class LazySequence(Sequence[Item]):
    """A sequence of known length, of which a slice is read when it is asked for."""

    @abstractmethod
    def part(self, start: int, stop: int) -> list[Item]:
        """The items from ``start`` up to ``stop``, both within the length."""

    def __getitem__(self, wanted: Any) -> Any:
        """The items of a slice as a list, or one item."""
        if isinstance(wanted, slice):
            start, stop, _ = wanted.indices(len(self))
            return self.part(start, max(start, stop))
        at = range(len(self))[wanted]
        return self.part(at, at + 1)[0]

    def __iter__(self) -> Iterator[Item]:
        for start in range(0, len(self), _AT_ONCE):
            yield from self[start : start + _AT_ONCE]


class Listing(LazySequence[Role]):
    """The roles of some ids, in their order, as a line of a list shows them. A page costs one query, the length none.

    A role that has been deleted since the ids were read is left out.
    """

    def __init__(self, ids: Sequence[int]) -> None:
        self.ids = ids

    def __len__(self) -> int:
        return len(self.ids)

    def part(self, start: int, stop: int) -> list[Role]:
        """The roles at these places; one query."""
        ids = self.ids[start:stop]
        roles = role_summaries(ids)
        return [roles[pk] for pk in ids if pk in roles]
