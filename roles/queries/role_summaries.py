"""Role summaries: roles with their place in the tree and without their prose, as a line of a list shows them."""

from collections.abc import Sequence

from roles.models import Focus, Function, Level, Role, Superfunction, Track
from roles.models.role import PROSE
from roles.queries.compiled import CompiledQuery
from roles.queries.json_rows import RowShape

PLACE = {
    "focus": RowShape(Focus, "id", "code", "name"),
    "function": RowShape(Function, "id", "code", "name"),
    "superfunction": RowShape(Superfunction, "id", "code", "name"),
    "level": RowShape(
        Level,
        *(field.attname for field in Level._meta.concrete_fields),
        track=RowShape(Track, "id", "code", "name"),
    ),
}
"""The rows that ``Role.objects.with_place()`` joins, without their definitions."""


def role_summaries(ids: Sequence[int]) -> dict[int, Role]:
    """The roles of these ids by id, as ``Role.objects.for_summaries()`` reads them; one query."""
    roles = _SUMMARY.read(_BY_ID.rows(*ids))
    return {role.pk: role for role in roles}


_FIELDS = [field.attname for field in Role._meta.concrete_fields if field.name not in (*PROSE, "accepted")]
_SUMMARY = RowShape(Role, *_FIELDS, **PLACE)
_BY_ID = CompiledQuery(lambda *ids: Role.objects.filter(pk__in=ids).order_by().values_list(*_SUMMARY.paths()))
