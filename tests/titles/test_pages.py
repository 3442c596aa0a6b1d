"""Title pages: every title is found by its address, with all the roles that have it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from roles.domain.titles import normalise, title_slug
from roles.models import Alias, Role
from roles.titles.pages import DIGITS, entries, keys_of, title_page

pytestmark = pytest.mark.usefixtures("catalogue")


def every_key(letter: str, size: int = 30) -> list[str]:
    """The keys on all pages of a letter; going back from each page leads to the one before."""
    found: list[str] = []
    page, former = keys_of(letter, size=size), ()
    while True:
        assert page.has_previous is bool(found)
        if former:
            back = keys_of(letter, before=page.keys[0], size=size)
            assert (back.keys, back.has_next) == (former, True)
        found += page.keys
        if not page.has_next:
            return found
        assert len(page.keys) == size
        former, page = page.keys, keys_of(letter, after=page.last, size=size)


def test_every_title_leads_back_to_its_roles() -> None:
    named = Alias.objects.exclude(state="rejected").exclude(origin="generated").order_by("pk")
    for code, text, state in named.values_list("role__code", "text", "state")[::9]:
        page = title_page(title_slug(text))
        listed = page.meanings if state == "approved" else (*page.meanings, *page.claims)
        assert code in {meaning.role.code for meaning in listed}, text
    for code, text in Role.objects.listed().values_list("code", "title")[::5]:
        assert title_page(title_slug(text)).meanings[0].role.code == code, text


def test_the_roles_own_title_comes_first_then_approved_and_the_claims_are_apart() -> None:
    text = "Data Analyst III"
    Alias.objects.filter(role__code="DATANA.GEN.P3", text=text).delete()
    for code, state in (
        ("DATANA.GEN.P4", "rejected"),
        ("DATANA.GEN.P2", "pending"),
        ("DATSCI.GEN.P3", "approved"),
    ):
        Alias.objects.create(
            role=Role.objects.get(code=code), text=text, state=state, confidence="0.5", position=99
        )
    page = title_page("data-analyst-iii")
    assert [(m.role.code, m.state) for m in page.meanings] == [
        ("DATANA.GEN.P3", None),
        ("DATSCI.GEN.P3", "approved"),
    ]
    assert [(m.role.code, m.state) for m in page.claims] == [
        ("DATANA.GEN.P2", "pending"),
        ("DATANA.GEN.P4", "rejected"),
    ]
    assert page.claims_in_words == "1 not yet reviewed, 1 rejected"
    assert page.is_contested


def test_a_rejected_alias_contests_nothing() -> None:
    own = Role.objects.get(code="DATANA.GEN.P4").title
    Alias.objects.create(
        role=Role.objects.get(code="DATANA.GEN.P2"), text=own, state="rejected", confidence="0.5", position=99
    )
    page = title_page(title_slug(own))
    assert (len(page.meanings), len(page.claims)) == (1, 1)
    assert not page.is_contested


@pytest.mark.parametrize("state", ["pending", "rejected"])
@pytest.mark.parametrize("origin", ["generated", "suggested"])
def test_what_no_editor_approved_of_patterns_and_visitors_is_no_title(origin: str, state: str) -> None:
    Alias.objects.create(
        role=Role.objects.get(code="DATANA.GEN.P2"),
        text="Blockchain Sorcerer",
        state=state,
        origin=origin,
        confidence="0.9",
        position=99,
    )
    page = title_page("blockchain-sorcerer")
    assert (page.meanings, page.claims, page.is_known) == ((), (), False)
    Alias.objects.filter(text="Blockchain Sorcerer").update(state="approved")
    assert [m.role.code for m in title_page("blockchain-sorcerer").meanings] == ["DATANA.GEN.P2"]


def test_the_letters_share_out_every_title() -> None:
    expected = {normalise(text) for text in Role.objects.listed().values_list("title", flat=True)}
    expected |= set(Alias.objects.approved().values_list("key", flat=True))
    letters = sorted({key[0] for key in expected if key[0].isalpha()})
    found = [key for letter in [*letters, DIGITS] for key in every_key(letter)]
    assert sorted(found) == sorted(expected)


def test_entries_cost_two_queries_however_many(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    keys = every_key("s")
    for number in (1, 60):
        with django_assert_num_queries(2):
            assert len(entries(keys[:number])) == number


def test_titles_of_retired_roles_leave_the_index() -> None:
    Role.objects.filter(function__code="SRENG").update(status="retired")
    assert not [key for key in every_key("s") if "reliability" in key]
    assert title_page("site-reliability-engineer-iii").meanings == ()
