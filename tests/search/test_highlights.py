"""Highlights: the text of a role that matches best, with just the matching words marked."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.models import Role
from roles.search.highlights import IN_THE_SUMMARY, attach_highlights, highlights
from roles.search.query import search

pytestmark = pytest.mark.usefixtures("catalogue")


def highlight(code: str, text: str) -> tuple[str, str]:
    """What matched, and its text with the marked words in brackets."""
    role = Role.objects.for_summaries().get(code=code)
    found = highlights([role], search(text))[role.pk]
    return found.what, " ".join(f"[{part.text}]" if part.differs else part.text for part in found.segments)


@pytest.mark.parametrize(
    ("code", "text", "what", "marked"),
    [
        ("AIMLAM.GEN.P4", "mentoring", "skill", "[Mentoring]"),
        ("AIMLAM.GEN.P4", "senior ml engineer", "title", "[Senior AI/ML Engineer]"),
        ("AIMLAM.GEN.P3", "deep learning iii", "alias not yet reviewed", "[Deep Learning III]"),
        ("AIMLAM.GEN.P4", "15-2051", "classification", "[15-2051] Data Scientists"),
        ("DATENG.STRM.P4", "streaming", "title", "Senior [Streaming] Data Engineer"),
        ("SRENG.GEN.P3", "sreng", "code", "[SRENG.GEN.P3]"),
        ("SRENG.GEN.P4", "kubernetes reliability", "title", "Senior Site [Reliability] Engineer"),
    ],
)
def test_what_matched_and_which_words(code: str, text: str, what: str, marked: str) -> None:
    assert highlight(code, text) == (what, marked)


def test_a_match_in_the_summary_alone_shows_no_text() -> None:
    role = Role.objects.for_summaries().get(code="SRENG.GEN.P1")
    Role.objects.filter(pk=role.pk).update(summary="Keeps the quicksilver flowing.")
    from roles.actions import search_index

    search_index.refresh(Role.objects.filter(pk=role.pk))
    assert highlights([role], search("quicksilver"))[role.pk] == IN_THE_SUMMARY


def test_many_roles_cost_as_much_as_one(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    hits = search("mentoring")
    for number in (1, 25):
        roles = list(Role.objects.for_summaries().filter(pk__in=hits.ids[:number]))
        with django_assert_num_queries(3):
            attach_highlights(roles, hits)
        for role in roles:
            assert any("mentor" in part.text.lower() for part in role.highlight.segments if part.differs), (
                role.highlight
            )


def test_a_title_with_all_the_words_is_the_highlight_without_a_query(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hits = search("senior engineer")
    roles = [
        role
        for role in Role.objects.for_summaries().filter(pk__in=hits.ids)
        if {"Senior", "Engineer"} <= set(role.title.split())
    ]
    assert roles
    with django_assert_num_queries(0):
        found = highlights(roles, hits)
    for role in roles:
        assert found[role.pk].what == "title"
        assert [part.text for part in found[role.pk].segments if part.differs]
        assert " ".join(part.text for part in found[role.pk].segments) == role.title
