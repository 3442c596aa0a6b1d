"""The facet index: counts and pages are those of plain queries, and it is as old as the revision and no older."""

import random
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from roles.actions import aliases, roles
from roles.browse.filters import SORTS
from roles.domain.choices import AliasType, Status
from roles.facets import index as facet_index
from roles.facets import role_set
from roles.facets.role_set import RoleSet
from roles.models import Focus, Function, Role
from tests.facets.by_queries import COLUMNS, TREE_ORDER, columns_of, listed


@pytest.fixture
def varied(catalogue: None) -> None:
    """The catalogue with several statuses and scopes, in an order that is not that of the rows, with ties."""
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[::7]).update(scope="DE")
    Role.objects.filter(code__in=codes[::3]).update(status="draft")
    Role.objects.filter(code__in=codes[4::9]).update(status="retired")
    Role.objects.filter(code__in=codes[::5]).update(title="Engineer")
    for i, function in enumerate(Function.objects.order_by("-pk")):
        Function.objects.filter(pk=function.pk).update(position=i // 2)
    Focus.objects.filter(code__gt="M").update(position=0)


def some_choices(seed: int) -> dict[str, str]:
    dice = random.Random(seed)
    role = dice.choice(list(Role.objects.listed().values(*COLUMNS.values())))
    return {name: role[COLUMNS[name]] for name in dice.sample(sorted(COLUMNS), dice.randint(0, 3))}


@pytest.fixture(params=["small", "large"])
def however_large(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small and large sets are read in different ways, and give the same."""
    monkeypatch.setattr(facet_index, "_SMALL", 0 if request.param == "small" else 10_000)
    monkeypatch.setattr(role_set, "_FEW", 10_000 if request.param == "small" else 0)


@pytest.mark.usefixtures("however_large")
@pytest.mark.parametrize("seed", range(12))
def test_counts_are_those_of_queries(varied: None, seed: int) -> None:
    index = facet_index.current()
    chosen = some_choices(seed)
    found = index.matching(chosen)
    assert len(found) == listed(**chosen).count()
    for name, column in COLUMNS.items():
        counted = {value: number for value, number in index.count(name, found).items() if number}
        values = list(listed(**chosen).values_list(column, flat=True))
        assert counted == {value: values.count(value) for value in set(values)}


@pytest.mark.usefixtures("however_large")
@pytest.mark.parametrize("order", SORTS)
@pytest.mark.parametrize("seed", range(3))
def test_pages_are_those_of_queries(varied: None, order: str, seed: int) -> None:
    index = facet_index.current()
    chosen = some_choices(seed)
    columns = SORTS[order][1]
    expected = list(listed(**chosen).order_by(*columns_of(columns)).values_list("pk", flat=True))
    found = index.matching(chosen)
    assert index.page(found, columns, 0, len(index)) == expected
    for start in range(0, len(expected) + 7, 7):
        assert index.page(found, columns, start, start + 7) == expected[start : start + 7]


@pytest.mark.usefixtures("varied")
def test_the_focuses_of_a_set_are_in_the_order_of_the_tree() -> None:
    index = facet_index.current()
    expected = [
        f"{r.function.code}.{r.focus.code}"
        for r in Role.objects.listed().for_summaries().order_by(*TREE_ORDER)
    ]
    assert index.focuses(index.all) == list(dict.fromkeys(expected))


@pytest.mark.usefixtures("varied")
def test_a_set_of_ids_leaves_out_who_is_not_listed() -> None:
    index = facet_index.current()
    everyone = list(Role.objects.order_by("-pk").values_list("pk", flat=True))
    assert index.with_ids(everyone) == index.all
    assert index.with_ids([]) == RoleSet()
    retired = Role.objects.filter(status="retired").values_list("pk", flat=True)
    assert index.with_ids(retired) == RoleSet()


@pytest.mark.usefixtures("varied")
def test_a_listing_of_several_sets_has_them_one_after_the_other() -> None:
    index = facet_index.current()
    sets = [index.with_value("level", level) for level in ("P3", "Z9", "P4", "M1")]
    listing = index.listing(*sets, order=("code",))
    expected = [
        pk
        for level in ("P3", "P4", "M1")
        for pk in listed(level=level).order_by("code").values_list("pk", flat=True)
    ]
    assert (len(listing), list(listing.ids)) == (len(expected), expected)
    for start in range(0, len(expected) + 5, 5):
        assert [role.pk for role in listing[start : start + 5]] == expected[start : start + 5]


@pytest.mark.usefixtures("empty_catalogue")
def test_an_empty_catalogue_has_an_index() -> None:
    index = facet_index.current()
    assert (len(index), index.page(index.all, ("code",), 0, 10), index.focuses(index.all)) == (0, [], [])
    assert index.with_ids([1, 2]) == RoleSet()


@pytest.mark.usefixtures("live_catalogue")
def test_it_is_kept_until_a_role_is_written(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    vera = User.objects.create_user("vera")
    before = facet_index.current()
    with django_assert_num_queries(1):
        assert facet_index.current() is before
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    aliases.add(role=role, text="ML Wizard", type=AliasType.INTERNAL, confidence=Decimal("0.6"), by=vera)
    assert facet_index.current() is before
    roles.change_status(role=role, status=Status.IN_REVIEW, by=vera)
    after = facet_index.current()
    assert after is not before
    step = after.count("status")["in_review"] - before.count("status")["in_review"]
    assert step == 1


@pytest.mark.usefixtures("catalogue")
def test_inside_a_transaction_nothing_is_kept() -> None:
    before = facet_index.current()
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    assert len(facet_index.current()) == len(before) - 1
