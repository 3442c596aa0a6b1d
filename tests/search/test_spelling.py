"""Spelling: a misspelled word finds the word that was meant, and an unknown word stays unknown."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.models import Word
from roles.search.spelling import near_words

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("relibility", "reliability"),  # one letter missing
        ("reliabbility", "reliability"),  # one too many
        ("reliabiliti", "reliability"),  # one wrong
        ("relaibility", "reliability"),  # two swapped
        ("statsitcial", "statistical"),  # two slips in a long word
        ("erliability", "reliability"),  # at the beginning
        ("scietnist", "scientist"),
    ],
)
def test_a_slip_finds_the_word(slip: str, meant: str) -> None:
    assert near_words([slip]) == {slip: meant}


@pytest.mark.parametrize("word", ["xyzzyplugh", "zebra", "dta", "bees", "3.0", "a\0b", ""])
def test_what_is_like_nothing_or_too_short_is_left_out(word: str) -> None:
    assert near_words([word]) == {}


def test_only_words_that_roles_have_are_found() -> None:
    Word.objects.filter(text="reliability").update(roles=0, names=0)
    assert near_words(["relibility"]).get("relibility") != "reliability"


def test_many_words_cost_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        assert len(near_words(["relibility", "scietnist", "xyzzyplugh"])) == 2
