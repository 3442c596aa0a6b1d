"""What the index is made of: each value of each facet with its label, and every listed role once, in its place."""

import pytest

from roles.facets.declared import FACETS
from roles.facets.read import read_index
from roles.models import Focus, Function, Level, Role, Superfunction
from tests.facets.by_queries import TREE_ORDER

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_facets_have_every_value_in_order() -> None:
    Role.objects.filter(level__code="P3").update(scope="DE")
    _, found = read_index(FACETS)
    assert list(found["superfunction"].labels) == list(Superfunction.objects.values_list("code", flat=True))
    assert found["function"].labels == dict(Function.objects.values_list("code", "name"))
    assert list(found["level"].labels) == [level.code for level in Level.objects.in_order()]
    assert list(found["status"].labels) == ["draft", "in_review", "published"]
    assert list(found["scope"].labels) == ["DE", "global"]
    special = Focus.objects.exclude(code="GEN").select_related("function")
    assert list(found["focus"].labels) == ["GEN", *(f"{f.function.code}.{f.code}" for f in special)]
    assert found["focus"].parents["AIMLAM.NLP"] == "AIMLAM"
    assert found["function"].parents["AIMLAM"] == "DATA"


def test_listed_roles_are_in_the_order_of_the_tree_with_the_values_that_they_have() -> None:
    Role.objects.filter(level__code="P2").update(status="retired")
    Role.objects.filter(level__code="P3").update(scope="DE")
    Function.objects.update(position=0)
    ids, found = read_index(FACETS)
    roles = list(Role.objects.listed().for_summaries().order_by(*TREE_ORDER))
    assert list(ids) == [role.pk for role in roles]
    values = {
        "superfunction": [role.superfunction.code for role in roles],
        "function": [role.function.code for role in roles],
        "focus": [f"{role.function.code}.{role.focus.code}" for role in roles],
        "track": [role.level.track.code for role in roles],
        "level": [role.level.code for role in roles],
        "status": [role.status for role in roles],
        "band": [role.confidence_band.value for role in roles],
        "scope": [role.scope for role in roles],
    }
    assert list(found) == list(values)
    for name, column in values.items():
        for value in set(column):
            places = [place for place, one in enumerate(column) if one == value]
            assert list(found[name].roles(value)) == places
    general = [place for place, value in enumerate(values["focus"]) if value.endswith(".GEN")]
    assert list(found["focus"].roles("GEN")) == general


def test_an_empty_catalogue(empty_catalogue: None) -> None:
    ids, found = read_index(FACETS)
    assert len(ids) == 0
    assert {name: list(facet.labels) for name, facet in found.items() if facet.labels} == {
        "focus": ["GEN"],
        "status": ["draft", "in_review", "published"],
        "band": ["low", "medium", "high"],
    }
