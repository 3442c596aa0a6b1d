"""Components across the catalogue: which there are, which roles have one, and how telling it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count

from roles.domain.choices import Commonness, Kind
from roles.domain.titles import normalise
from roles.facets import index as facet_index
from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.models import Component, Role, RoleComponent
from roles.queries.compiled import CompiledQuery

PAGE_SIZE = 100
ROLES_PAGE_SIZE = 50
MOST_FUNCTIONS = 40
_ROLES = ("function__code", "focus__position", "track__position", "grade", "code")
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


class ComponentList(Sequence[Component]):
    """Components, most shared first, of a kind and holding a text if given; their ids are read from an index."""

    def __init__(self, kind: Kind | None, text: str) -> None:
        components = Component.objects.order_by("-roles", "key", "kind")
        if kind:
            components = components.filter(kind=kind.value)
        if text:
            components = components.filter(key__contains=normalise(text))
        self._ids = list(components.values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, wanted: Any) -> Any:
        """The components of a slice, or one; one query."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        found = Component.objects.in_bulk(self._ids[wanted])
        return [found[pk] for pk in self._ids[wanted] if pk in found]

    def __iter__(self) -> Iterator[Component]:
        return iter(self[:])


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
    """A role that has the component, with what it says of it."""

    role: Role
    commonness: str
    origin: str


@dataclass(frozen=True)
class ComponentPage:
    """A component with where it stands, and the roles that have it, page by page."""

    component: Component
    kind: Kind
    roles: Listing
    catalogue: Prevalence
    levels: tuple[Prevalence, ...]
    functions: tuple[Prevalence, ...]
    more_functions: int
    """How many functions are left out of the list: those in which the fewest roles have it."""


def component_page(component: Component) -> ComponentPage:
    """The page of a component; three queries, and two for each page of its roles."""
    known = facet_index.current()
    bits = known.holding(role for (role,) in _HOLDERS.rows(component.pk))
    functions = known.count("function", bits)
    by_function = _prevalences(known, "function", dict(functions.most_common(MOST_FUNCTIONS)))
    by_level = _prevalences(known, "level", known.count("level", bits))
    return ComponentPage(
        component,
        Kind(component.kind),
        Listing(bits.bit_count(), lambda start, stop: known.page(bits, _ROLES, start, stop)),
        Prevalence("the catalogue", bits.bit_count(), len(known)),
        tuple(replace(one, group=one.group.partition(" ")[0]) for one in by_level),
        tuple(sorted(by_function, key=lambda one: one.group)),
        sum(1 for having in functions.values() if having) - len(by_function),
    )


_HOLDERS = CompiledQuery(
    lambda pk: RoleComponent.objects.filter(component=pk).order_by().values_list("role_id")
)


def role_components_of(component: Component, roles: Sequence[Role]) -> list[RoleWithComponent]:
    """The roles with what each says of the component, in their order; one query."""
    rows = RoleComponent.objects.filter(component=component, role__in=[role.pk for role in roles])
    said = {row.role_id: row for row in rows.order_by()}
    return [
        RoleWithComponent(role, Commonness(row.commonness).label, row.get_origin_display())
        for role in roles
        if (row := said.get(role.pk))
    ]


def _prevalences(known: FacetIndex, facet: str, having: Mapping[str, int]) -> list[Prevalence]:
    """Those of the values of a facet that have some role in ``having``, by the facet's order."""
    roles, labels = known.count(facet, known.whole), known.facets[facet].labels
    values = known.facets[facet].in_order(value for value, number in having.items() if number)
    return [Prevalence(labels[value], having[value], roles[value]) for value in values]
