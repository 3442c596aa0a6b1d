"""Search finds words in any text of a role, best field first, and agrees with reading all the texts."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.actions import search_index
from roles.models import Alias, Mapping, Role, RoleComponent
from roles.search.query import exact_match, search, suggestions
from roles.title_parsing.parser import stem
from roles.title_parsing.tokens import SearchField, query_words, search_fields

pytestmark = pytest.mark.usefixtures("catalogue")


def codes(text: str) -> list[str]:
    found = dict(Role.objects.values_list("pk", "code"))
    return [found[pk] for pk in search(text).ids]


def stems_of_roles() -> dict[str, set[str]]:
    """The stems of every text of every listed role, read from the tables."""
    found: dict[str, set[str]] = {}
    for role in Role.objects.listed().with_place():
        aliases = Alias.objects.filter(role=role).exclude(state="rejected").values_list("text", flat=True)
        components = RoleComponent.objects.filter(role=role).values_list("component__label", flat=True)
        mapped = Mapping.objects.filter(role=role).exclude(review="rejected")
        entries = [f"{code} {title}" for code, title in mapped.values_list("entry__code", "entry__title")]
        tree = [
            *role.code.split("."),
            role.function.name,
            role.focus.name,
            role.superfunction.name,
            role.level.name,
        ]
        texts = [(SearchField.TITLE, role.title), (SearchField.SUMMARY, f"{role.tagline} {role.summary}")]
        texts += [(SearchField.TREE, text) for text in tree] + [
            (SearchField.PENDING, text) for text in aliases
        ]
        texts += [(SearchField.COMPONENT, label) for label in components] + [
            (SearchField.CLASSIFICATION, text) for text in entries
        ]
        found[role.code] = {stem(word) for word in search_fields(texts)}
    return found


@pytest.mark.parametrize(
    "text",
    [
        "mentoring",
        "machine learning",
        "senior sql",
        "15-2051",
        "budget hiring",
        "kubernetes",
        "AIMLAM",
        "forecasts",
    ],
)
def test_it_finds_the_roles_that_have_every_word(text: str) -> None:
    wanted = {stem(word) for word in query_words(text)}
    expected = {code for code, stems in stems_of_roles().items() if wanted <= stems}
    assert expected
    assert set(codes(text)) == expected


def test_a_word_in_a_title_comes_before_one_in_a_component() -> None:
    found = codes("frontend")
    with_title = [code for code in found if "frontend" in Role.objects.get(code=code).title.lower()]
    assert found[: len(with_title)] == with_title
    assert len(with_title) == 6


@pytest.mark.parametrize("code", ["AIMLAM.GEN.P4", "SWENG.BACK.P2", "SRENG.GEN.M1"])
def test_a_whole_title_finds_its_role_first(code: str) -> None:
    assert codes(Role.objects.get(code=code).title)[0] == code


def test_a_slip_is_corrected_and_reported() -> None:
    hits = search("kubernetes relibility")
    assert hits.read_as == {"relibility": "reliability"}
    assert set(codes("kubernetes relibility")) == set(codes("kubernetes reliability"))


def test_a_word_that_no_role_has_is_ignored_and_reported() -> None:
    hits = search("frontend xyzzyplugh")
    assert (hits.unknown, hits.is_complete) == (("xyzzyplugh",), False)
    assert hits.ids == search("frontend").ids


def test_when_no_role_has_all_words_those_with_some_are_found() -> None:
    hits = search("frontend kubernetes forecasting")
    assert not hits.is_complete
    assert hits.ids


def test_drafts_are_found_and_retired_roles_are_not() -> None:
    assert "AIMLAM.GEN.P3" in codes("experienced machine learning")
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    search_index.refresh(Role.objects.filter(code="AIMLAM.GEN.P3"))
    assert "AIMLAM.GEN.P3" not in codes("experienced machine learning")


@pytest.mark.parametrize("text", ["", "  ", "the of", "🦄", "\0", "%%%", "xyzzyplugh", "x" * 5000])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert search(text).ids == []


def test_a_search_costs_few_queries(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_max_num_queries(7):
        search("senior enginer xyzzyplugh frontend forecasting sql")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Senior Data Scientist", "DATSCI.GEN.P4"),
        ("  senior data SCIENTIST ", "DATSCI.GEN.P4"),
        ("Sr. Data Scientist", "DATSCI.GEN.P4"),  # an approved alias
        ("Machine Learning III", None),  # a pending one
        ("data scientist who dreams", None),
        ("a\0b", None),
        ("", None),
    ],
)
def test_an_exact_title_or_approved_alias_is_one_role(text: str, code: str | None) -> None:
    role = exact_match(text)
    assert (role.code if role else None) == code


def test_a_title_that_two_roles_have_is_no_exact_match() -> None:
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Senior Data Scientist")
    assert exact_match("Senior Data Scientist") is None


def test_suggestions_take_the_last_word_as_a_prefix() -> None:
    assert [role.code for role in suggestions("senior data sci")][:2] == ["DATSCI.GEN.P4", "DATSCI.GEN.M3"]
    assert [role.code for role in suggestions("aimlam.gen.p")] == [f"AIMLAM.GEN.P{n}" for n in range(1, 7)]
    assert len(suggestions("engineer", limit=3)) == 3
