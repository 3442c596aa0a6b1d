"""The filters and orders of the list of roles, the roles that they find, and the addresses of each choice."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field, Select, TextInput
from django.http import QueryDict
from django_filters import CharFilter, ChoiceFilter, Filter, FilterSet

from roles.facets import index as facet_index
from roles.facets.index import TREE_ORDER, FacetIndex
from roles.facets.indexed import IndexedFacet
from roles.facets.listing import Listing
from roles.facets.role_set import RoleSet
from roles.forms import NOT_LISTED
from roles.models import Role
from roles.search.query import Hits, search

BEST_MATCH = "match"
"""The order of a search: the best hit first; without a search, the order of the tree."""

SORTS = {
    BEST_MATCH: ("Best match", TREE_ORDER),
    "place": ("Place in the tree", TREE_ORDER),
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

    def __init__(self, *, facet: IndexedFacet, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.facet = facet

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


class FacetFilter(Filter):
    """A filter by a facet."""

    field_class = FacetField


class RoleFilter(FilterSet):
    """The form of the list of roles, and what it finds: words, a value of each facet, and an order.

    Page, counts and downloads all ask ``matching`` or ``qs``, which ask the facet index, so that they cannot differ.
    """

    q = CharFilter(
        label="Title, skill, code or other words",
        max_length=120,
        widget=TextInput(attrs={"type": "search", "data-suggest": "roles"}),
    )
    sort = ChoiceFilter(
        choices=[(value, label) for value, (label, _) in SORTS.items()],
        label="Order",
        empty_label=None,
        error_messages=NOT_LISTED,
    )

    filters: dict[str, Filter]

    class Meta:
        model = Role
        fields: list[str] = []

    def __init__(self, data: QueryDict, index: FacetIndex) -> None:
        super().__init__(data, Role.objects.none())
        self.index = index
        facets = {
            name: FacetFilter(label=facet.declared.label, facet=facet) for name, facet in index.facets.items()
        }
        self.filters = {"q": self.filters["q"], **facets, "sort": self.filters["sort"]}

    @property
    def chosen(self) -> dict[str, str]:
        """The values that a valid form has chosen, by facet."""
        return {name: value for name in self.index.facets if (value := self.form.cleaned_data[name])}

    @cached_property
    def hits(self) -> Hits | None:
        """What the search of a valid form found; None without words."""
        text = self.form.cleaned_data["q"]
        return search(text) if text else None

    @cached_property
    def _found(self) -> RoleSet | None:
        return self.index.with_ids(self.hits.ids) if self.hits else None

    def matching(self, *, without: str = "") -> RoleSet:
        """The roles that have the words and all values of a valid form, or all but the value of one facet."""
        values = {name: value for name, value in self.chosen.items() if name != without}
        return self.index.matching(values, self._found)

    def filter_queryset(self, queryset: Any) -> Listing:
        """The roles of a valid form in its order, which ``qs`` gives; no query before a part of them is read.

        A listing takes the place of django-filter's queryset.
        """
        roles, sort = self.matching(), self.form.cleaned_data["sort"]
        if self.hits and sort == BEST_MATCH:
            matching = set(self.index.page(roles, TREE_ORDER, 0, len(roles)))
            return Listing([pk for pk in self.hits.ids if pk in matching])
        return self.index.listing(roles, order=SORTS[sort][1])

    @property
    def unknown_keys(self) -> list[str]:
        """The keys of the address that are no filter."""
        return sorted(set(self.data) - set(self.filters) - _MORE_THAN_FILTERS)


def role_filter(query: QueryDict) -> RoleFilter:
    """The filter for an address; without an order, the best match of a search or the place in the tree."""
    data = query.copy()
    if not data.get("sort"):
        data["sort"] = BEST_MATCH if data.get("q", "").strip() else "place"
    return RoleFilter(data, facet_index.current())


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
            facet = filters.index.facets.get(name)
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
