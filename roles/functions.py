"""The tree as lists with counts."""

from django.db.models import Count, Prefetch, Q, QuerySet

from roles.browse import PLACE
from roles.models import Function, Level, Role, Superfunction
from roles.vocabulary import Status

_LISTED = ~Q(roles__status=Status.RETIRED.value)


def superfunctions() -> QuerySet[Superfunction]:
    """The superfunctions with ``role_count``, and their functions with ``role_count``; three queries."""
    functions = Function.objects.annotate(role_count=Count("roles", filter=_LISTED)).order_by(
        "position", "code"
    )
    superfunctions = Superfunction.objects.annotate(role_count=Count("roles", filter=_LISTED)).order_by(
        "position", "code"
    )
    return superfunctions.prefetch_related(Prefetch("functions", functions), "functions__focuses")


def levels() -> QuerySet[Level]:
    """The levels in order with ``role_count``."""
    return Level.objects.in_order().annotate(role_count=Count("roles", filter=_LISTED))


def roles_of_level(level: Level) -> QuerySet[Role]:
    """The listed roles of a level in the order of the tree."""
    return Role.objects.listed().with_card().filter(level=level).order_by(*PLACE)
