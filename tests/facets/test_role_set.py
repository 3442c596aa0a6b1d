"""A set as an integer holds what was put in, and nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from roles.facets.role_set import bits_of, members

NUMBERS = st.sets(st.integers(0, 5000))


@given(NUMBERS)
def test_a_set_gives_back_its_numbers_in_order(numbers: set[int]) -> None:
    assert list(members(bits_of(numbers))) == sorted(numbers)


@given(NUMBERS, NUMBERS)
def test_sets_are_joined_and_cut_bit_by_bit(some: set[int], others: set[int]) -> None:
    assert bits_of(some) & bits_of(others) == bits_of(some & others)
    assert bits_of(some) | bits_of(others) == bits_of(some | others)
    assert bits_of(some).bit_count() == len(some)
