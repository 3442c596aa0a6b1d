"""Maintains the number of listed roles that have each component, from which lists and weights are read."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.models import F

from roles.domain.choices import Status
from roles.models import Component, RoleComponent

_RECOUNT = """
UPDATE roles_component SET roles = counted.roles FROM (
    SELECT component.id, coalesce(every.roles, 0) - coalesce(retired.roles, 0) AS roles
    FROM roles_component AS component
    LEFT JOIN (
        SELECT component_id, count(*) AS roles FROM roles_rolecomponent GROUP BY component_id
    ) AS every ON every.component_id = component.id
    LEFT JOIN (
        SELECT rc.component_id, count(*) AS roles FROM roles_rolecomponent AS rc
        JOIN roles_role AS role ON role.id = rc.role_id WHERE role.status = 'retired' GROUP BY rc.component_id
    ) AS retired ON retired.component_id = component.id
) AS counted WHERE counted.id = roles_component.id AND counted.roles <> roles_component.roles
"""


def recount() -> None:
    """Count again for all components: for writes of many roles, in their transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT)


@contextmanager
def following(roles: Iterable[int | None]) -> Iterator[None]:
    """Update the counts for a write of a few roles inside the block, by their components before and after."""
    ids = {pk for pk in roles if pk is not None}
    before = _counts(ids)
    yield
    after = _counts(ids)
    steps: dict[int, list[int]] = {}
    for component in sorted(before | after):
        if step := after[component] - before[component]:
            steps.setdefault(step, []).append(component)
    for step, components in steps.items():
        Component.objects.filter(pk__in=components).update(roles=F("roles") + step)


def _counts(roles: set[int]) -> Counter[int]:
    rows = RoleComponent.objects.filter(role__in=roles).exclude(role__status=Status.RETIRED.value)
    return Counter(rows.order_by().values_list("component_id", flat=True))
