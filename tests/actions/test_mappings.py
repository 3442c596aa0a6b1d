"""Decisions on mappings, and the inferred mapping of a role that has none."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from roles.actions import mappings
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Relation, ReviewState
from roles.models import ClassificationEntry, Mapping, Revision, Role

TAKE = {
    ReviewState.CONFIRMED: mappings.confirm,
    ReviewState.REJECTED: mappings.reject,
    ReviewState.NEEDS_REVIEW: mappings.undo,
}


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def unmapped(catalogue: None) -> Role:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.mappings.all().delete()
    return role


def in_state(review: ReviewState, role: Role, by: User) -> Mapping:
    mapping = mappings.infer(role=role, by=by)
    return mapping if review is ReviewState.NEEDS_REVIEW else TAKE[review](mapping=mapping, by=by)


@pytest.mark.parametrize("present", ReviewState)
@pytest.mark.parametrize("wanted", ReviewState)
def test_the_transition_table_holds(
    unmapped: Role, vera: User, present: ReviewState, wanted: ReviewState
) -> None:
    mapping = in_state(present, unmapped, vera)
    before = Revision.current().number
    if wanted in mappings.TRANSITIONS[present]:
        TAKE[wanted](mapping=mapping, by=vera)
        assert Mapping.objects.get(pk=mapping.pk).review == wanted.value
        assert Revision.current().number == before + 1
    else:
        with pytest.raises(ActionRefused, match=r"^The mapping of AIMLAM\.GEN\.P3 to 15-0000 .* already\.$"):
            TAKE[wanted](mapping=mapping, by=vera)
        assert Mapping.objects.get(pk=mapping.pk).review == present.value
        assert Revision.current().number == before


def test_a_verdict_is_refused_only_when_it_changes_nothing() -> None:
    assert {review: set(ReviewState) - ways for review, ways in mappings.TRANSITIONS.items()} == {
        review: {review} for review in ReviewState
    }


@pytest.mark.parametrize("decide", [mappings.confirm, mappings.reject])
def test_a_verdict_says_who_and_when_and_leaves_the_confidence(
    unmapped: Role, vera: User, decide: Callable[..., Mapping]
) -> None:
    start = timezone.now()
    mapping = decide(mapping=mappings.infer(role=unmapped, by=vera), by=vera, reason="read the definition")
    stored = Mapping.objects.get(pk=mapping.pk)
    assert stored.decided_by == "vera"
    assert stored.decided_at is not None
    assert start <= stored.decided_at <= timezone.now()
    assert stored.confidence == Decimal("0.30")
    version = stored.history.latest()
    assert (version.history_user, version.history_change_reason) == (
        vera,
        f"{stored.review}: read the definition",
    )


def test_a_verdict_taken_back_leaves_its_trace_in_the_history_only(unmapped: Role, vera: User) -> None:
    mapping = mappings.confirm(mapping=mappings.infer(role=unmapped, by=vera), by=vera)
    mappings.undo(mapping=mapping, by=vera)
    stored = Mapping.objects.get(pk=mapping.pk)
    assert (stored.decided_by, stored.decided_at) == ("", None)
    reasons = stored.history.order_by("history_id").values_list("history_change_reason", flat=True)
    assert list(reasons) == ["added", "confirmed", "decision taken back"]


def test_a_role_without_a_mapping_gets_that_of_its_superfunction(unmapped: Role, vera: User) -> None:
    before = Revision.current().number
    mapping = Mapping.objects.get(pk=mappings.infer(role=unmapped, by=vera).pk)
    assert mapping.entry == unmapped.superfunction.soc_major_group
    assert (mapping.relation, mapping.source, mapping.review, mapping.position) == (
        "broad",
        "inferred_from_superfunction",
        "needs_review",
        0,
    )
    assert Revision.current().number == before + 1


def test_a_role_with_a_mapping_gets_no_inferred_one(unmapped: Role, vera: User) -> None:
    mappings.infer(role=unmapped, by=vera)
    with pytest.raises(ActionRefused, match=r"^AIMLAM\.GEN\.P3 has a mapping already\.$"):
        mappings.infer(role=unmapped, by=vera)
    assert unmapped.mappings.count() == 1


def test_a_new_mapping_stands_last(unmapped: Role, vera: User) -> None:
    mappings.infer(role=unmapped, by=vera)
    entry = ClassificationEntry.objects.get_by_natural_key("SOC2018", "15-2051")
    added = mappings.add(
        role=unmapped, entry=entry, relation=Relation.CLOSE, confidence=Decimal("0.60"), by=vera
    )
    assert unmapped.mappings.order_by("position").last() == added
    assert (added.review, added.source) == ("needs_review", "editor")


def test_a_second_mapping_to_one_entry_is_refused(unmapped: Role, vera: User) -> None:
    mapping = mappings.infer(role=unmapped, by=vera)
    with pytest.raises(ActionRefused, match=r"^The role is mapped to this entry already\.$"):
        mappings.add(
            role=unmapped,
            entry=mapping.entry,
            relation=Relation.EXACT,
            confidence=Decimal("0.60"),
            by=vera,
        )
    assert unmapped.mappings.count() == 1
