"""Prose that is another role's."""

import pytest

from roles.documents.errors import location_in_words
from roles.quality.prose import near_summary, same_prose
from tests.quality.checking import found, locations, role

SUMMARY = "Plans and builds a whole model: settles what it is for, chooses a method, writes the code and explains it."


def test_the_same_summary_at_two_levels_is_found_at_the_second() -> None:
    documents = [role(f"AIMLAM.GEN.{level}", summary=SUMMARY) for level in ("P3", "P4")]
    assert found(same_prose, *documents) == [
        ("AIMLAM.GEN.P4", "is the same as that of AIMLAM.GEN.P3; expected words of its own")
    ]
    assert found(near_summary, *documents) == []  # told once


@pytest.mark.parametrize(
    ("story", "place"),
    [
        ({"who": "Somebody."}, "role.story.who"),
        ({"problem": {"internal": "Unease."}}, "role.story.problem.internal"),
        ({"plan": ["Ask.", "Build."]}, "role.story.plan"),
        ({"success": "It holds."}, "role.story.success"),
    ],
)
def test_the_same_part_of_a_story_in_two_functions_is_found(story: dict[str, object], place: str) -> None:
    documents = [role(code, story=story) for code in ("AIMLAM.GEN.P3", "DATSCI.GEN.P3")]
    assert [location_in_words(p) for p in locations(same_prose, *documents)] == [place]


def test_parts_that_are_missing_are_not_the_same() -> None:
    assert found(same_prose, role("AIMLAM.GEN.P3"), role("AIMLAM.GEN.P4")) == []


def test_one_step_in_common_is_no_common_plan() -> None:
    plans = [["Ask.", "Build."], ["Ask.", "Measure."]]
    documents = [role(f"AIMLAM.GEN.P{i}", story={"plan": plan}) for i, plan in enumerate(plans, start=3)]
    assert found(same_prose, *documents) == []


def test_a_retired_role_may_have_said_it_before() -> None:
    documents = [
        role("AIMLAM.GEN.P3", summary=SUMMARY, status="retired"),
        role("AIMLAM.GEN.P4", summary=SUMMARY),
    ]
    assert found(same_prose, *documents) == []


def test_a_summary_with_an_adverb_more_is_found_within_the_function() -> None:
    more = SUMMARY.replace("chooses a method", "independently chooses a method")
    documents = [role("AIMLAM.GEN.P3", summary=SUMMARY), role("AIMLAM.NLP.P4", summary=more)]
    [(code, message)] = found(near_summary, *documents)
    assert code == "AIMLAM.NLP.P4"
    assert message.startswith("is nearly that of AIMLAM.GEN.P3 (likeness 9")
    elsewhere = role("DATSCI.GEN.P4", summary=more)
    assert found(near_summary, documents[0], elsewhere) == []


def test_summaries_of_their_own_are_not_found() -> None:
    other = "Decides between accuracy and cost for several models, and signs off what goes to customers."
    assert (
        found(near_summary, role("AIMLAM.GEN.P3", summary=SUMMARY), role("AIMLAM.GEN.P4", summary=other))
        == []
    )
