"""Browse: the filters and orders of the list of roles."""

from typing import Any

import django_filters as filters
from django.db.models import Case, Q, QuerySet, Value, When
from django.forms import TextInput
from django.http import QueryDict

from roles import codes
from roles.confidence import ConfidenceBand
from roles.forms import NOT_LISTED
from roles.models import Focus, Function, Level, Role, Superfunction, Track
from roles.models.role import RoleQuerySet
from roles.titles import normalise
from roles.vocabulary import AliasState, Status

PLACE = (
    "superfunction__position",
    "function__position",
    "focus__position",
    "track__position",
    "grade",
    "code",
)
"""The order of the tree: field, function, focus, then up the ladder."""

SORTS = {
    "place": ("Place in the tree", PLACE),
    "code": ("Code", ("code",)),
    "title": ("Title", ("title", "code")),
    "grade": ("Grade, low to high", ("grade", "code")),
    "-grade": ("Grade, high to low", ("-grade", "code")),
    "confidence": ("Confidence, high to low", ("-confidence", "code")),
}
"""The orders by their value in the address: label and columns."""

PAGE_SIZE = 25
_MORE_THAN_FILTERS = {"page"}


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
        label="Title, alias or code",
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

    class Meta:
        model = Role
        fields: list[str] = []

    def find(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles whose code or title holds the text, or that have an alias which does and is not rejected."""
        named = Q(aliases__key__contains=normalise(value)) & ~Q(aliases__state=AliasState.REJECTED.value)
        found = roles.filter(Q(code__icontains=value) | Q(title__icontains=value) | named)
        return roles.filter(pk__in=found.order_by().values("pk"))

    def in_focus(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles of ``GEN`` in every function, or of one focus such as ``AIMLAM.NLP``."""
        function, _, focus = value.rpartition(".")
        return roles.filter(focus__code=focus, **({"function__code": function} if function else {}))

    def in_band(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles of a confidence band."""
        return roles.in_confidence_band(ConfidenceBand(value))

    def in_order(self, roles: RoleQuerySet, name: str, value: str) -> QuerySet[Role]:
        """Roles in one of the orders."""
        return roles.order_by(*SORTS[value][1])


def role_filter(query: QueryDict) -> RoleFilter:
    """The filter for an address; without an order, by place in the tree."""
    data = query.copy()
    if not data.get("sort"):
        data["sort"] = "place"
    return RoleFilter(data, queryset=Role.objects.listed().with_card())


def unknown_keys(query: QueryDict) -> list[str]:
    """The keys of an address that are no filter."""
    return sorted(set(query) - set(RoleFilter.base_filters) - _MORE_THAN_FILTERS)


def suggestions(text: str, limit: int = 10) -> list[Role]:
    """Listed roles whose code, title or approved alias holds the text; those that start with it come first."""
    wanted = normalise(text)
    if not wanted or "\0" in text:
        return []
    named = Q(aliases__key__contains=wanted, aliases__state=AliasState.APPROVED.value)
    found = Role.objects.listed().filter(Q(code__icontains=wanted) | Q(title__icontains=wanted) | named)
    starts = Q(code__istartswith=wanted) | Q(title__istartswith=wanted)
    rank = Case(When(starts, then=Value(0)), default=Value(1))
    return list(
        Role.objects.filter(pk__in=found.values("pk")).only("code", "title").order_by(rank, "code")[:limit]
    )
