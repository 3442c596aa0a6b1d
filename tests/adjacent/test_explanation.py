"""Explanations of distances, and the roles that pages show as examples."""

from itertools import combinations

import pytest

from roles.adjacent.explanation import example_role, explanation, worked_example
from roles.facets import index as facet_index
from roles.models import Role
from tests import by_hand, worlds

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_coordinates_and_the_distance_of_any_two_roles() -> None:
    known = by_hand.places()
    roles = list(Role.objects.with_place().order_by("code"))[::9]
    for a, b in combinations(roles, 2):
        found = explanation(a, b)
        here, other = known[a.code], known[b.code]
        assert (found.a, found.b) == (a, b)
        assert [(row.name, row.a, row.b) for row in found.rows] == [
            (name, str(getattr(here, name)), str(getattr(other, name)))
            for name in ("superfunction", "function", "focus", "track", "grade")
        ]
        assert found.distance.value == by_hand.distance(here, other)
        assert found.move == by_hand.move(here, other)


def test_the_example_is_the_first_general_role_on_p3() -> None:
    example = example_role(facet_index.current())
    assert example is not None
    assert example.code == "AIMLAM.GEN.P3"


def test_the_example_is_listed() -> None:
    Role.objects.filter(function__code="AIMLAM").update(status="retired")
    example = example_role(facet_index.current())
    assert example is not None
    assert example.code == "DATSCI.GEN.P3"


def test_without_a_general_role_on_p3_the_first_of_all_is_the_example() -> None:
    Role.objects.filter(focus__code="GEN").update(status="retired")
    example = example_role(facet_index.current())
    assert example is not None
    assert example.code == "AIMLAM.NLP.P1"


def test_the_worked_example_changes_track_in_one_function() -> None:
    found = worked_example(facet_index.current())
    assert found is not None
    assert found.a.code == "AIMLAM.GEN.P3"
    assert found.b.function == found.a.function
    assert found.distance.tracks_differ
    highest = (
        Role.objects.filter(function__code="AIMLAM").exclude(track__code="P").order_by("-grade", "code")[0]
    )
    assert found.b == highest


def test_in_a_function_of_one_track_the_example_is_another_role_of_it() -> None:
    Role.objects.filter(function__code="AIMLAM", track__code="M").update(status="retired")
    found = worked_example(facet_index.current())
    assert found is not None
    assert (found.a.code, found.b.code) == ("AIMLAM.GEN.P3", "AIMLAM.CVN.P1")


def test_a_role_alone_in_its_function_makes_no_example() -> None:
    Role.objects.exclude(code="AIMLAM.GEN.P3").update(status="retired")
    assert worked_example(facet_index.current()) is None


def test_an_empty_catalogue_has_no_examples() -> None:
    worlds.remove_everything()
    assert example_role(facet_index.current()) is None
    assert worked_example(facet_index.current()) is None
