"""The facet index: which listed roles have which value of each facet, and any list of them in any order.

It answers filters, counts and pages from memory. In the database each of these is a scan: a count for every value of
eight facets, and for a late page all roles before it.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice
from threading import Lock

from django.db import connection

from roles.facets.declared import FACETS
from roles.facets.indexed import IndexedFacet
from roles.facets.listing import LazySequence, Listing
from roles.facets.read import read_index
from roles.facets.role_set import RoleSet
from roles.models import Revision, Role

TREE_ORDER: tuple[str, ...] = ()
"""The order of the index itself: field, function, focus, then up the ladder."""

_SMALL = 16  # a set with less than one role in so many is sorted; for a larger one the whole order is walked


class FacetIndex:
    """The listed roles of one revision by facet. In its sets a role is its place in the order of the tree."""

    def __init__(self, ids: Sequence[int], facets: Mapping[str, IndexedFacet]) -> None:
        self.ids = ids
        """The ids of the roles in the order of the tree."""
        self.facets = facets
        self._counts: dict[str, Counter[str]] = {}
        self._orders: dict[tuple[str, ...], tuple[Sequence[int], Sequence[int]]] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def all(self) -> RoleSet:
        """All listed roles."""
        return RoleSet.between(0, len(self.ids))

    def with_value(self, facet: str, value: str) -> RoleSet:
        """The roles with a value of a facet; the focus ``GEN`` is the general one of every function."""
        return self.facets[facet].roles(value)

    def matching(self, values: Mapping[str, str], among: RoleSet | None = None) -> RoleSet:
        """The roles that have all these values by facet, of a set or of all."""
        found = self.all if among is None else among
        for facet, value in values.items():
            found &= self.facets[facet].roles(value)
        return found

    def with_ids(self, ids: Iterable[int]) -> RoleSet:
        """The listed roles among these ids."""
        return RoleSet(self._places(ids))

    def _places(self, ids: Iterable[int]) -> list[int]:
        place_of = self._place_by_id.get
        return [place for pk in ids if (place := place_of(pk)) is not None]

    @cached_property
    def _place_by_id(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.ids)}

    def count(
        self, facet: str, roles: RoleSet | None = None, values: Iterable[str] | None = None
    ) -> Counter[str]:
        """How many roles of a set, or of all, have each value of a facet, or each of some values.

        The counts of all roles are kept, so that no caller may change them.
        """
        if values is not None or not (roles is None or roles == self.all):
            return self.facets[facet].count(self.all if roles is None else roles, values)
        if facet not in self._counts:
            self._counts[facet] = self.facets[facet].count(self.all)
        return self._counts[facet]

    def focuses(self, roles: RoleSet) -> list[str]:
        """The focuses that the roles of a set have, as ``AIMLAM.NLP``, in the order of the tree."""
        return self.facets["focus"].in_tree(roles)

    def listing(self, *sets: RoleSet, order: Sequence[str] = TREE_ORDER) -> Listing:
        """The roles of a set, or of several one after the other, each in an order of columns of Role."""
        return Listing(_OrderedIds(self, sets, order))

    def page(self, roles: RoleSet, order: Sequence[str], start: int, stop: int) -> list[int]:
        """The ids of the roles of a set from ``start`` up to ``stop``, in an order of columns of Role."""
        return [self.ids[place] for place in self._page(roles, tuple(order), start, stop)]

    def _page(self, roles: RoleSet, order: tuple[str, ...], start: int, stop: int) -> Iterable[int]:
        if roles == self.all:
            return (self._order(order)[0] if order else range(len(self.ids)))[start:stop]
        if not order:
            return islice(roles, start, stop)
        walk, ranks = self._order(order)
        if len(roles) * _SMALL < len(self.ids):
            return sorted(roles, key=ranks.__getitem__)[start:stop]
        is_member = roles.flags(len(self.ids))
        return islice((place for place in walk if is_member[place]), start, stop)

    def _order(self, order: tuple[str, ...]) -> tuple[Sequence[int], Sequence[int]]:
        """The places in an order, and the rank of each place in it.

        The database sorts, once a revision, because SQLite and PostgreSQL each compare texts in their own way.
        """
        if order not in self._orders:
            ids = Role.objects.listed().order_by(*order).values_list("pk", flat=True)
            walk = array("L", self._places(ids.iterator(chunk_size=5000)))
            if len(walk) < len(self.ids):  # a role has left the lists since; the next revision will know
                walk.extend(sorted(set(range(len(self.ids))) - set(walk)))
            ranks = array("L", walk)
            for rank, place in enumerate(walk):
                ranks[place] = rank
            self._orders[order] = walk, ranks
        return self._orders[order]


class _OrderedIds(LazySequence[int]):
    """The ids of sets of roles, one set after the other, each in an order of columns."""

    def __init__(self, index: FacetIndex, sets: Sequence[RoleSet], order: Sequence[str]) -> None:
        self._index, self._sets, self._order = index, sets, order
        self._sizes = [len(roles) for roles in sets]
        self._length = sum(self._sizes)

    def __len__(self) -> int:
        return self._length

    def part(self, start: int, stop: int) -> list[int]:
        """The ids at these places; no query once the order is known."""
        ids: list[int] = []
        for roles, size in zip(self._sets, self._sizes, strict=True):
            if start < size and stop > 0:
                ids += self._index.page(roles, self._order, max(start, 0), stop)
            start, stop = start - size, stop - size
        return ids


def _read() -> FacetIndex:
    """The index of what the database has now; eight queries."""
    return FacetIndex(*read_index(FACETS))


_lock = Lock()
_current: tuple[int, FacetIndex] | None = None


def current() -> FacetIndex:
    """The index of the present revision; one query unless it has to be read.

    One index per revision: an index never changes, so that a page uses the same one from beginning to end, and a
    write only has to raise the revision. The latest alone is kept, because each takes megabytes in every process.

    One lock: after a write the first thread reads while the others wait. Without it every thread would scan the
    roles at the same time, and all but one for nothing.

    Inside a transaction nothing is kept: what it reads may be rolled back.
    """
    global _current
    if connection.in_atomic_block:
        return _read()
    revision = Revision.current().of_roles
    with _lock:
        if _current is None or _current[0] != revision:
            _current = revision, _read()
        return _current[1]


def forget() -> None:
    """Drop the index that is kept: for tests, whose rolled-back writes use a revision's number again."""
    global _current
    _current = None
