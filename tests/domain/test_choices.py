"""The closed word lists."""

from enum import StrEnum

import pytest

from roles.domain import choices
from roles.domain.choices import Choice, Kind, MappingSource, ReviewState, Status

LISTS = [value for value in vars(choices).values() if isinstance(value, type) and issubclass(value, Choice)]
LISTS.remove(Choice)


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_every_member_is_found_by_its_value_in_any_case(words: type[Choice]) -> None:
    for member in words:
        assert words.parse(f" {member.value.upper()} ") is member


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
@pytest.mark.parametrize("text", ["", "no such word", "draft; drop"])
def test_no_member_is_found_for_anything_else(words: type[Choice], text: str) -> None:
    assert words.parse(text) is None


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words.__name__)
def test_choices_pair_the_stored_value_with_words(words: type[Choice]) -> None:
    pairs = words.choices()
    assert [value for value, _ in pairs] == [member.value for member in words]
    assert not [label for _, label in pairs if "_" in label]


def test_labels() -> None:
    assert Status.IN_REVIEW.label == "in review"
    assert ReviewState.NEEDS_REVIEW.label == "needs review"
    assert MappingSource.INFERRED.label == "inferred from superfunction"


def test_kinds_in_the_order_of_a_page_with_their_headings() -> None:
    assert [kind.plural for kind in Kind] == [
        "responsibilities",
        "tasks",
        "skills",
        "knowledge",
        "competencies",
        "qualifications",
    ]


def test_a_word_is_its_stored_value() -> None:
    assert issubclass(Choice, StrEnum)
    assert f"{Status.DRAFT}" == "draft"
