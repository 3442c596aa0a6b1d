"""What the cube is made of: each value of each facet with its label, and every listed role once, in its place."""

import pytest

from roles.browse.filters import PLACE
from roles.facets.read import SPANNED, facets, placed_roles
from roles.models import Focus, Function, Level, Role, Superfunction

pytestmark = pytest.mark.usefixtures("catalogue")


def test_the_facets_have_every_value_in_order() -> None:
    found = facets({"global", "DE"})
    assert list(found["superfunction"].labels) == list(Superfunction.objects.values_list("code", flat=True))
    assert found["function"].labels == dict(Function.objects.values_list("code", "name"))
    assert list(found["level"].labels) == [level.code for level in Level.objects.in_order()]
    assert list(found["status"].labels) == ["draft", "in_review", "published"]
    assert list(found["scope"].labels) == ["DE", "global"]
    special = Focus.objects.exclude(code="GEN").select_related("function")
    assert list(found["focus"].labels) == ["GEN", *(f"{f.function.code}.{f.code}" for f in special)]
    assert found["focus"].parents["AIMLAM.NLP"] == "AIMLAM"
    assert found["function"].parents["AIMLAM"] == "DATA"


def test_listed_roles_stand_in_the_order_of_the_tree_each_value_together() -> None:
    Role.objects.filter(level__code="P2").update(status="retired")
    Function.objects.update(position=0)
    found = placed_roles()
    roles = list(Role.objects.listed().for_summaries().order_by(*PLACE))
    assert list(found.ids) == [role.pk for role in roles]
    assert list(found.columns["level"]) == [role.level.code for role in roles]
    assert list(found.columns["band"]) == [role.confidence_band.value for role in roles]
    values = {
        "superfunction": [role.superfunction.code for role in roles],
        "function": [role.function.code for role in roles],
        "focus": [f"{role.function.code}.{role.focus.code}" for role in roles],
    }
    for name in SPANNED:
        assert set(found.spans[name]) == set(values[name])
        for value, (first, behind) in found.spans[name].items():
            assert set(values[name][first:behind]) == {value}
            assert values[name].count(value) == behind - first


def test_an_empty_catalogue(empty_catalogue: None) -> None:
    assert placed_roles().ids == ()
