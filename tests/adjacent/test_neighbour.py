"""Neighbours have the distances, moves and shares of the definition, for every role there is."""

import pytest

from roles.adjacent.neighbour import components_of, neighbours
from roles.models import Component, Role
from tests import by_hand


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


@pytest.mark.usefixtures("catalogue")
def test_components_of_each_role() -> None:
    codes = Role.objects.order_by("code").values_list("code", flat=True)[:3]
    ids = dict(Role.objects.filter(code__in=codes).values_list("pk", "code"))
    labels = {c.pk: (c.kind, c.label) for c in Component.objects.all()}
    sets = by_hand.components()
    assert {ids[pk]: {labels[c] for c in own} for pk, own in components_of(ids).items()} == {
        code: sets[code] for code in codes
    }
