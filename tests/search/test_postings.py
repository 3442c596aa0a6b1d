"""Postings are those that the ORM reads: the best fields first, and all words of the chosen roles."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.models import Posting, Word
from roles.search.postings import MOST_HITS, best_postings, postings_of_roles
from roles.title_parsing.tokens import SearchField

pytestmark = pytest.mark.usefixtures("catalogue")


def defined(forms: list[int], worst: SearchField) -> list[tuple[int, ...]]:
    """All postings of the words by the ORM, in the order of the definition."""
    rows = Posting.objects.filter(word__in=forms, field__lte=worst).order_by("field", "role")
    return list(rows.values_list("role", "word", "field"))


def words(*texts: str) -> list[int]:
    found = dict(Word.objects.filter(text__in=texts).values_list("text", "pk"))
    return [found[text] for text in texts]


@pytest.mark.parametrize("worst", [SearchField.TITLE, SearchField.APPROVED, SearchField.SUMMARY])
@pytest.mark.parametrize(
    "texts", [("mentoring",), ("engineer",), ("model", "models"), ("senior", "data", "engineer")]
)
def test_the_postings_of_the_best_fields_come_first(
    texts: tuple[str, ...], worst: SearchField, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    forms = words(*texts)
    with django_assert_num_queries(1):
        found = best_postings(forms, worst)
    expected = defined(forms, worst)
    assert [(field, role) for role, _, field in found] == [(field, role) for role, _, field in expected][
        :MOST_HITS
    ]
    assert set(found) <= set(expected)
    assert len(found) == len(set(found)) == min(MOST_HITS, len(expected))


@pytest.mark.parametrize("worst", [SearchField.TITLE, SearchField.SUMMARY])
def test_all_words_of_the_roles_that_have_one(
    worst: SearchField, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    forms, sought = words("mentoring"), words("mentoring", "senior", "engineer", "models")
    roles = {role for role, *_ in best_postings(forms, worst)}
    with django_assert_num_queries(1):
        found = postings_of_roles(forms, sought, worst)
    assert sorted(found) == sorted(row for row in defined(sought, worst) if row[0] in roles)
    assert bool(found) == bool(roles)


def test_no_word_has_no_postings() -> None:
    assert best_postings([], SearchField.SUMMARY) == []
    assert postings_of_roles([], words("senior"), SearchField.SUMMARY) == []
