"""A set of roles, and counting its members by ranges; no other module works with the integers.

A set is one integer with a bit for each role's number, because filtering and counting are then single operations in C:
among a hundred thousand roles ``&`` reads 12 KB and takes microseconds, where Python's ``set`` hashes every member.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, compress, count
from operator import add, and_, sub

_BITS_IN_BYTE = bytes(byte.bit_count() for byte in range(256))
_DIGIT_TO_FLAG = bytes.maketrans(b"01", b"\0\1")
_FEW = 32  # up to so many members are picked one by one; each costs a look at the whole integer


class RoleSet:
    """A set of roles by small whole numbers, never negative: places in the facet index, or ids."""

    __slots__ = ("_bits",)
    _bits: int

    def __init__(self, numbers: Iterable[int] = ()) -> None:
        members = list(numbers)
        raw = bytearray(max(members, default=0) // 8 + 1)
        for number in members:
            raw[number >> 3] |= 1 << (number & 7)
        self._bits = int.from_bytes(raw, "little")

    @staticmethod
    def between(start: int, stop: int) -> "RoleSet":
        """The numbers from ``start`` up to, but without, ``stop``."""
        return _of_bits(((1 << (stop - start)) - 1) << start)

    @staticmethod
    def union(sets: Iterable["RoleSet"]) -> "RoleSet":
        """The members of any of the sets."""
        bits = 0
        for one in sets:
            bits |= one._bits
        return _of_bits(bits)

    def __and__(self, other: "RoleSet") -> "RoleSet":
        return _of_bits(self._bits & other._bits)

    def __or__(self, other: "RoleSet") -> "RoleSet":
        return _of_bits(self._bits | other._bits)

    def __sub__(self, other: "RoleSet") -> "RoleSet":
        return _of_bits(self._bits ^ (self._bits & other._bits))

    def __len__(self) -> int:
        return self._bits.bit_count()

    def __bool__(self) -> bool:
        return self._bits != 0

    def __contains__(self, number: int) -> bool:
        return number >= 0 and bool(self._bits >> number & 1)

    def __eq__(self, other: object) -> bool:
        return self._bits == other._bits if isinstance(other, RoleSet) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._bits)

    def __iter__(self) -> Iterator[int]:
        """The members, the lowest first."""
        if len(self) <= _FEW:
            return self.lowest()
        return compress(count(), self.flags())

    def __repr__(self) -> str:
        return f"RoleSet({list(self)})"

    def lowest(self) -> Iterator[int]:
        """The members, the lowest first, found one by one: quick for the first few of a large set."""
        bits = self._bits
        while bits:
            lowest = bits & -bits
            yield lowest.bit_length() - 1
            bits ^= lowest

    def flags(self, size: int = 0) -> bytes:
        """A byte for each number from 0 on, 1 for a member and 0 for others, at least ``size`` of them."""
        return f"{self._bits:0{size}b}"[::-1].encode().translate(_DIGIT_TO_FLAG)

    def overlap(self, other: "RoleSet") -> int:
        """How many members the sets share: ``len(self & other)`` without making that set."""
        return (self._bits & other._bits).bit_count()

    @property
    def nbytes(self) -> int:
        """About how much memory the set takes."""
        return self._bits.bit_length() // 8


def _of_bits(bits: int) -> RoleSet:
    made = RoleSet.__new__(RoleSet)
    made._bits = bits
    return made


class Ranges:
    """Ranges of numbers that follow each other from 0 on, given by where each one stops.

    The members of a set are counted for all ranges together: the bytes are counted once from the beginning up to each
    stop, and neighbouring sums are subtracted. A set and an ``overlap`` for each of thousands of ranges would read the
    whole integer thousands of times, and keep it as often in memory.
    """

    def __init__(self, stops: Sequence[int]) -> None:
        self._bytes = [stop >> 3 for stop in stops]
        self._masks = [(1 << (stop & 7)) - 1 for stop in stops]  # the bits of that byte before the stop
        self._size = stops[-1] // 8 + 1 if stops else 1

    def counts(self, roles: RoleSet) -> Iterator[int]:
        """How many members of a set are in each range; none may lie behind the last."""
        raw = roles._bits.to_bytes(self._size, "little")
        before = list(accumulate(raw.translate(_BITS_IN_BYTE), initial=0))
        within = bytes(map(and_, map(raw.__getitem__, self._bytes), self._masks)).translate(_BITS_IN_BYTE)
        up_to = list(map(add, map(before.__getitem__, self._bytes), within))
        return map(sub, up_to, [0, *up_to])
