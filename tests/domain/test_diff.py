"""Wordings side by side: no word is lost, what is equal is unmarked, and what is unmarked is equal."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.domain.diff import Segment, word_diff

WORDS = st.sampled_from(
    ["owns", "Owns", "its", "work,", "work", "work.", "alone", "a", "the", "own", "results;"]
)
lines = st.lists(WORDS, max_size=12).map(" ".join)
anything = st.one_of(lines, st.text(max_size=40))


def plain(text: str) -> list[str]:
    return [word.casefold().strip(".,;:") for word in text.split()]


def unmarked(segments: list[Segment]) -> list[str]:
    return plain(" ".join(run.text for run in segments if not run.differs))


@given(st.lists(anything, min_size=1, max_size=4))
def test_joining_the_runs_gives_back_the_words(texts: list[str]) -> None:
    for text, segments in zip(texts, word_diff(texts), strict=True):
        assert " ".join(run.text for run in segments) == " ".join(text.split())


@given(st.lists(anything, min_size=1, max_size=4))
def test_runs_alternate(texts: list[str]) -> None:
    for segments in word_diff(texts):
        assert all(run.text for run in segments)
        assert all(a.differs is not b.differs for a, b in pairwise(segments))


@given(anything, st.integers(1, 4))
def test_equal_texts_are_unmarked(text: str, times: int) -> None:
    assert not any(run.differs for segments in word_diff([text] * times) for run in segments)


@given(lines)
def test_case_and_closing_signs_make_no_difference(text: str) -> None:
    others = [text.upper(), " ".join(word.strip(".,;:") for word in text.split())]
    assert not any(run.differs for segments in word_diff([text, *others]) for run in segments)


@given(lines, lines)
def test_what_is_unmarked_in_two_texts_is_the_same(first: str, second: str) -> None:
    one, other = word_diff([first, second])
    assert unmarked(one) == unmarked(other)


@given(lines, lines)
def test_texts_that_share_a_word_share_something_unmarked(first: str, second: str) -> None:
    one, other = word_diff([first, second])
    assert bool(unmarked(one)) == bool(set(plain(first)) & set(plain(second))) == bool(unmarked(other))


@given(st.lists(lines, min_size=3, max_size=4))
def test_a_word_is_unmarked_only_if_every_other_text_has_it(texts: list[str]) -> None:
    for i, segments in enumerate(word_diff(texts)):
        others = [plain(text) for j, text in enumerate(texts) if j != i]
        assert all(word in other for word in unmarked(segments) for other in others)


@given(st.lists(lines, min_size=2, max_size=4))
def test_the_marks_do_not_depend_on_the_order_of_the_texts_beside(texts: list[str]) -> None:
    assert word_diff(texts)[0] == word_diff([texts[0], *reversed(texts[1:])])[0]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Owns its work", "Owns the work"], ["Owns [its] work", "Owns [the] work"]),
        (["Works alone", "Works alone on the hardest"], ["Works alone", "Works alone [on the hardest]"]),
        (["", "Works alone"], ["", "[Works alone]"]),
        (["One two", "three"], ["[One two]", "[three]"]),
        (["Works alone.", "works alone, always"], ["Works alone.", "works alone, [always]"]),
        (["a team", "a team", "a company"], ["a [team]", "a [team]", "a [company]"]),
        (["  many   spaces ", "many spaces"], ["many spaces", "many spaces"]),
    ],
)
def test_what_is_marked(texts: list[str], expected: list[str]) -> None:
    shown = [
        " ".join(f"[{run.text}]" if run.differs else run.text for run in segments)
        for segments in word_diff(texts)
    ]
    assert shown == expected
