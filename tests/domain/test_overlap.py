"""Shares and weighted overlaps: symmetric, from 0 to 1, and the numbers of the definition."""

from fractions import Fraction
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.overlap import Share, share, weight, weighted_overlap

ids = st.integers(0, 12)
sets = st.sets(ids)
weights = st.fixed_dictionaries({i: st.floats(0.001, 20) for i in range(13)})


@given(st.lists(sets, min_size=1, max_size=4))
def test_a_share_is_symmetric_and_from_nought_to_a_hundred(several: list[set[int]]) -> None:
    found = share(*several)
    assert found == share(*reversed(several))
    assert 0 <= found.shared <= found.all
    assert 0 <= found.percent <= 100


@given(st.lists(sets, min_size=2, max_size=4))
def test_a_share_counts_what_all_have_of_what_any_has(several: list[set[int]]) -> None:
    in_all = [i for i in range(13) if all(i in one for one in several)]
    in_any = [i for i in range(13) if any(i in one for one in several)]
    assert share(*several) == Share(len(in_all), len(in_any))


@given(sets.filter(bool))
def test_a_set_shares_all_with_itself(own: set[int]) -> None:
    assert share(own, own).percent == 100
    assert share(own).percent == 100


@given(st.integers(0, 400), st.integers(0, 400))
def test_the_percentage_is_the_nearest_whole_one(shared: int, more: int) -> None:
    found = Share(shared, shared + more)
    exact = Fraction(100 * shared, shared + more) if shared + more else Fraction(0)
    assert abs(found.percent - exact) <= Fraction(1, 2)


def test_nothing_shares_nothing() -> None:
    assert share(set(), set()) == Share(0, 0)
    assert Share(0, 0).percent == 0


@given(sets, sets, weights)
def test_an_overlap_is_symmetric_and_from_nought_to_one(
    first: set[int], second: set[int], weights: dict[int, float]
) -> None:
    found = weighted_overlap(first, second, weights)
    assert found == weighted_overlap(second, first, weights)
    assert 0 <= found <= 1


@given(sets.filter(bool), weights)
def test_an_overlap_is_one_for_the_same_and_nought_for_what_shares_nothing(
    own: set[int], weights: dict[int, float]
) -> None:
    assert weighted_overlap(own, set(own), weights) == 1
    assert weighted_overlap(own, set(range(13)) - own, weights) == 0


@given(sets, sets, st.floats(0.001, 20))
def test_with_equal_weights_an_overlap_is_the_plain_share(
    first: set[int], second: set[int], each: float
) -> None:
    plain = share(first, second)
    expected = plain.shared / plain.all if plain.all else 0
    assert weighted_overlap(first, second, dict.fromkeys(range(13), each)) == pytest.approx(
        expected, abs=1e-11
    )


@given(sets, sets, weights, st.permutations(range(13)))
def test_equal_overlaps_are_equal_whatever_the_numbers_of_the_components(
    first: set[int], second: set[int], weights: dict[int, float], order: list[int]
) -> None:
    renamed = weighted_overlap(
        {order[i] for i in first}, {order[i] for i in second}, {order[i]: weights[i] for i in weights}
    )
    assert renamed == weighted_overlap(first, second, weights)


def test_an_overlap_of_nothing_is_nought() -> None:
    assert weighted_overlap(set(), set(), {}) == 0


def test_a_heavier_component_in_common_counts_for_more() -> None:
    weights = {1: 3.0, 2: 1.0, 3: 1.0}
    assert weighted_overlap({1, 2}, {1, 3}, weights) == pytest.approx(3 / 5)
    assert weighted_overlap({1, 2}, {2, 3}, weights) == pytest.approx(1 / 5)


@given(st.integers(1, 10**6), st.data())
def test_a_rarer_component_is_heavier(roles: int, data: st.DataObject) -> None:
    having = data.draw(st.integers(1, roles))
    assert weight(roles, having) == log(1 + roles / having)
    assert weight(roles, having) >= log(2)  # what all roles have still weighs something
    if having > 1:
        assert weight(roles, having - 1) > weight(roles, having)
