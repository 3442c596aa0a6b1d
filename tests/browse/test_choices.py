"""Facets: each count is what choosing the value would leave, whatever is chosen in the facet itself."""

import pytest
from django.http import QueryDict
from pytest_django import DjangoAssertNumQueries

from roles.browse import choices
from roles.browse.choices import facet_counts, show_counts
from roles.browse.filters import role_filter

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
    data = QueryDict(query, mutable=True)
    for name, value in changes.items():
        data[name] = value
    filters = role_filter(data)
    assert filters.form.is_valid()
    return filters.qs.count()


@pytest.mark.parametrize("query", QUERIES)
def test_a_count_is_what_choosing_the_value_leaves(query: str) -> None:
    filters = role_filter(QueryDict(query))
    assert filters.form.is_valid()
    counts = facet_counts(filters)
    assert set(counts) == set(filters.cube.facets) == set(CHOICES)
    for name, values in CHOICES.items():
        for value in values:
            assert counts[name][value] == found(query, **{name: value}), (name, value)


def test_facets_cost_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    filters = role_filter(QueryDict("function=AIMLAM"))
    assert filters.form.is_valid()
    with django_assert_num_queries(0):
        show_counts(filters, facet_counts(filters))


def test_counts_stand_beside_the_values() -> None:
    filters = role_filter(QueryDict("superfunction=DATA"))
    assert filters.form.is_valid()
    show_counts(filters, facet_counts(filters))
    labels = [label for _, label in filters.form.fields["superfunction"].widget.choices]
    assert labels[:3] == [
        "Any superfunction",
        f"Data & AI ({found('superfunction=DATA')})",
        f"Software & Technology ({found('superfunction=SOFT')})",
    ]


def test_of_a_long_list_the_values_without_roles_are_left_out_but_not_the_chosen_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choices, "LONG", 3)
    filters = role_filter(QueryDict("function=SRENG&level=E3"))
    assert filters.form.is_valid()
    show_counts(filters, facet_counts(filters))
    offered = {str(value): label for value, label in filters.form.fields["level"].widget.choices}
    assert offered["E3"] == "E3 Chief Officer (0)"
    assert "P3" in offered
    assert "S1" not in offered
