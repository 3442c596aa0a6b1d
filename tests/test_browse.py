"""Browse's reads: random combinations of filters find what the filters say one by one, and suggestions keep order."""

import random

import pytest
from django.http import QueryDict

from roles.browse import PLACE, SORTS, role_filter, suggestions, unknown_keys
from roles.models import Role

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
    return list(filters.qs.values_list("code", flat=True))


@pytest.mark.parametrize("seed", range(40))
def test_filters_together_find_what_each_of_them_finds(seed: int) -> None:
    dice = random.Random(seed)
    names = dice.sample(sorted(VALUES), dice.randint(2, 4))
    chosen = {name: dice.choice(VALUES[name]) for name in names}
    each = [set(found(**{name: value})) for name, value in chosen.items()]
    assert set(found(**chosen)) == set.intersection(*each)


@pytest.mark.parametrize("name", sorted(VALUES.keys() - {"q"}))
def test_the_values_of_a_filter_exclude_each_other_and_leave_nobody_out(name: str) -> None:
    choices = role_filter(query()).form.fields[name].choices
    values = [str(value) for value, label in choices if isinstance(label, str) and value]
    values += [value for _, group in choices if not isinstance(group, str) for value, _ in group]
    sets = [set(found(**{name: value})) for value in values]
    assert sorted(code for one in sets for code in one) == sorted(Role.objects.values_list("code", flat=True))


@pytest.mark.parametrize("order", SORTS)
def test_an_order_changes_the_order_and_nothing_else(order: str) -> None:
    assert sorted(found(sort=order)) == sorted(found())


def test_without_an_order_the_tree_decides() -> None:
    assert (
        found() == found(sort="place") == list(Role.objects.order_by(*PLACE).values_list("code", flat=True))
    )


def test_keys_that_are_no_filter() -> None:
    assert unknown_keys(query(q="a", page="2", colour="red", **{"Function": "AIMLAM", "": "x"})) == [
        "",
        "Function",
        "colour",
    ]
    assert unknown_keys(query(**dict.fromkeys(VALUES, "x"), sort="code", page="1")) == []


def test_suggestions_are_limited_and_in_order() -> None:
    whole = suggestions("engineer", limit=1000)
    begins = [role.title.lower().startswith("engineer") for role in whole]
    assert begins == sorted(begins, reverse=True)
    for part in (True, False):
        codes = [role.code for role, own in zip(whole, begins, strict=True) if own is part]
        assert codes == sorted(codes)
    assert suggestions("engineer", limit=3) == whole[:3]
    assert len(suggestions("engineer")) == 10
