"""Decisions on aliases and mappings: what may follow what, who decided and when, and what the history remembers."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from roles.actions import aliases, mappings
from roles.actions.refusal import ActionRefused
from roles.domain.choices import AliasState, AliasType, Choice, ReviewState
from roles.models import Alias, Mapping, Revision, Role


@dataclass
class Reviewed:
    """A model that is decided on: its actions by the state that they lead to, and how a test makes a new row."""

    model: Any
    keyword: str
    column: str
    transitions: dict[Any, frozenset[Any]]
    actions: dict[Any, Callable[..., Any]]
    new: Callable[[Role, User], Any]
    refusal: str

    def decide(self, row: Any, state: Choice, by: User, reason: str = "") -> Any:
        return self.actions[state](**{self.keyword: row}, by=by, reason=reason)

    def stored(self, row: Any) -> Any:
        return self.model.objects.get(pk=row.pk)


ALIASES = Reviewed(
    model=Alias,
    keyword="alias",
    column="state",
    transitions=aliases.TRANSITIONS,
    actions={
        AliasState.PENDING: aliases.undo,
        AliasState.APPROVED: aliases.approve,
        AliasState.REJECTED: aliases.reject,
    },
    new=lambda role, by: aliases.add(
        role=role, text="Model Whisperer III", type=AliasType.COMMON, confidence=Decimal("0.30"), by=by
    ),
    refusal=r"^“Model Whisperer III” is {} already\.$",
)
MAPPINGS = Reviewed(
    model=Mapping,
    keyword="mapping",
    column="review",
    transitions=mappings.TRANSITIONS,
    actions={
        ReviewState.NEEDS_REVIEW: mappings.undo,
        ReviewState.CONFIRMED: mappings.confirm,
        ReviewState.REJECTED: mappings.reject,
    },
    new=lambda role, by: mappings.infer(role=role, by=by),
    refusal=r"^The mapping of AIMLAM\.GEN\.P3 to 15-0000 .* (is )?{} already\.$",
)
KINDS = [pytest.param(ALIASES, id="alias"), pytest.param(MAPPINGS, id="mapping")]
TRANSITIONS = [
    pytest.param(kind, present, wanted, id=f"{kind.keyword}: {present} to {wanted}")
    for kind in (ALIASES, MAPPINGS)
    for present in kind.transitions
    for wanted in kind.transitions
]
DECISIONS = [
    pytest.param(kind, state, id=f"{kind.keyword}: {state}")
    for kind in (ALIASES, MAPPINGS)
    for state in list(kind.transitions)[1:]
]


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def role(catalogue: None) -> Role:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.mappings.all().delete()
    return role


@pytest.mark.parametrize("kind", KINDS)
def test_a_decision_is_refused_only_when_it_changes_nothing(kind: Reviewed) -> None:
    states = set(kind.actions)
    assert kind.transitions == {state: states - {state} for state in states}


@pytest.mark.parametrize(("kind", "present", "wanted"), TRANSITIONS)
def test_the_transition_table_applies(
    role: Role, vera: User, kind: Reviewed, present: Choice, wanted: Choice
) -> None:
    row = kind.new(role, vera)
    if present is not next(iter(kind.transitions)):
        kind.decide(row, present, vera)
    before = Revision.current().number
    if wanted in kind.transitions[present]:
        assert kind.decide(row, wanted, vera) == row
        assert getattr(kind.stored(row), kind.column) == wanted.value
        assert Revision.current().number == before + 1
    else:
        with pytest.raises(ActionRefused, match=kind.refusal.format(wanted.label)):
            kind.decide(row, wanted, vera)
        assert getattr(kind.stored(row), kind.column) == present.value
        assert Revision.current().number == before


@pytest.mark.parametrize(("kind", "state"), DECISIONS)
def test_a_decision_records_who_and_when_and_leaves_the_confidence(
    role: Role, vera: User, kind: Reviewed, state: Choice
) -> None:
    start = timezone.now()
    stored = kind.stored(kind.decide(kind.new(role, vera), state, vera, "asked the team"))
    assert stored.decided_by == "vera"
    assert stored.decided_at is not None
    assert start <= stored.decided_at <= timezone.now()
    assert stored.confidence == Decimal("0.30")
    version = stored.history.latest()
    assert (version.history_user, version.history_change_reason) == (vera, f"{state.value}: asked the team")


@pytest.mark.parametrize(("kind", "state"), DECISIONS)
def test_only_the_history_remembers_a_decision_that_was_taken_back(
    role: Role, vera: User, kind: Reviewed, state: Choice
) -> None:
    olaf = User.objects.create_user("olaf")
    row = kind.decide(kind.new(role, vera), state, vera)
    kind.decide(row, next(iter(kind.transitions)), olaf)
    stored = kind.stored(row)
    assert (stored.decided_by, stored.decided_at) == ("", None)
    versions = stored.history.order_by("history_id")
    assert [(v.history_user.username, v.history_change_reason) for v in versions] == [
        ("vera", "added"),
        ("vera", state.value),
        ("olaf", "decision taken back"),
    ]


@pytest.mark.parametrize(("kind", "state"), DECISIONS)
def test_a_reason_that_is_too_long_is_cut(role: Role, vera: User, kind: Reviewed, state: Choice) -> None:
    row = kind.decide(kind.new(role, vera), state, vera, "because " * 40)
    kept = row.history.latest().history_change_reason
    assert kept.startswith(f"{state.value}: because because")
    assert len(kept) <= 100


@pytest.mark.parametrize(("kind", "state"), DECISIONS)
def test_a_decision_is_about_the_stored_state_and_not_an_old_copy(
    role: Role, vera: User, kind: Reviewed, state: Choice
) -> None:
    old_copy = kind.new(role, vera)
    kind.decide(kind.stored(old_copy), state, vera)
    with pytest.raises(ActionRefused, match=f"is {state.label} already"):
        kind.decide(old_copy, state, vera)


@pytest.mark.parametrize("kind", KINDS)
def test_a_deleted_row_is_refused(role: Role, vera: User, kind: Reviewed) -> None:
    row = kind.new(role, vera)
    kind.model.objects.filter(pk=row.pk).delete()
    with pytest.raises(ActionRefused, match=rf"^This {kind.keyword} does not exist any more\.$"):
        kind.decide(row, list(kind.transitions)[1], vera)
