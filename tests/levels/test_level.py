"""Levels count their listed roles, and list them in the order of the tree."""

import pytest

from roles.facets import index as facet_index
from roles.levels.level import levels, roles_of_level
from roles.models import Focus, Function, Level, Role

pytestmark = pytest.mark.usefixtures("some_retired")


@pytest.fixture
def some_retired(catalogue: None) -> None:
    codes = list(Role.objects.order_by("code").values_list("code", flat=True))
    Role.objects.filter(code__in=codes[::4]).update(status="retired")


def listed(**place: object) -> int:
    return Role.objects.filter(**place).exclude(status="retired").count()


def test_levels_count_their_listed_roles() -> None:
    found = list(levels(facet_index.current()))
    assert found == list(Level.objects.order_by("track__position", "grade"))
    assert [level.role_count for level in found] == [listed(level=level) for level in found]


def test_the_roles_of_a_level_have_one_order_only() -> None:
    Function.objects.update(position=0)
    Focus.objects.update(position=0)
    for level in Level.objects.all():
        found = [role.code for role in roles_of_level(facet_index.current(), level)]
        roles = Role.objects.filter(level=level).exclude(status="retired").select_related("superfunction")
        assert found == [
            role.code for role in sorted(roles, key=lambda r: (r.superfunction.position, r.code))
        ]
