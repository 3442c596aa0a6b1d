"""The tables of the lexicon are well formed: no entry can never apply or contradicts another."""

import re

import pytest

from roles.title_parsing import lexicon
from roles.title_parsing.lexicon import (
    BEFORE_THE_WORK,
    LEVEL_WORDS,
    NOISE_WORDS,
    PHRASES,
    SHORT_FORMS,
    STEMS,
    SYNONYMS,
)

LADDER = {
    *(f"S{n}" for n in range(1, 5)),
    *(f"P{n}" for n in range(1, 7)),
    *(f"M{n}" for n in range(1, 6)),
    "E1",
    "E2",
    "E3",
}


def test_levels_are_those_of_the_ladder_each_on_its_track() -> None:
    for word, levels in LEVEL_WORDS.items():
        for track, codes in levels.items():
            assert codes, word
            assert set(codes) <= LADDER, word
            assert {code[0] for code in codes} == {track}, word


@pytest.mark.parametrize("table", [LEVEL_WORDS, SHORT_FORMS, PHRASES, STEMS, SYNONYMS])
def test_entries_are_written_as_titles_are_folded(table: dict[str, object]) -> None:
    assert table
    for word in table:
        assert word == re.sub(r"\s+", " ", word).strip().casefold()


def test_no_word_is_a_level_and_noise_at_once() -> None:
    assert not set(LEVEL_WORDS) & NOISE_WORDS
    assert not set(LEVEL_WORDS) & set(SHORT_FORMS)
    assert not set(PHRASES) & set(LEVEL_WORDS)


def test_level_words_with_a_condition_are_level_words() -> None:
    assert set(LEVEL_WORDS) >= BEFORE_THE_WORK


def test_a_short_form_stands_for_something_else() -> None:
    assert [word for word, meaning in SHORT_FORMS.items() if word == meaning] == []


def test_endings_are_tried_longest_first() -> None:
    for i, ending in enumerate(lexicon.ENDINGS):
        assert not [later for later in lexicon.ENDINGS[i + 1 :] if later.endswith(ending) and later != ending]
