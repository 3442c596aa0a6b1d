"""Facets: how many roles each value of a filter would leave, given what is chosen elsewhere."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Case, CharField, Count, QuerySet, Value, When
from django.db.models.functions import Concat
from django.forms import ModelChoiceField

from roles import codes
from roles.browse import RoleFilter
from roles.confidence import ConfidenceBand
from roles.models import Role

FACETS = {
    # filter: the column that its values stand in
    "superfunction": "superfunction__code",
    "function": "function__code",
    "focus": "focus_key",
    "track": "track__code",
    "level": "level__code",
    "status": "status",
    "band": "band",
    "scope": "scope",
}

LONG = 60
"""Of a list with more choices than this, only those are shown that leave a role."""

Counts = dict[str, Counter[str]]
"""For each filter, the number of roles by value."""


def facet_counts(filters: RoleFilter) -> Counts:
    """Count the roles for every value of every facet, each facet without regard to what is chosen in itself.

    A role that fails no filter counts everywhere; one that fails a single filter counts in that filter's facet.
    One query.
    """
    chosen = {name: str(value) for name in FACETS if (value := filters.data.get(name))}
    counts: Counts = {name: Counter() for name in FACETS}
    for *values, number in _rows(filters):
        row = dict(zip(FACETS, values, strict=True))
        failed = [name for name, value in chosen.items() if not _has(row, name, value)]
        for name in FACETS if not failed else failed if len(failed) == 1 else ():
            counts[name][row[name]] += number
    counts["focus"][codes.GENERAL_FOCUS] = sum(
        number for key, number in counts["focus"].items() if key.endswith(f".{codes.GENERAL_FOCUS}")
    )
    return counts


def _has(row: Mapping[str, str], name: str, value: str) -> bool:
    if name == "focus" and "." not in value:
        return row[name].endswith(f".{value}")
    return row[name] == value


def _rows(filters: RoleFilter) -> QuerySet[Any, Any]:
    roles = Role.objects.listed()
    if filters.hits is not None:
        roles = roles.filter(pk__in=filters.hits.ids)
    bands = []
    for band in ConfidenceBand:
        low, above = band.limits
        bands.append(When(confidence__gte=low, confidence__lt=above, then=Value(band.value)))
    return (
        roles.order_by()
        .annotate(
            band=Case(*bands, output_field=CharField()),
            focus_key=Concat("function__code", Value("."), "focus__code"),
        )
        .values_list(*FACETS.values())
        .annotate(number=Count("pk"))
    )


def show_counts(filters: RoleFilter, counts: Counts) -> None:
    """Put the counts beside the values in the form's lists of choices: "Data & AI (42)".

    The lists are read once and stay plain on the fields, for whoever asks for the label of a value.
    """
    for name in FACETS:
        field: Any = filters.form.fields[name]
        choices = tuple(map(tuple, field.choices))  # a list would count the rows first
        if not isinstance(field, ModelChoiceField):  # which reads them from the database each time
            field.choices = choices
        counted = (_counted(value, label, counts[name]) for value, label in choices)
        chosen = str(filters.data.get(name, ""))
        field.widget.choices = list(_with_roles(counted, chosen) if len(choices) > LONG else counted)


def _with_roles(choices: Iterable[tuple[Any, Any]], chosen: str) -> Iterator[tuple[Any, Any]]:
    """The choices that leave a role, and the chosen one: of a long list nobody reads the others."""
    for value, label in choices:
        if isinstance(label, list):
            if group := list(_with_roles(label, chosen)):
                yield value, group
        elif not str(value) or str(value) == chosen or not str(label).endswith(" (0)"):
            yield value, label


def _counted(value: Any, label: Any, counts: Counter[str]) -> tuple[Any, Any]:
    if isinstance(label, list | tuple):
        return value, [_counted(v, text, counts) for v, text in label]
    code = getattr(value, "instance", None)
    key = str(code.code if code else value)
    return (value, f"{label} ({counts[key]})") if key else (value, label)
