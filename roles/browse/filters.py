"""Browse: the filters and orders of the list of roles, and which of them an address has chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.core.exceptions import ValidationError
from django.db.models import Case, QuerySet, Value, When
from django.forms import Field, Select, TextInput
from django.http import QueryDict

from roles.domain.confidence import ConfidenceBand
from roles.facets import index as facet_index
from roles.facets.index import FacetIndex
from roles.facets.listing import Listing
from roles.facets.read import Facet
from roles.forms import NOT_LISTED
from roles.models import Role
from roles.models.role import RoleQuerySet
from roles.search.query import Hits, search

PLACE = (
    "superfunction__position",
    "superfunction__code",
    "function__position",
    "function__code",
    "focus__position",
    "focus__code",
    "track__position",
    "grade",
)
"""The order of the tree: field, function, focus, then up the ladder."""

BEST_MATCH = "match"
"""The order of a search: the best hit first; without a search, the place in the tree."""

SORTS = {
    BEST_MATCH: ("Best match", PLACE),
    "place": ("Place in the tree", PLACE),
    "code": ("Code", ("code",)),
    "title": ("Title", ("title", "code")),
    "grade": ("Grade, low to high", ("grade", "code")),
    "-grade": ("Grade, high to low", ("-grade", "code")),
    "confidence": ("Confidence, high to low", ("-confidence", "code")),
}
"""The orders by their value in the address: label and columns."""

PAGE_SIZE = 25
_MORE_THAN_FILTERS = {"page", "view"}
VIEWS = {"list": "List", "grid": "Grid of functions and levels"}


class FacetSelect(Select):
    """A list of choices in one template: Django's own includes two for each of a few hundred options."""

    template_name = "roles/browse/select.html"


class FacetField(Field):
    """One of the values of a facet; the lists are as long as the catalogue, so the form shows a part of them."""

    widget = FacetSelect
    facet = Facet({})

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Every value with its label, the empty one first."""
        return [self.any_choice, *self.facet.labels.items()]

    @property
    def any_choice(self) -> tuple[str, str]:
        """The empty value with its label."""
        return "", f"Any {str(self.label).lower()}"

    def validate(self, value: Any) -> None:
        """Refuse what is no value of the facet."""
        if value and value not in self.facet.labels:
            raise ValidationError(NOT_LISTED["invalid_choice"] % {"value": value})


class FacetFilter(filters.Filter):
    """A filter by a facet."""

    field_class = FacetField


class RoleFilter(filters.FilterSet):
    """The filters of the list of roles; each value stands in the address by its code or word."""

    q = filters.CharFilter(
        method="find",
        label="Title, skill, code or other words",
        max_length=120,
        widget=TextInput(attrs={"type": "search", "data-suggest": "roles"}),
    )
    superfunction = FacetFilter("superfunction__code", label="Superfunction")
    function = FacetFilter("function__code", label="Function")
    focus = FacetFilter(method="in_focus", label="Focus")
    track = FacetFilter("track__code", label="Track")
    level = FacetFilter("level__code", label="Level")
    status = FacetFilter("status", label="Status")
    band = FacetFilter(method="in_band", label="Confidence")
    scope = FacetFilter("scope", label="Scope")
    sort = filters.ChoiceFilter(
        choices=[(value, label) for value, (label, _) in SORTS.items()],
        method="in_order",
        label="Order",
        empty_label=None,
        error_messages=NOT_LISTED,
    )

    hits: Hits | None = None
    """What the search found; None without one."""

    class Meta:
        model = Role
        fields: list[str] = []

    def __init__(self, data: QueryDict, cube: FacetIndex) -> None:
        super().__init__(data, Role.objects.listed().for_summaries())
        self.cube = cube
        for name, facet in cube.facets.items():
            self.form.fields[name].facet = facet

    @property
    def facets(self) -> dict[str, str]:
        """What is chosen of the facets, by a form that is valid."""
        return {name: value for name in self.cube.facets if (value := self.form.cleaned_data[name])}

    @property
    def found(self) -> int | None:
        """What the search found, as a set; None without a search."""
        text = self.form.cleaned_data["q"]
        if not text:
            return None
        if self.hits is None:
            self.hits = search(text)
        return self.cube.holding(self.hits.ids)

    def listing(self) -> Listing:
        """The roles of a valid form, in its order, page by page."""
        found = self.found
        sort = self.form.cleaned_data["sort"]
        bits = self.cube.chosen(self.facets, found)
        if found is not None and sort == BEST_MATCH:
            flagged = set(self.cube.page(bits, (), 0, len(self.cube)))
            best = [pk for pk in self.hits.ids if pk in flagged] if self.hits else []
            return Listing(len(best), lambda start, stop: best[start:stop])
        columns: Sequence[str] = () if SORTS[sort][1] == PLACE else SORTS[sort][1]
        return Listing(bits.bit_count(), lambda start, stop: self.cube.page(bits, columns, start, stop))

    def find(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles that the search finds for the words."""
        if self.hits is None:
            self.hits = search(value)
        return roles.filter(pk__in=self.hits.ids)

    def in_focus(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles of ``GEN`` in every function, or of one focus such as ``AIMLAM.NLP``."""
        function, _, focus = value.rpartition(".")
        return roles.filter(focus__code=focus, **({"function__code": function} if function else {}))

    def in_band(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles of a confidence band."""
        return roles.in_confidence_band(ConfidenceBand(value))

    def in_order(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles in one of the orders."""
        if value == BEST_MATCH and self.hits and self.hits.ids:
            rank = [When(pk=pk, then=Value(i)) for i, pk in enumerate(self.hits.ids)]
            return roles.order_by(Case(*rank))
        return roles.order_by(*SORTS[value][1])


def role_filter(query: QueryDict) -> RoleFilter:
    """The filter for an address; without an order, the best match of a search or the place in the tree."""
    data = query.copy()
    if not data.get("sort"):
        data["sort"] = BEST_MATCH if data.get("q", "").strip() else "place"
    return RoleFilter(data, facet_index.current())


def unknown_keys(query: QueryDict) -> list[str]:
    """The keys of an address that are no filter."""
    return sorted(set(query) - set(RoleFilter.base_filters) - _MORE_THAN_FILTERS)


@dataclass(frozen=True)
class Chip:
    """A filter that has been chosen: its label, the value in words, and the address without it."""

    label: str
    value: str
    address: str


def chips(filters: RoleFilter) -> list[Chip]:
    """The filters of a valid form that have been chosen, in the order of the form."""
    found = []
    for name, form_field in filters.form.fields.items():
        given = filters.data.get(name)
        if given and name != "sort":
            facet = filters.cube.facets.get(name)
            words = facet.labels[given] if facet else given
            found.append(Chip(str(form_field.label), words, address(filters.data, **{name: ""})))
    return found


def address(query: QueryDict, **changes: str) -> str:
    """The query of an address with some values changed, empty ones left out, and on its first page."""
    data = query.copy()
    data.pop("page", None)
    for name, value in changes.items():
        data[name] = value
    for name in [name for name in data if not data[name]]:
        del data[name]
    if data.get("sort") == BEST_MATCH or (data.get("sort") == "place" and not data.get("q")):
        del data["sort"]
    return f"?{data.urlencode()}" if data else "?"
