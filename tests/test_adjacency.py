"""Adjacent roles as the database finds them are those of the definition, for every role there is."""

import pytest

from roles.adjacency import NEAREST, NEAREST_OUTSIDE, adjacency, neighbours
from roles.models import Role
from tests import by_hand, worlds


@pytest.fixture
def every_rung(catalogue: None) -> list[Role]:
    """The catalogue with a function that has a role on each level of two focuses, and some retired roles."""
    worlds.grow(36)
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[5::13]).update(status="retired")
    return list(Role.objects.with_place().order_by("code"))


def test_a_neighbour_is_seen_with_every_term(every_rung: list[Role]) -> None:
    role = every_rung[0]
    known, sets = by_hand.places(), by_hand.components()
    here = known[role.code]
    for neighbour in neighbours(role, every_rung[1:]):
        code = neighbour.role.code
        other = known[code]
        assert neighbour.distance.value == by_hand.distance(here, other)
        assert neighbour.distance.band == by_hand.band(here, other)
        assert neighbour.distance.words == by_hand.words(here, other)
        assert neighbour.move == by_hand.move(here, other)
        assert (neighbour.share.shared, neighbour.share.all) == (
            len(sets[role.code] & sets[code]),
            len(sets[role.code] | sets[code]),
        )


@pytest.mark.usefixtures("catalogue")
def test_neighbours_keep_the_order_given() -> None:
    first, *others = Role.objects.with_place().order_by("-code")
    assert [neighbour.role for neighbour in neighbours(first, others)] == others


def test_the_nearest_and_the_nearest_outside(every_rung: list[Role]) -> None:
    known = by_hand.places()
    for role in every_rung[::5]:
        near = by_hand.nearest(role.code, known)
        found = adjacency(role)
        assert [n.role.code for n in found.nearest] == [place.code for place in near[:NEAREST]]
        outside = [place.code for place in near if place.function != known[role.code].function]
        assert [n.role.code for n in found.outside] == outside[:NEAREST_OUTSIDE]


@pytest.mark.usefixtures("catalogue")
def test_a_catalogue_of_one_function_has_nobody_outside_it() -> None:
    Role.objects.exclude(function__code="AIMLAM").update(status="retired")
    found = adjacency(Role.objects.with_place().get(code="AIMLAM.GEN.P3"))
    assert len(found.nearest) == NEAREST
    assert found.outside == []
