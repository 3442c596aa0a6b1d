"""Resolving with the catalogue's own names: one title and a list give the same answers; a decision counts at once."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from roles.actions import aliases, search_index
from roles.domain.choices import AliasType
from roles.domain.coordinates import MatchBand
from roles.models import Alias, Role
from roles.resolve.resolver import resolve_title, resolve_titles
from tests import worlds

pytestmark = pytest.mark.usefixtures("catalogue")

TITLES = [
    "Sr. Data Scientist II",
    "senior ml engineer",
    "Machine Learning III",
    "Data Analyst II/III",
    "Marine Biologist",
    "Staff Softwar Engineer",
    "Member of Technical Staff",
    "Head of Data Science",
    "Jr Frontend Dev",
    "Engineering Manager",
    "NLP engineer senior",
    "xyzzy plugh",
    "Front-end Engineer",
    "Front–end Engineer",
    "FRONT-END ENGINEER",
    "",
    "🦄",
]


def test_every_role_is_found_by_its_own_title() -> None:
    roles = list(Role.objects.listed().order_by("code"))
    Alias.objects.exclude(state="approved").delete()  # not by an alias
    for role, answer in zip(roles, resolve_titles(role.title for role in roles), strict=True):
        expected = MatchBand.NEEDS_REVIEW if role.status == "draft" else MatchBand.CONFIDENT
        assert (answer.band, answer.candidates[0].code) == (expected, role.code), role.title


@pytest.mark.parametrize(
    "title", ["Chef d’équipe Élagage", "Ärztin – Notfall", "Senior Lead", "II", "工程师"]
)
def test_a_role_is_found_by_its_very_title_whatever_its_words(title: str) -> None:
    role = Role.objects.filter(status="published").earliest("code")
    Role.objects.filter(pk=role.pk).update(title=title)  # and its words are not in the index
    assert resolve_title(title).code == role.code
    assert next(iter(resolve_titles([title]))) == resolve_title(title)


def test_the_title_that_many_roles_have_is_contested() -> None:
    Role.objects.filter(status="published").update(title="Data Handyman")
    answer = resolve_title("data handyman")
    assert (answer.band, len(answer.candidates)) == (MatchBand.NEEDS_REVIEW, 5)
    assert answer.because == ("several roles have this title",)


def test_an_approved_alias_comes_before_any_number_of_own_titles() -> None:
    last = Role.objects.filter(status="published").latest("pk")
    Role.objects.exclude(pk=last.pk).update(title="Data Handyman")
    Alias.objects.create(role=last, text="Data Handyman", state="approved", confidence="0.9", position=99)
    assert resolve_title("Data Handyman").code == last.code


def test_every_approved_alias_is_resolved_to_its_role() -> None:
    approved = list(Alias.objects.approved().select_related("role").order_by("pk"))
    assert len(approved) > 40
    for alias, answer in zip(approved, resolve_titles(alias.text for alias in approved), strict=True):
        assert answer.code == alias.role.code, alias.text
        assert answer.candidates[0].score == 1


def test_a_level_in_a_title_is_never_lost() -> None:
    """Every generated title names the level of its role, and no confident answer is on another."""
    generated = Alias.objects.filter(origin="generated").select_related("role__level").order_by("pk")
    for alias, answer in zip(generated, resolve_titles(alias.text for alias in generated), strict=True):
        if answer.code and answer.reading.levels:
            assert answer.code[-2:] == alias.role.level.code, alias.text


def test_one_by_one_and_as_a_list_the_answers_are_the_same() -> None:
    titles = [*TITLES, *Alias.objects.order_by("text").values_list("text", flat=True)[::12]]
    for title, answer in zip(titles, resolve_titles(titles), strict=True):
        assert resolve_title(title) == answer, title


def test_a_list_of_unknown_words_with_any_letters_is_answered() -> None:
    titles = ["".join(chr(0x4E00 + 7 * i + j) for j in range(7)) for i in range(600)]
    assert {answer.band for answer in resolve_titles(titles)} == {MatchBand.NO_MATCH}


def test_a_title_costs_the_same_in_a_larger_catalogue(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(7):
        before = resolve_title("Senior Data Scietnist")
    worlds.grow(60)
    with django_assert_num_queries(7):
        assert resolve_title("Senior Data Scietnist").code == before.code == "DATSCI.GEN.P4"


def test_a_decision_counts_with_the_next_title() -> None:
    by = User.objects.create_user("vera")
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    assert resolve_title("Gradient Wrangler").band is MatchBand.NO_MATCH
    title = aliases.add(
        role=role, text="Gradient Wrangler", type=AliasType.INTERNAL, confidence=Decimal("0.5"), by=by
    )
    assert resolve_title("Gradient Wrangler").band is MatchBand.NEEDS_REVIEW
    aliases.approve(alias=title, by=by)
    assert resolve_title("Gradient Wrangler").code == "AIMLAM.GEN.P3"
    aliases.reject(alias=title, by=by)
    assert resolve_title("Gradient Wrangler").band is MatchBand.NO_MATCH


def test_a_retired_role_is_no_answer() -> None:
    Role.objects.filter(code="DATSCI.GEN.P4").update(status="retired")
    search_index.refresh(Role.objects.filter(code="DATSCI.GEN.P4"))
    assert "DATSCI.GEN.P4" not in [c.code for c in resolve_title("Senior Data Scientist").candidates]
