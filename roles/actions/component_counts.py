"""Keeping the number of listed roles that have each component, which lists and weights are read from."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from roles.domain.choices import Status
from roles.models import Component, RoleComponent

_RECOUNT = """
UPDATE roles_component SET roles = counted.roles FROM (
    SELECT component.id, coalesce(held.roles, 0) - coalesce(retired.roles, 0) AS roles
    FROM roles_component AS component
    LEFT JOIN (
        SELECT component_id, count(*) AS roles FROM roles_rolecomponent GROUP BY component_id
    ) AS held ON held.component_id = component.id
    LEFT JOIN (
        SELECT said.component_id, count(*) AS roles FROM roles_rolecomponent AS said
        JOIN roles_role AS role ON role.id = said.role_id WHERE role.status = 'retired' GROUP BY said.component_id
    ) AS retired ON retired.component_id = component.id
) AS counted WHERE counted.id = roles_component.id AND counted.roles <> roles_component.roles
"""


def recount() -> None:
    """Count anew for all components: for writes of many roles, in their transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)


@contextmanager
def following(roles: Iterable[int | None]) -> Iterator[None]:
    """Keep the counts right while a few roles are written: what they had is compared with what they have then."""
    ids = {pk for pk in roles if pk is not None}
    before = _held(ids)
    yield
    after = _held(ids)
    steps: dict[int, list[int]] = {}
    for component in sorted(before | after):
        if step := after[component] - before[component]:
            steps.setdefault(step, []).append(component)
    for step, components in steps.items():
        Component.objects.filter(pk__in=components).update(roles=F("roles") + step)


def _held(roles: set[int]) -> Counter[int]:
    said = RoleComponent.objects.filter(role__in=roles).exclude(role__status=Status.RETIRED.value)
    return Counter(said.order_by().values_list("component_id", flat=True))
