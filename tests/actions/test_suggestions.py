"""Titles from visitors and titles from patterns: pending aliases, never a second time, never past a decision."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from roles.actions import aliases, suggestions
from roles.actions.refusal import ActionRefused
from roles.models import Alias, Function, Revision, Role

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def role() -> Role:
    return Role.objects.get(code="AIMLAM.GEN.P3")


def test_a_suggestion_waits_and_names_nobody(role: Role) -> None:
    before = Revision.current().number
    alias = suggestions.suggest(role=role, text="Gradient Wrangler")
    assert (alias.state, alias.origin, alias.confidence) == ("pending", "suggested", Decimal("0.50"))
    assert (alias.decided_by, alias.history.get().history_user) == ("", None)
    assert Revision.current().number == before + 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("machine  learning iii", "is known for AIMLAM.GEN.P3 already: pending"),
        ("x" * 121, "120"),
        ("", "This cannot be an alias"),
        ("a\nb", "This cannot be an alias"),
    ],
    ids=["known", "long", "empty", "lines"],
)
def test_what_cannot_be_suggested_is_refused(role: Role, text: str, said: str) -> None:
    before = Alias.objects.count()
    with pytest.raises(ActionRefused, match=said):
        suggestions.suggest(role=role, text=text)
    assert Alias.objects.count() == before


def test_what_an_editor_rejected_is_not_suggested_again(role: Role) -> None:
    alias = suggestions.suggest(role=role, text="Gradient Wrangler")
    aliases.reject(alias=alias, by=User.objects.create_user("vera"))
    with pytest.raises(ActionRefused, match="rejected"):
        suggestions.suggest(role=role, text="gradient wrangler")


def test_a_flood_is_refused(role: Role, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggestions, "MOST_PER_HOUR", 2)
    for text in ("First Wrangler", "Second Wrangler"):
        suggestions.suggest(role=role, text=text)
    with pytest.raises(ActionRefused, match="Try again in an hour"):
        suggestions.suggest(role=role, text="Third Wrangler")


# --- from stems and patterns


@pytest.fixture
def stemmed(role: Role) -> Role:
    """The role with a stem that none of its aliases is made from yet."""
    Function.objects.filter(code="AIMLAM").update(title_stems=["Quux Taming"])
    role.refresh_from_db()
    return role


def generated(role: Role) -> dict[str, Decimal]:
    return dict(role.aliases.filter(text__contains="Quux").values_list("text", "confidence"))


def test_the_patterns_have_the_confidences_of_the_domain(stemmed: Role) -> None:
    made = suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk))
    expected = {
        "Quux Taming III": Decimal("0.70"),
        "Quux Taming 3": Decimal("0.66"),
        "Mid-Level Quux Taming": Decimal("0.64"),
    }
    assert generated(stemmed) == expected
    assert {one.candidate.text: one.candidate.confidence for one in made} == expected
    assert set(stemmed.aliases.filter(text__contains="Quux").values_list("state", "origin")) == {
        ("pending", "generated")
    }


def test_what_exists_or_was_rejected_is_left_alone(stemmed: Role) -> None:
    suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk))
    by = User.objects.create_user("vera")
    aliases.reject(alias=stemmed.aliases.get(text="Quux Taming III"), by=by)
    assert suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk)) == []
    assert stemmed.aliases.get(text="Quux Taming III").state == "rejected"


def test_a_focus_with_stems_of_its_own_uses_them(stemmed: Role) -> None:
    special = Role.objects.get(code="AIMLAM.NLP.P3")
    special.aliases.all().delete()
    suggestions.generate(roles=Role.objects.filter(pk=special.pk))
    texts = set(special.aliases.values_list("text", flat=True))
    assert "Natural Language Processing III" in texts
    assert not any("Quux" in text for text in texts)


def test_a_title_that_is_another_roles_is_made_and_marked(stemmed: Role) -> None:
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Quux Taming III")
    made = {
        one.candidate.text: one.collides_with
        for one in suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk))
    }
    assert made["Quux Taming III"] == "DATSCI.GEN.P3"
    assert made["Quux Taming 3"] == ""


def test_a_dry_run_writes_nothing(stemmed: Role) -> None:
    before = Alias.objects.count(), Revision.current().number
    assert len(suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk), dry_run=True)) == 3
    assert (Alias.objects.count(), Revision.current().number) == before


def test_who_made_it_stands_in_the_history(stemmed: Role) -> None:
    suggestions.generate(roles=Role.objects.filter(pk=stemmed.pk))
    alias = stemmed.aliases.get(text="Quux Taming III")
    assert alias.history.get().history_change_reason == "suggest_aliases"
