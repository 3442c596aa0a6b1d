"""Browse: the filters and orders of the list of roles, and which of them an address has chosen."""

from dataclasses import dataclass
from typing import Any

import django_filters as filters
from django.db.models import Case, QuerySet, Value, When
from django.forms import ModelChoiceField, TextInput
from django.http import QueryDict

from roles import codes
from roles.confidence import ConfidenceBand
from roles.forms import NOT_LISTED
from roles.models import Focus, Function, Level, Role, Superfunction, Track
from roles.models.role import RoleQuerySet
from roles.search import Hits, search
from roles.vocabulary import Status

PLACE = (
    "superfunction__position",
    "function__position",
    "focus__position",
    "track__position",
    "grade",
    "code",
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


def _by_code(model: Any, label: str) -> filters.ModelChoiceFilter:
    return filters.ModelChoiceFilter(
        queryset=model.objects.all(),
        to_field_name="code",
        label=label,
        empty_label=f"Any {label.lower()}",
        error_messages=NOT_LISTED,
    )


def _focus_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for focus in Focus.objects.exclude(code=codes.GENERAL_FOCUS).select_related("function"):
        value = f"{focus.function.code}.{focus.code}"
        groups.setdefault(focus.function.name, []).append((value, focus.name))
    return [("Every function", [(codes.GENERAL_FOCUS, "General")]), *groups.items()]


class RoleFilter(filters.FilterSet):
    """The filters of the list of roles; each value stands in the address by its code or word."""

    q = filters.CharFilter(
        method="find",
        label="Title, skill, code or other words",
        max_length=120,
        widget=TextInput(attrs={"type": "search", "data-suggest": "roles"}),
    )
    superfunction = _by_code(Superfunction, "Superfunction")
    function = _by_code(Function, "Function")
    focus = filters.ChoiceFilter(
        choices=_focus_choices,
        method="in_focus",
        label="Focus",
        empty_label="Any focus",
        error_messages=NOT_LISTED,
    )
    track = _by_code(Track, "Track")
    level = _by_code(Level, "Level")
    status = filters.ChoiceFilter(
        choices=[choice for choice in Status.choices() if choice[0] != Status.RETIRED],
        label="Status",
        empty_label="Any status",
        error_messages=NOT_LISTED,
    )
    band = filters.ChoiceFilter(
        choices=[(band.value, band.value) for band in ConfidenceBand],
        method="in_band",
        label="Confidence",
        empty_label="Any confidence",
        error_messages=NOT_LISTED,
    )
    scope = filters.ChoiceFilter(
        choices=lambda: [
            (scope, scope)
            for scope in Role.objects.listed().order_by("scope").values_list("scope", flat=True).distinct()
        ],
        label="Scope",
        empty_label="Any scope",
        error_messages=NOT_LISTED,
    )
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

    def find(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles that the search finds for the words."""
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
    return RoleFilter(data, queryset=Role.objects.listed().with_card())


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
            chosen = filters.form.cleaned_data[name]
            is_row = isinstance(form_field, ModelChoiceField)
            words = form_field.label_from_instance(chosen) if is_row else _choice_label(form_field, given)
            found.append(Chip(str(form_field.label), words, address(filters.data, **{name: ""})))
    return found


def _choice_label(form_field: Any, given: str) -> str:
    flat: dict[str, str] = {}
    for value, label in getattr(form_field, "choices", []):
        flat |= (
            {str(v): str(text) for v, text in label}
            if isinstance(label, list | tuple)
            else {str(value): str(label)}
        )
    return flat.get(given, given)


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
