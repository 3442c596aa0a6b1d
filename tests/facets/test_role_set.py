"""A role set has what was put in and nothing else, and agrees with Python's sets however large it is."""

from itertools import islice

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roles.facets.role_set import Ranges, RoleSet

NUMBERS = st.sets(st.integers(0, 5000))
STOPS = st.lists(st.integers(0, 5000), unique=True).map(sorted)


@example(set())
@example(set(range(0, 5000, 3)))
@given(NUMBERS)
def test_a_set_gives_back_its_numbers_in_order(numbers: set[int]) -> None:
    roles = RoleSet(numbers)
    assert list(roles) == list(roles.lowest()) == sorted(numbers)
    assert list(islice(roles.lowest(), 3)) == sorted(numbers)[:3]
    assert (len(roles), bool(roles)) == (len(numbers), bool(numbers))
    assert [number for number in range(5001) if number in roles] == sorted(numbers)
    assert -1 not in roles


@given(NUMBERS, NUMBERS)
def test_sets_are_combined_as_sets_are(some: set[int], others: set[int]) -> None:
    one, other = RoleSet(some), RoleSet(others)
    assert one & other == RoleSet(some & others)
    assert one | other == RoleSet(some | others) == RoleSet.union([one, other])
    assert one - other == RoleSet(some - others)
    assert one.overlap(other) == len(some & others)
    assert (one == other) is (some == others)
    assert len({one, RoleSet(some), other}) == len({frozenset(some), frozenset(others)})


def test_a_set_is_not_what_it_is_made_of() -> None:
    assert RoleSet([1, 2]) != {1, 2}
    assert repr(RoleSet([2, 1])) == "RoleSet([1, 2])"


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_range_has_the_numbers_between(start: int, length: int) -> None:
    assert list(RoleSet.between(start, start + length)) == list(range(start, start + length))


@given(NUMBERS, st.integers(0, 6000))
def test_flags_are_one_for_members(numbers: set[int], size: int) -> None:
    flags = RoleSet(numbers).flags(size)
    assert len(flags) >= size
    assert {number for number, flag in enumerate(flags) if flag} == numbers
    assert set(flags) <= {0, 1}


@pytest.mark.parametrize("stops", [[], [1], [8], [7, 8, 9, 16, 5000]])
def test_an_empty_set_has_no_member_in_any_range(stops: list[int]) -> None:
    assert list(Ranges(stops).counts(RoleSet())) == [0] * len(stops)


@given(NUMBERS, STOPS)
def test_members_are_counted_by_ranges(numbers: set[int], stops: list[int]) -> None:
    stops = [*stops, 5001]
    expected = [
        len([number for number in numbers if start <= number < stop])
        for start, stop in zip([0, *stops], stops, strict=False)
    ]
    assert list(Ranges(stops).counts(RoleSet(numbers))) == expected
