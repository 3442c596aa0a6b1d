"""Browse's reads: random combinations of filters find what plain queries find, in the order that is chosen."""

import random

import pytest
from django.http import QueryDict

from roles.browse.filters import SORTS, address, chips, role_filter
from roles.models import Role
from tests.facets.by_queries import TREE_ORDER, columns_of, listed

pytestmark = pytest.mark.usefixtures("catalogue")

VALUES = {
    "q": ["engineer", "P", "lead", "zzz"],
    "superfunction": ["DATA", "SOFT"],
    "function": ["AIMLAM", "SWENG", "DATENG"],
    "focus": ["GEN", "AIMLAM.NLP", "SWENG.FRONT"],
    "track": ["P", "M", "S"],
    "level": ["P3", "P4", "M1"],
    "status": ["draft", "in_review", "published"],
    "band": ["low", "medium", "high"],
    "scope": ["global"],
}


def query(**chosen: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(chosen)
    return data


def found(**chosen: str) -> list[str]:
    filters = role_filter(query(**chosen))
    assert filters.form.is_valid(), filters.form.errors
    return [role.code for role in filters.qs]


@pytest.mark.parametrize("seed", range(40))
def test_filters_together_find_what_each_of_them_finds(seed: int) -> None:
    dice = random.Random(seed)
    names = dice.sample(sorted(VALUES), dice.randint(2, 4))
    chosen = {name: dice.choice(VALUES[name]) for name in names}
    each = [set(found(**{name: value})) for name, value in chosen.items()]
    assert set(found(**chosen)) == set.intersection(*each)
    assert set(found(**chosen)) == set(listed(**chosen).values_list("code", flat=True))


@pytest.mark.parametrize("name", sorted(VALUES.keys() - {"q"}))
def test_the_values_of_a_filter_exclude_each_other_and_leave_no_role_out(name: str) -> None:
    choices = role_filter(query()).form.fields[name].choices
    values = [str(value) for value, label in choices if isinstance(label, str) and value]
    values += [value for _, group in choices if not isinstance(group, str) for value, _ in group]
    sets = [set(found(**{name: value})) for value in values]
    assert sorted(code for one in sets for code in one) == sorted(Role.objects.values_list("code", flat=True))


@pytest.mark.parametrize("order", SORTS)
def test_an_order_is_that_of_its_columns(order: str) -> None:
    expected = listed().order_by(*columns_of(SORTS[order][1])).values_list("code", flat=True)
    assert found(sort=order) == list(expected)
    assert sorted(found(sort=order)) == sorted(found())


def test_without_an_order_the_tree_decides() -> None:
    assert (
        found()
        == found(sort="place")
        == list(Role.objects.order_by(*TREE_ORDER).values_list("code", flat=True))
    )


def test_keys_that_are_no_filter() -> None:
    filters = role_filter(query(q="a", page="2", colour="red", **{"Function": "AIMLAM", "": "x"}))
    assert filters.unknown_keys == ["", "Function", "colour"]
    assert role_filter(query(**dict.fromkeys(VALUES, "x"), sort="code", page="1")).unknown_keys == []


def test_a_search_is_in_the_order_of_its_hits_unless_another_is_chosen() -> None:
    filters = role_filter(query(q="senior data"))
    assert filters.form.is_valid()
    assert [role.pk for role in filters.qs] == filters.hits.ids  # type: ignore[union-attr]
    codes = found(q="senior data")
    on_track = set(listed(track="P").values_list("code", flat=True))
    assert found(q="senior data", track="P") == [code for code in codes if code in on_track]
    assert sorted(found(q="senior data", sort="code")) == found(q="senior data", sort="code")


def test_chips_name_what_is_chosen_and_lead_to_the_address_without_it() -> None:
    filters = role_filter(query(function="AIMLAM", focus="AIMLAM.NLP", band="medium", sort="title", page="2"))
    assert filters.form.is_valid()
    assert [(chip.label, chip.value, chip.address) for chip in chips(filters)] == [
        (
            "Function",
            "Artificial Intelligence / Machine Learning (AI/ML) Engineer",
            "?focus=AIMLAM.NLP&band=medium&sort=title",
        ),
        ("Focus", "Natural Language Processing", "?function=AIMLAM&band=medium&sort=title"),
        ("Confidence", "medium", "?function=AIMLAM&focus=AIMLAM.NLP&sort=title"),
    ]


def test_an_address_leaves_out_what_goes_without_saying() -> None:
    assert address(query(sort="place", level="P3", page="4", band="")) == "?level=P3"
    assert address(query(q="data", sort="match")) == "?q=data"
    assert address(query(level="P3"), level="") == "?"
