"""The cube: which listed roles have which value of each facet, read once per revision and kept in memory.

A set of roles is one large integer with a bit for each role, in the order of the tree, so that filters are ``&``,
counts are a count of bits, and any page of any list is found without asking the database to count or to skip rows.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, compress, islice
from operator import add, and_, sub
from threading import Lock

from django.db import connection

from roles.facets.read import SPANNED, Facet, facets, placed_roles
from roles.facets.role_set import bits_of, members
from roles.models import Revision, Role

_BITS = bytes(byte.bit_count() for byte in range(256))
_TRUTH = bytes.maketrans(b"01", b"\0\1")
_FEW = 16  # of a set with less than one role in so many the members are looked at, of others all there is
_VERY_FEW = 32  # so many members are picked one by one
Span = tuple[int, int]
"""The place of the first role, and the place behind the last."""


@dataclass(frozen=True)
class FacetIndex:
    """The listed roles of one revision, each at its place in the order of the tree."""

    facets: Mapping[str, Facet]
    ids: Sequence[int]
    sets: Mapping[str, Mapping[str, int]]
    """The roles with each value of a facet."""
    spans: Mapping[str, Mapping[str, Span]]
    """Where the roles of each value of the tree stand."""
    _orders: dict[tuple[str, ...], tuple[Sequence[int], Sequence[int]]] = field(default_factory=dict)
    _counts: dict[str, Counter[str]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def whole(self) -> int:
        """All listed roles."""
        return (1 << len(self.ids)) - 1

    def having(self, facet: str, value: str) -> int:
        """The roles with a value of a facet; the focus ``GEN`` is the general one of every function."""
        if facet in SPANNED and value in self.spans[facet]:
            first, behind = self.spans[facet][value]
            return ((1 << (behind - first)) - 1) << first
        return self.sets.get(facet, {}).get(value, 0)

    def chosen(self, values: Mapping[str, str], among: int | None = None) -> int:
        """The roles that have all these values, of a set or of all."""
        found = self.whole if among is None else among
        for facet, value in values.items():
            found &= self.having(facet, value)
        return found

    def holding(self, ids: Iterable[int]) -> int:
        """The set of the listed roles among these ids."""
        return bits_of(self.places(ids))

    def places(self, ids: Iterable[int]) -> list[int]:
        """The places of the listed roles among these ids, in the order given."""
        place_of = self._by_id.get
        return [place for pk in ids if (place := place_of(pk)) is not None]

    @cached_property
    def _by_id(self) -> dict[int, int]:
        return {pk: place for place, pk in enumerate(self.ids)}

    def count(self, facet: str, bits: int, values: Iterable[str] | None = None) -> Counter[str]:
        """How many roles of a set each value of a facet has, or each of some values; nobody changes the counts."""
        if values is not None or bits != self.whole:
            return self._count(facet, bits, values)
        if facet not in self._counts:
            self._counts[facet] = self._count(facet, bits)
        return self._counts[facet]

    def _count(self, facet: str, bits: int, values: Iterable[str] | None = None) -> Counter[str]:
        sets, spans = self.sets.get(facet, {}), self.spans.get(facet, {})
        if values is not None:
            return Counter(
                {v: (self.having(facet, v) & bits).bit_count() for v in values if v in sets or v in spans}
            )
        found = {value: (one & bits).bit_count() for value, one in sets.items()}
        if spans:
            found |= zip(spans, self._tally(facet, bits), strict=True)
        return Counter(found)

    def _tally(self, facet: str, bits: int) -> Iterable[int]:
        """How many roles of a set each value of the tree has, in its order: the values stand one behind the other.

        The bytes of the set are counted once from its beginning, and so up to the byte in which a value ends.
        """
        whole, masks = self._ends[facet]
        raw = bits.to_bytes(len(self.ids) // 8 + 1, "little")
        before = list(accumulate(raw.translate(_BITS), initial=0))
        within = bytes(map(and_, map(raw.__getitem__, whole), masks)).translate(_BITS)
        upto = list(map(add, map(before.__getitem__, whole), within))
        return map(sub, upto, [0, *upto])

    @cached_property
    def _ends(self) -> dict[str, tuple[list[int], list[int]]]:
        """For each facet of the tree the bytes in which the values end, and the bits of it that are theirs."""
        ends = {facet: [behind for _, behind in spans.values()] for facet, spans in self.spans.items()}
        return {
            facet: ([behind >> 3 for behind in of], [(1 << (behind & 7)) - 1 for behind in of])
            for facet, of in ends.items()
        }

    def focuses(self, bits: int) -> list[str]:
        """The focuses that the roles of a set have, in the order of the tree."""
        return list(compress(self.spans["focus"], self._tally("focus", bits)))

    def page(self, bits: int, order: Sequence[str], start: int, stop: int) -> list[int]:
        """The ids of the roles of a set from ``start`` to ``stop``, in an order of columns; () is that of the tree."""
        return [self.ids[place] for place in self._page(bits, tuple(order), start, stop)]

    def _page(self, bits: int, order: tuple[str, ...], start: int, stop: int) -> Iterable[int]:
        if bits == self.whole:
            return (self._order(order)[0] if order else range(len(self.ids)))[start:stop]
        if not order:
            return islice(self._members(bits), start, stop)
        walk, rank = self._order(order)
        if bits.bit_count() * _FEW < len(self.ids):
            return sorted(self._members(bits), key=rank.__getitem__)[start:stop]
        flags = self._flags(bits)
        return islice((place for place in walk if flags[place]), start, stop)

    def _members(self, bits: int) -> Iterable[int]:
        """The places of the roles of a set, in the order of the tree."""
        if bits.bit_count() <= _VERY_FEW:
            return members(bits)
        return compress(range(len(self.ids)), self._flags(bits))

    def _order(self, order: tuple[str, ...]) -> tuple[Sequence[int], Sequence[int]]:
        """The places in an order, and the rank of each; asked of the database once a revision."""
        if order not in self._orders:
            ids = Role.objects.listed().order_by(*order).values_list("pk", flat=True)
            walk = array("L", self.places(ids.iterator(chunk_size=5000)))
            if len(walk) < len(self.ids):  # a role has left the lists since; the next revision will know
                walk.extend(sorted(set(range(len(self.ids))) - set(walk)))
            rank = array("L", walk)
            for i, place in enumerate(walk):
                rank[place] = i
            self._orders[order] = walk, rank
        return self._orders[order]

    def _flags(self, bits: int) -> bytes:
        """A set as one byte for each role, 1 or 0."""
        return f"{bits:0{len(self.ids)}b}"[::-1].encode().translate(_TRUTH)


def _sets(values: Sequence[str]) -> dict[str, int]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, value in enumerate(values):
        places[value].append(place)
    return {value: bits_of(found) for value, found in places.items()}


def _read() -> FacetIndex:
    """The cube of what the database holds now; eight queries."""
    roles = placed_roles()
    known = facets(set(roles.columns["scope"]))
    sets = {name: _sets(column) for name, column in roles.columns.items()}
    sets["focus"].pop("", None)
    return FacetIndex(known, array("q", roles.ids), sets, roles.spans)


_lock = Lock()
_kept: tuple[int, FacetIndex] | None = None


def current() -> FacetIndex:
    """The cube of the present revision: kept from the last time, or read by one thread while the others wait.

    Inside a transaction nothing is kept: what it reads may be rolled back.
    """
    global _kept
    if connection.in_atomic_block:
        return _read()
    revision = Revision.current().of_roles
    with _lock:
        if _kept is None or _kept[0] != revision:
            _kept = revision, _read()
        return _kept[1]


def forget() -> None:
    """Let the next page read the cube anew."""
    global _kept
    _kept = None
