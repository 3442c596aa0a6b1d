"""Facets: each count is what choosing the value would leave, whatever is chosen in the facet itself."""

from collections import Counter

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from roles.browse import choices
from roles.browse.choices import facet_counts, show_counts
from roles.browse.filters import role_filter
from roles.models import Focus, Role
from tests.facets.by_queries import listed

pytestmark = pytest.mark.usefixtures("catalogue")

CHOICES = {
    "superfunction": ["DATA", "SOFT"],
    "function": ["AIMLAM", "SWENG", "SRENG"],
    "focus": ["GEN", "AIMLAM.NLP", "SWENG.MOB"],
    "track": ["P", "M", "S"],
    "level": ["P3", "M2", "E3"],
    "status": ["draft", "in_review", "published"],
    "band": ["low", "medium", "high"],
    "scope": ["global"],
}

QUERIES = [
    "",
    "superfunction=DATA",
    "function=AIMLAM&level=P3",
    "focus=GEN&track=M&status=published",
    "focus=AIMLAM.NLP&function=AIMLAM",
    "superfunction=SOFT&function=AIMLAM",
    "q=mentoring",
    "q=senior&track=P&band=high",
]


def found(query: str, **changes: str) -> int:
    return listed(**(QueryDict(query).dict() | changes)).count()


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_choosing_the_value_leaves(query: str) -> None:
    filters = role_filter(QueryDict(query))
    assert filters.form.is_valid()
    counts = facet_counts(filters)
    assert set(counts) == set(filters.index.facets) == set(CHOICES)
    for name, values in CHOICES.items():
        for value in values:
            assert counts[name][value] == found(query, **{name: value}), (name, value)


def test_facets_cost_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    filters = role_filter(QueryDict("function=AIMLAM"))
    assert filters.form.is_valid()
    with django_assert_num_queries(0):
        show_counts(filters, facet_counts(filters))


def test_counts_are_shown_beside_the_values() -> None:
    filters = role_filter(QueryDict("superfunction=DATA"))
    assert filters.form.is_valid()
    show_counts(filters, facet_counts(filters))
    labels = [label for _, label in filters.form.fields["superfunction"].widget.choices]
    assert labels[:3] == [
        "Any superfunction",
        f"Data & AI ({found('superfunction=DATA')})",
        f"Software & Technology ({found('superfunction=SOFT')})",
    ]


def offered(query: str, name: str) -> tuple[list[str], str]:
    """The values that the form offers for a facet, and the hint beside it."""
    filters = role_filter(QueryDict(query))
    assert filters.form.is_valid()
    show_counts(filters, facet_counts(filters))
    field = filters.form.fields[name]
    values = []
    for value, label in field.widget.choices[1:]:
        values += [value] if isinstance(label, str) else [value for value, _ in label]
    return values, field.help_text


def test_of_a_very_long_list_only_what_is_below_the_choice_above_is_offered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choices, "MOST", 4)
    special = Focus.objects.filter(function__code="SWENG").exclude(code="GEN").values_list("code", flat=True)
    assert offered("", "focus") == (["GEN"], "The function decides which are shown.")
    assert set(offered("function=SWENG", "focus")[0]) == {"GEN", *(f"SWENG.{code}" for code in special)}
    assert set(offered("focus=AIMLAM.NLP", "focus")[0]) == {"GEN", "AIMLAM.NLP"}
    assert set(offered("superfunction=DATA", "function")[0]) <= set(
        Role.objects.filter(superfunction__code="DATA").values_list("function__code", flat=True)
    )


@pytest.mark.parametrize(
    ("name", "column", "hint"),
    [
        ("superfunction", "superfunction__code", ""),
        ("function", "function__code", "The superfunction decides which are shown."),
        ("level", "level__code", ""),
    ],
)
def test_of_a_very_long_list_without_a_choice_above_the_values_with_the_most_roles_are_offered(
    monkeypatch: pytest.MonkeyPatch, name: str, column: str, hint: str
) -> None:
    monkeypatch.setattr(choices, "MOST", 2)
    values, shown_hint = offered("", name)
    numbers = Counter(Role.objects.values_list(column, flat=True))
    assert (len(values), shown_hint) == (2, hint)
    least = min(numbers[value] for value in values)
    assert all(number <= least for value, number in numbers.items() if value not in values)


def test_of_a_long_list_the_values_without_roles_are_left_out_but_not_the_chosen_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choices, "LONG", 3)
    filters = role_filter(QueryDict("function=SRENG&level=E3"))
    assert filters.form.is_valid()
    show_counts(filters, facet_counts(filters))
    labels = {str(value): label for value, label in filters.form.fields["level"].widget.choices}
    assert labels["E3"] == "E3 Chief Officer (0)"
    assert "P3" in labels
    assert "S1" not in labels
