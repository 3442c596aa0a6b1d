"""Components across the catalogue: which there are, which roles have one, and how distinctive it is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count

from roles.domain.choices import Commonness, Kind
from roles.domain.titles import normalise
from roles.facets import index as facet_index
from roles.facets.index import FacetIndex
from roles.facets.listing import LazySequence, Listing
from roles.models import Component, Role, RoleComponent
from roles.queries.compiled import CompiledQuery

PAGE_SIZE = 100
ROLES_PAGE_SIZE = 50
MOST_FUNCTIONS = 40
_ORDER = ("function__code", "focus__position", "track__position", "grade", "code")
DISTINCTIVE = 0.05
"""A component that at most one role in twenty has is called distinctive; half and more is called common."""
COMMON = 0.5


@dataclass(frozen=True)
class KindCount:
    """A kind with the number of components that roles have."""

    kind: Kind
    count: int


def kind_counts() -> list[KindCount]:
    """The six kinds in order with their numbers of components; one query."""
    counts = dict(Component.objects.order_by().values_list("kind").annotate(Count("pk")))
    return [KindCount(kind, counts.get(kind.value, 0)) for kind in Kind]


class ComponentList(LazySequence[Component]):
    """Components, most shared first, of a kind and with a text in their label if given; one query for their ids."""

    def __init__(self, kind: Kind | None, text: str) -> None:
        components = Component.objects.order_by("-roles", "key", "kind")
        if kind:
            components = components.filter(kind=kind.value)
        if text:
            components = components.filter(key__contains=normalise(text))
        self._ids = list(components.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._ids)

    def part(self, start: int, stop: int) -> list[Component]:
        """The components at these places; one query."""
        ids = self._ids[start:stop]
        found = Component.objects.in_bulk(ids)
        return [found[pk] for pk in ids if pk in found]


@dataclass(frozen=True)
class Prevalence:
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
    """A role that has the component, with how common it is there and where the role has it from."""

    role: Role
    commonness: str
    origin: str


@dataclass(frozen=True)
class ComponentPage:
    """A component with its prevalence, and the roles that have it, page by page."""

    component: Component
    kind: Kind
    roles: Listing
    catalogue: Prevalence
    levels: tuple[Prevalence, ...]
    functions: tuple[Prevalence, ...]
    more_functions: int
    """How many functions are left out of ``functions``: those in which the fewest roles have it."""


def component_page(component: Component) -> ComponentPage:
    """The page of a component; three queries, and two for each page of its roles."""
    index = facet_index.current()
    roles = index.with_ids(role for (role,) in _ROLES_WITH.rows(component.pk))
    functions = index.count("function", roles)
    by_function = _prevalences(index, "function", dict(functions.most_common(MOST_FUNCTIONS)))
    by_level = _prevalences(index, "level", index.count("level", roles))
    return ComponentPage(
        component,
        Kind(component.kind),
        index.listing(roles, order=_ORDER),
        Prevalence("the catalogue", len(roles), len(index)),
        tuple(replace(one, group=one.group.partition(" ")[0]) for one in by_level),
        tuple(sorted(by_function, key=lambda one: one.group)),
        sum(1 for number in functions.values() if number) - len(by_function),
    )


_ROLES_WITH = CompiledQuery(
    lambda pk: RoleComponent.objects.filter(component=pk).order_by().values_list("role_id")
)


def role_components_of(component: Component, roles: Sequence[Role]) -> list[RoleWithComponent]:
    """The roles, in their order, with how each has the component; one query."""
    rows = RoleComponent.objects.filter(component=component, role__in=[role.pk for role in roles])
    by_role = {row.role_id: row for row in rows.order_by()}
    return [
        RoleWithComponent(role, Commonness(row.commonness).label, row.get_origin_display())
        for role in roles
        if (row := by_role.get(role.pk))
    ]


def _prevalences(index: FacetIndex, facet: str, numbers: Mapping[str, int]) -> list[Prevalence]:
    """The prevalence by the values of a facet, in its order; those without a role that has the component are left out.

    ``numbers`` are those of the roles with the component, by value.
    """
    roles, labels = index.count(facet), index.facets[facet].labels
    values = index.facets[facet].in_order(value for value, number in numbers.items() if number)
    return [Prevalence(labels[value], numbers[value], roles[value]) for value in values]
