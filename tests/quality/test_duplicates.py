"""One idea, one place: the same in two kinds, nearly the same, one word in many kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.compare.components import NEARLY
from roles.quality import duplicates
from roles.quality.duplicates import (
    are_false_friends,
    idea_in_many_kinds,
    near_duplicate,
    same_in_two_kinds,
    same_title,
)
from tests.quality.checking import found, labelled, locations, role


def test_a_title_of_two_roles_is_found_at_the_second() -> None:
    documents = (
        role("AIMLAM.GEN.P3", title="Data Analyst"),
        role("AIMLAM.GEN.P4", title="data  ＡNALYST"),
        role("AIMLAM.GEN.P5", title="Data Analyst", status="retired"),
        role("AIMLAM.GEN.P6", title="Data-Analyst"),
    )
    assert found(same_title, *documents) == [
        ("AIMLAM.GEN.P4", "“data  ＡNALYST” is also the title of AIMLAM.GEN.P3; expected another title")
    ]
    assert locations(same_title, *documents) == [("role", "title")]


def test_a_label_in_two_kinds_is_found_at_the_second() -> None:
    document = role(components=labelled(skill="Negotiation", competency="negotiation"))
    assert found(same_in_two_kinds, document) == [
        ("AIMLAM.GEN.P3", "“negotiation” stands under skills too; expected one place for it")
    ]
    assert locations(same_in_two_kinds, document) == [("components", "competency", 0, "label")]


def test_a_label_in_two_kinds_of_two_roles_is_not_found() -> None:
    documents = (
        role("AIMLAM.GEN.P3", components=labelled(skill="Negotiation")),
        role("AIMLAM.GEN.P4", components=labelled(competency="Negotiation")),
    )
    assert found(same_in_two_kinds, *documents) == []
    assert found(same_in_two_kinds, role(components=labelled(skill=["C", "C++"], knowledge="C#"))) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"responsibility": "Mentoring junior engineers"}, {"task": "Mentor junior engineers"}),
        ({"knowledge": "Stakeholder engagement"}, {"competency": "Stakeholder management"}),
        ({"task": "Write the plan of a project"}, {"responsibility": "Write a plan of the project"}),
    ],
)
def test_nearly_the_same_in_two_kinds_is_found(first: dict[str, str], second: dict[str, str]) -> None:
    [(_, message)] = found(near_duplicate, role(components=labelled(**first, **second)))
    assert "is nearly" in message
    assert message.endswith("expected one of them")


def test_nearly_the_same_in_one_kind_is_found_at_the_second() -> None:
    document = role(components=labelled(task=["Draft a test plan", "Draft test plans"]))
    assert locations(near_duplicate, document) == [("components", "task", 1, "label")]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Project management", "Performance management"),
        ("Supervised learning", "Unsupervised learning"),
        ("Bachelor's degree in computer science or a related field",
         "Master's degree in computer science or a related field"),
        ("Accounts payable ledger", "Accounts receivable ledger"),
        ("Prepare the monthly report", "Prepare the annual report"),
    ],
)  # fmt: skip
def test_two_things_with_like_names_are_not_found(first: str, second: str) -> None:
    assert found(near_duplicate, role(components=labelled(knowledge=[first, second]))) == []


def test_the_same_label_in_two_kinds_is_told_once() -> None:
    document = role(components=labelled(skill="Negotiation", competency="Negotiation"))
    assert found(near_duplicate, document) == []


def test_false_friends_differ_in_one_set_of_words_only() -> None:
    assert are_false_friends("Internal audit", "External audit")
    assert not are_false_friends("Internal audit", "Internal audits")
    assert not are_false_friends("Internal audit of sites", "External audit")
    assert not are_false_friends("Internal audit", "Internal audit")


@given(st.sampled_from([words for words, _ in duplicates.FALSE_FRIENDS]), st.data())
def test_false_friends_are_so_both_ways(words: frozenset[str], data: st.DataObject) -> None:
    one, other = data.draw(st.permutations(sorted(words)))[:2]
    assert are_false_friends(f"{one} matters", f"{other} matters")
    assert are_false_friends(f"{other} matters", f"{one} matters")


def test_every_false_friend_has_a_reason() -> None:
    assert all(len(words) > 1 and reason for words, reason in duplicates.FALSE_FRIENDS)


def test_nearly_is_what_the_comparison_calls_nearly() -> None:
    assert duplicates.NEARLY == NEARLY


def test_an_idea_in_many_kinds_is_found_once() -> None:
    document = role(
        components=labelled(
            responsibility="Mentoring junior engineers",
            task="Mentor junior engineers",
            skill="Mentoring",
            competency="Mentorship",
        )
    )
    assert found(idea_in_many_kinds, document) == [
        (
            "AIMLAM.GEN.P3",
            "“Mentoring” stands in 4 kinds: also “Mentoring junior engineers” (responsibility), "
            "“Mentor junior engineers” (task), “Mentorship” (competency); expected one place for it",
        )
    ]
    assert locations(idea_in_many_kinds, document) == [("components", "skill", 0, "label")]


def test_a_skill_that_one_kind_exercises_is_not_found() -> None:
    components = labelled(skill="Negotiation", task=["Negotiate prices", "Negotiate terms"])
    assert found(idea_in_many_kinds, role(components=components)) == []


def test_what_the_title_names_is_the_work_itself() -> None:
    components = labelled(skill="Auditing", task="Audit a site", knowledge="Audit standards")
    assert found(idea_in_many_kinds, role(title="Internal Auditor", components=components)) == []
    assert len(found(idea_in_many_kinds, role(title="Accountant", components=components))) == 1


def test_a_word_further_on_in_a_label_is_not_what_it_is_about() -> None:
    components = labelled(skill="Documentation", task="Read the documents", knowledge="Types of document")
    assert found(idea_in_many_kinds, role(components=components)) == []


def test_a_word_that_no_label_consists_of_is_no_idea() -> None:
    components = labelled(skill="Data profiling", task="Clean the data", knowledge="Data formats")
    assert found(idea_in_many_kinds, role(components=components)) == []


def test_qualifications_do_not_count_as_a_place_of_an_idea() -> None:
    components = labelled(skill="Auditing", task="Audit a site", qualification="Certificate in auditing")
    assert found(idea_in_many_kinds, role(components=components)) == []
