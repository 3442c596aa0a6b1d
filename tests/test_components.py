"""Components' reads: words for a prevalence at their limits, counts without the retired, and the order of a list."""

from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from roles.components import ComponentList, Prevalence, component_page, kind_counts
from roles.domain.choices import Kind
from roles.models import Component, Level, Role
from tests import by_hand, worlds


@example((1, 20))
@example((2, 39))
@example((2, 20))
@example((1, 2))
@example((49, 100))
@given(st.integers(1, 500).flatmap(lambda roles: st.tuples(st.integers(0, roles), st.just(roles))))
def test_a_prevalence_has_its_word_and_percentage(counts: tuple[int, int]) -> None:
    count, roles = counts
    prevalence = Prevalence("a group", count, roles)
    share = Fraction(count, roles)
    expected = ""
    if count and share <= Fraction(1, 20):
        expected = "distinctive"
    elif share >= Fraction(1, 2):
        expected = "common"
    assert prevalence.word == expected
    assert abs(prevalence.percent - 100 * share) <= Fraction(1, 2)


def test_the_prevalence_of_a_group_without_roles() -> None:
    assert (Prevalence("no group", 0, 0).word, Prevalence("no group", 0, 0).percent) == ("", 0)


@pytest.mark.usefixtures("catalogue")
def test_the_counts_of_the_kinds() -> None:
    assert [(count.kind, count.count) for count in kind_counts()] == [
        (kind, Component.objects.filter(kind=kind.value).count()) for kind in Kind
    ]


@pytest.mark.usefixtures("catalogue")
def test_the_list_is_ordered_by_roles_then_label_then_kind() -> None:
    Role.objects.filter(function__code="DATSCI").update(status="retired")
    worlds.settle()
    found = [(-component.roles, component.key, component.kind) for component in ComponentList(None, "")]
    assert found == sorted(found)
    assert len(found) == Component.objects.count()


@pytest.mark.usefixtures("catalogue")
def test_the_list_of_a_kind_with_a_text() -> None:
    found = ComponentList(Kind.SKILL, "  Data ")
    expected = Component.objects.filter(kind="skill", key__contains="data")
    assert set(found) == set(expected)
    assert found


@pytest.mark.usefixtures("catalogue")
def test_the_page_of_every_shared_component_counts_right() -> None:
    Role.objects.filter(level__code="P2").update(status="retired")
    worlds.settle()
    sets, places = by_hand.components(), by_hand.places()
    listed = {code for code, place in places.items() if not place.retired}
    levels = list(Level.objects.order_by("track__position", "grade").values_list("code", flat=True))
    shared = [component for component in ComponentList(None, "") if component.roles > 3]
    assert len(shared) > 20
    for component in shared:
        with_it = {code for code in listed if (component.kind, component.label) in sets[code]}
        page = component_page(component)
        assert {role.code for role in page.roles} == with_it
        assert (page.catalogue.having, page.catalogue.roles) == (len(with_it), len(listed))
        per_level = {level: [code for code in listed if code.endswith(f".{level}")] for level in levels}
        assert [(one.group, one.having, one.roles) for one in page.levels] == [
            (level, len(own & with_it), len(own))
            for level, codes in per_level.items()
            for own in [set(codes)]
            if own & with_it
        ]
        assert sum(one.having for one in page.functions) == len(with_it)
