"""The neighbours of a role are those of the definitions, for every role there is."""

import pytest

from roles.models import Role
from roles.role.neighbours import NEAREST, NEAREST_OUTSIDE, role_neighbours
from tests import by_hand


def test_the_nearest_and_the_nearest_outside(every_rung: list[Role]) -> None:
    known = by_hand.places()
    for role in every_rung[::5]:
        near = by_hand.nearest(role.code, known)
        found = role_neighbours(role)
        assert [n.role.code for n in found.nearest] == [place.code for place in near[:NEAREST]]
        outside = [place.code for place in near if place.function != known[role.code].function]
        assert [n.role.code for n in found.outside] == outside[:NEAREST_OUTSIDE]


@pytest.mark.usefixtures("catalogue")
def test_a_catalogue_of_one_function_has_no_neighbour_outside_it() -> None:
    Role.objects.exclude(function__code="AIMLAM").update(status="retired")
    found = role_neighbours(Role.objects.with_place().get(code="AIMLAM.GEN.P3"))
    assert len(found.nearest) == NEAREST
    assert found.outside == []
