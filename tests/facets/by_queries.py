"""Filters and orders of the list of roles redone with plain queries, which the facet index must agree with."""

from roles.domain.confidence import ConfidenceBand
from roles.models import Role
from roles.models.role import RoleQuerySet
from roles.search.query import search

COLUMNS = {
    "superfunction": "superfunction__code",
    "function": "function__code",
    "track": "track__code",
    "level": "level__code",
    "status": "status",
    "scope": "scope",
}

TREE_ORDER = (
    "superfunction__position",
    "superfunction__code",
    "function__position",
    "function__code",
    "focus__position",
    "focus__code",
    "track__position",
    "grade",
)


def columns_of(order: tuple[str, ...]) -> tuple[str, ...]:
    """The columns of an order; for the index the order of the tree has none."""
    return order or TREE_ORDER


def listed(**chosen: str) -> RoleQuerySet:
    """The listed roles that have the chosen values, and that a search finds if ``q`` is among them."""
    roles = Role.objects.listed()
    for name, value in chosen.items():
        if name == "q":
            roles = roles.filter(pk__in=search(value).ids)
        elif name == "band":
            roles = roles.in_confidence_band(ConfidenceBand(value))
        elif name == "focus":
            function, _, focus = value.rpartition(".")
            roles = roles.filter(focus__code=focus, **({"function__code": function} if function else {}))
        else:
            roles = roles.filter(**{COLUMNS[name]: value})
    return roles
