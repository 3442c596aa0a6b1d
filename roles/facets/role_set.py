"""Sets of small whole numbers as one integer, a bit for each: thousands are compared in a microsecond."""

from collections.abc import Iterable, Iterator


def bits_of(numbers: Iterable[int]) -> int:
    """The set of these numbers, none of them negative."""
    wanted = list(numbers)
    found = bytearray(max(wanted, default=0) // 8 + 1)
    for number in wanted:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def members(bits: int) -> Iterator[int]:
    """The numbers in the set, the lowest first; for sets of few, as each costs a look at the whole integer."""
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest
