"""The words that find a role, and the weights of fields and words."""

from hypothesis import given
from hypothesis import strategies as st

from roles.title_parsing.lexicon import LEVEL_WORDS, SHORT_FORMS, STOP_WORDS
from roles.title_parsing.parser import may_be_written_out, read
from roles.title_parsing.tokens import (
    LONGEST,
    MOST_WORDS,
    SearchField,
    idf,
    query_words,
    search_fields,
    words_of,
)

WORDS = sorted({
    *(word for table in (LEVEL_WORDS, SHORT_FORMS, STOP_WORDS) for key in table for word in key.split()),
    *("Harbour", "Engineer", "Designer", "II", "3", "L5", "Sales"),
})  # fmt: skip


def test_words_are_folded_and_stop_words_left_out() -> None:
    assert words_of("The Design of Tests") == ("design", "tests")


def test_hyphenated_words_are_found_whole_and_in_parts() -> None:
    assert words_of("Front-End AI/ML") == ("front-end", "front", "end", "ai", "ml")
    assert query_words("front-end") == ["front", "end"]


def test_characters_that_tell_languages_apart_stay() -> None:
    assert words_of("C, C++, C# and .NET") == ("c", "c++", "c#", ".net")


def test_a_word_keeps_its_best_field() -> None:
    found = search_fields(
        [
            (SearchField.SUMMARY, "plans data"),
            (SearchField.COMPONENT, "Data modelling"),
            (SearchField.TITLE, "Data Planner"),
        ]
    )
    assert found["data"] is SearchField.TITLE
    assert found["modelling"] is SearchField.COMPONENT
    assert found["plans"] is SearchField.SUMMARY


def test_names_are_found_written_out_and_as_written() -> None:
    found = search_fields([(SearchField.APPROVED, "Sr. ML Eng.")])
    assert set(found) == {"sr", "ml", "eng", "machine", "learning", "engineer"}
    assert "machine" not in search_fields([(SearchField.COMPONENT, "ML operations")])


def test_better_fields_have_larger_boosts_and_names_come_first() -> None:
    boosts = [field.boost for field in SearchField]
    assert boosts == sorted(boosts, reverse=True)
    assert [field for field in SearchField if field.is_name] == [
        SearchField.TITLE,
        SearchField.APPROVED,
        SearchField.TREE,
        SearchField.PENDING,
    ]


@given(st.integers(0, 10**6))
def test_rare_words_weigh_more(roles: int) -> None:
    assert 0 < idf(roles + 1) < idf(roles) <= 1


@given(st.text(max_size=300))
def test_any_text_has_words(text: str) -> None:
    assert all(0 < len(word) <= LONGEST for word in words_of(text))
    assert len(query_words(text)) <= MOST_WORDS
    assert set(query_words(text)) <= set(words_of(text))


@given(
    words=st.lists(
        st.one_of(st.sampled_from(WORDS), st.from_regex(r"[A-Za-z0-9]{1,6}", fullmatch=True)),
        min_size=1,
        max_size=6,
    )
)
def test_names_that_are_not_parsed_would_add_no_word(words: list[str]) -> None:
    """A name is not parsed for the index where parsing finds only its own words and stop words."""
    text = " ".join(words)
    if not may_be_written_out(text):
        assert set(read(text).words) <= {*words_of(text), *STOP_WORDS}
