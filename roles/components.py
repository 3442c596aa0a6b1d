"""Components across the catalogue: which there are, which roles have one, and how telling it is."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from roles.models import Component, Level, Role, RoleComponent
from roles.titles import normalise
from roles.vocabulary import Commonness, Kind, Status

PAGE_SIZE = 100
DISTINCTIVE = 0.05
"""A component that at most one role in twenty has is called distinctive; half and more is called common."""
COMMON = 0.5


@dataclass(frozen=True)
class KindCount:
    """A kind with the number of components that roles have."""

    kind: Kind
    count: int


def kind_counts() -> list[KindCount]:
    """The six kinds in order with their numbers of components."""
    counts = dict(Component.objects.order_by().values_list("kind").annotate(Count("pk")))
    return [KindCount(kind, counts.get(kind.value, 0)) for kind in Kind]


def component_list(kind: Kind | None, text: str) -> QuerySet[Component]:
    """Components, most shared first, with ``role_count``, of a kind and holding a text if given."""
    listed = Q(role_components__role__in=Role.objects.listed())
    components = Component.objects.annotate(role_count=Count("role_components", filter=listed))
    if kind:
        components = components.filter(kind=kind.value)
    if text:
        components = components.filter(key__contains=normalise(text))
    return components.order_by("-role_count", "key", "kind")


@dataclass(frozen=True)
class Standing:
    """How many of a group of roles have the component, with the word for it."""

    group: str
    having: int
    roles: int

    @property
    def percent(self) -> int:
        """The share from 0 to 100."""
        return round(100 * self.having / self.roles) if self.roles else 0

    @property
    def word(self) -> str:
        """``distinctive`` up to one in twenty, ``common`` from one in two, nothing between."""
        if not self.having:
            return ""
        share = self.having / self.roles
        return "distinctive" if share <= DISTINCTIVE else "common" if share >= COMMON else ""


@dataclass(frozen=True)
class RoleWithComponent:
    """A role that has the component, with what it says of it."""

    role: Role
    commonness: str
    origin: str


@dataclass(frozen=True)
class ComponentPage:
    """A component with the roles that have it."""

    component: Component
    kind: Kind
    roles: tuple[RoleWithComponent, ...]
    catalogue: Standing
    levels: tuple[Standing, ...]
    functions: tuple[Standing, ...]


def component_page(component: Component) -> ComponentPage:
    """The page of a component; five queries."""
    said = (
        RoleComponent.objects.filter(component=component)
        .exclude(role__status=Status.RETIRED.value)
        .select_related("role__level__track", "role__function", "role__focus")
        .order_by(
            "role__function__code",
            "role__focus__position",
            "role__track__position",
            "role__grade",
            "role__code",
        )
    )
    rows = tuple(
        RoleWithComponent(r.role, Commonness(r.commonness).label, r.get_origin_display()) for r in said
    )
    per_level = dict(Role.objects.listed().order_by().values_list("level__code").annotate(Count("pk")))
    per_function = dict(Role.objects.listed().order_by().values_list("function__name").annotate(Count("pk")))
    order = list(Level.objects.in_order().values_list("code", flat=True))
    return ComponentPage(
        component,
        Kind(component.kind),
        rows,
        Standing("the catalogue", len(rows), sum(per_level.values())),
        _standings([row.role.level.code for row in rows], per_level, order),
        _standings([row.role.function.name for row in rows], per_function, sorted(per_function)),
    )


def _standings(having: list[str], roles: dict[str, int], order: list[str]) -> tuple[Standing, ...]:
    return tuple(Standing(group, having.count(group), roles[group]) for group in order if group in having)
