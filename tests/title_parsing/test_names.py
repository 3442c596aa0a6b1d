"""Names: which are distinct, and which of several equal ones is kept."""

from hypothesis import given
from hypothesis import strategies as st

from roles.domain.coordinates import MatchBand
from roles.title_parsing.matching import resolve
from roles.title_parsing.names import Name, NameStatus, ReadName, Target

NAMES = st.lists(
    st.builds(
        Name,
        st.lists(
            st.sampled_from(["Data", "Nurse", "Senior", "III", "Lead", "Manager"]), min_size=1, max_size=4
        ).map(" ".join),
        st.sampled_from(NameStatus),
        st.sampled_from([0.5, 0.64, 0.7, 1.0]),
    ),
    min_size=1,
    max_size=8,
)


def test_names_that_differ_in_their_level_alone_are_one_at_a_level() -> None:
    names = tuple(
        Name(text, NameStatus.PENDING, confidence)
        for text, confidence in (
            ("Data Science 3", 0.66),
            ("Data Science III", 0.70),
            ("Data Analyst III", 0.7),
        )
    )
    assert [one.name.text for one in Target("A", names, "P3").distinct_names] == [
        "Data Science III",
        "Data Analyst III",
    ]
    assert [one.name for one in Target("A", names).distinct_names] == list(names)


def test_of_equal_texts_the_name_of_most_worth_is_the_exact_one() -> None:
    pending, approved = Name("Nurse  III", NameStatus.PENDING, 0.9), Name("nurse iii", NameStatus.APPROVED)
    assert Target("A", (pending, approved), "P3").by_key == {"nurse iii": approved}


@given(NAMES)
def test_for_every_name_one_is_kept_with_the_same_words_and_at_least_its_worth(names: list[Name]) -> None:
    kept = Target("A", tuple(names), "P3").distinct_names
    assert len({one.words for one in kept}) == len(kept)
    for name in map(ReadName.of, names):
        assert any(one.words == name.words and one.worth >= name.worth for one in kept)


@given(NAMES)
def test_every_name_is_found_by_its_own_text(names: list[Name]) -> None:
    target = Target("A", tuple(names), "P3")
    for name in names:
        (best,) = resolve(name.text, [target], {}).candidates or (None,)
        assert best is None or best.score > 0
        if best and best.is_exact:
            is_confident = resolve(name.text, [target], {}).band is MatchBand.CONFIDENT
            assert is_confident is best.name.status.is_decided
        if name.status.is_decided and best:
            assert resolve(name.text, [target], {}).band is MatchBand.CONFIDENT
