"""Decisions on many rows: what was shown is decided on, batch by batch, each once, and all of it can be taken back."""

from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.actions import aliases, bulk_decisions
from roles.actions.bulk_decisions import ALIASES, MAPPINGS, ROLES, BulkReview
from roles.actions.refusal import ActionRefused
from roles.domain.choices import AliasState, ReviewState, Status
from roles.models import Alias, BulkDecision, Mapping, Posting, Revision, Role
from roles.title_parsing.tokens import SearchField

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


def pending(number: int) -> Any:
    return Alias.objects.filter(
        pk__in=list(Alias.objects.pending_first().values("pk")[:number].values_list("pk", flat=True))
    )


def ask(rows: Any, by: User) -> BulkDecision:
    return bulk_decisions.ask(rows=rows.order_by("pk"), action="x", by=by)


def take(
    bulk: BulkDecision, state: Any, by: User, review: BulkReview = ALIASES, size: int = 500
) -> BulkDecision:
    return bulk_decisions.take_next(
        bulk=bulk,
        at=bulk.next,
        take=lambda entries: bulk_decisions.decide(review, entries, state=state, by=by),
        size=size,
    )


def test_a_batch_is_written_with_its_history_at_once(vera: User) -> None:
    rows = list(pending(4))
    before = Revision.current().number
    bulk = take(ask(pending(4), vera), AliasState.APPROVED, vera)
    assert bulk.is_finished
    assert (len(bulk.done), bulk.refusals) == (4, [])
    assert Revision.current().number == before + 1
    for row in rows:
        row.refresh_from_db()
        version = row.history.latest()
        assert (row.state, row.decided_by) == ("approved", "vera")
        assert row.decided_at is not None
        assert (version.state, version.history_user, version.history_change_reason) == (
            "approved",
            vera,
            "approved",
        )


def test_search_finds_the_decision(vera: User) -> None:
    alias = Alias.objects.filter(role__code="AIMLAM.GEN.P3").earliest("pk")
    Alias.objects.filter(pk=alias.pk).update(text="Quokka Keeper", key="quokka keeper")
    take(ask(Alias.objects.filter(pk=alias.pk), vera), AliasState.APPROVED, vera)
    fields = dict(Posting.objects.filter(role=alias.role).values_list("word__text", "field"))
    assert fields["quokka"] == SearchField.APPROVED


def test_a_batch_costs_as_many_queries_for_many_rows_as_for_few(vera: User) -> None:
    def cost(number: int) -> int:
        bulk = ask(pending(number), vera)
        with CaptureQueriesContext(connection) as captured:
            take(bulk, AliasState.REJECTED, vera)
        return len(captured)

    assert cost(3) < 30
    assert cost(100) < 40  # histories and words of the search index are written in parts


def test_batches_follow_each_other_and_none_is_taken_twice(vera: User) -> None:
    bulk = ask(pending(5), vera)
    first = take(bulk, AliasState.REJECTED, vera, size=2)
    assert (first.next, first.left, first.is_finished) == (2, 3, False)
    assert Alias.objects.filter(state="rejected").count() == 2
    again = take(bulk, AliasState.REJECTED, vera, size=2)  # the same click once more
    assert (again.next, len(again.done)) == (2, 2)
    last = take(take(first, AliasState.REJECTED, vera, size=2), AliasState.REJECTED, vera, size=2)
    assert last.is_finished
    assert len(last.done) == 5


def test_a_batch_that_fails_leaves_its_rows_as_they_were(vera: User, monkeypatch: pytest.MonkeyPatch) -> None:
    bulk = take(ask(pending(4), vera), AliasState.REJECTED, vera, size=2)
    before = Revision.current().number

    def fail(**others: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(Revision, "bump", fail)
    with pytest.raises(RuntimeError):
        take(bulk, AliasState.REJECTED, vera, size=2)
    bulk.refresh_from_db()
    assert (bulk.next, len(bulk.done), Revision.current().number) == (2, 2, before)
    assert Alias.objects.filter(state="rejected").count() == 2


def test_rows_that_were_changed_or_deleted_since_are_refused(vera: User) -> None:
    changed, deleted, kept = pending(3).order_by("pk")
    bulk = ask(pending(3), vera)
    changed.text = "Another Title"
    changed.save()
    deleted.delete()
    bulk = take(bulk, AliasState.REJECTED, vera)
    assert [entry[0] for entry in bulk.done] == [kept.pk]
    assert bulk.refusals == [
        "“Another Title” was changed since you were asked.",
        "One alias does not exist any more.",
    ]


def test_of_two_rows_that_exclude_each_other_the_first_wins(vera: User) -> None:
    first, second, other = (
        Alias.objects.filter(role__code=f"AIMLAM.GEN.P{number}").earliest("pk") for number in (3, 4, 5)
    )
    for row, text in ((first, "quokka keeper"), (second, "quokka warden"), (other, "quokka keeper")):
        Alias.objects.filter(pk=row.pk).update(text=text, key=text)
    chosen = Alias.objects.filter(pk__in=[first.pk, second.pk, other.pk])
    bulk = take(ask(chosen, vera), AliasState.APPROVED, vera)
    assert len(bulk.done) == 2
    [refusal] = bulk.refusals
    assert refusal.startswith("“quokka keeper” is already approved for AIMLAM.GEN.P")


def test_an_approval_committed_after_the_check_is_explained_too(vera: User) -> None:
    row = pending(1).get()
    rival = Role.objects.exclude(pk=row.role_id).earliest("pk")
    calls = []

    def conflicts(rows: list[Alias]) -> dict[int, str]:
        calls.append(rows)
        if len(calls) > 1:
            return ALIASES.conflicts(rows) if ALIASES.conflicts else {}
        Alias.objects.create(role=rival, text=row.text, confidence="0.5", state="approved")
        return {}

    # The first attempt is rolled back with the rival in it, so that the second finds none and succeeds.
    bulk = take(ask(pending(1), vera), AliasState.APPROVED, vera, replace(ALIASES, conflicts=conflicts))
    assert len(calls) == 2
    assert len(bulk.done) == 1


def test_all_is_taken_back_to_where_it_was(vera: User) -> None:
    first, second = pending(2).order_by("pk")
    aliases.reject(alias=first, by=vera)
    bulk = take(ask(Alias.objects.filter(pk__in=[first.pk, second.pk]), vera), AliasState.APPROVED, vera)
    assert len(bulk.done) == 2
    undone = take(bulk_decisions.ask_back(bulk=bulk, by=vera), None, vera)
    assert len(undone.done) == 2
    assert [Alias.objects.get(pk=row.pk).state for row in (first, second)] == ["rejected", "pending"]
    again = take(bulk_decisions.ask_back(bulk=bulk, by=vera), None, vera)
    assert (len(again.done), len(again.refusals)) == (0, 2)


def test_mappings_and_roles_are_decided_on_too(vera: User) -> None:
    ties = Mapping.objects.filter(
        pk__in=list(Mapping.objects.awaiting_review().values_list("pk", flat=True)[:3])
    )
    bulk = take(ask(ties, vera), ReviewState.CONFIRMED, vera, MAPPINGS)
    assert len(bulk.done) == 3
    assert set(ties.values_list("review", "decided_by")) == {("confirmed", "vera")}
    some = Role.objects.filter(code__in=["AIMLAM.GEN.P3", "AIMLAM.GEN.P4"])
    some.update(status="published")
    component = some[0].role_components.select_related("component").earliest("pk").component
    before, listed = component.roles, Revision.current().of_roles
    bulk = take(ask(some, vera), Status.RETIRED, vera, ROLES)
    assert len(bulk.done) == 2
    component.refresh_from_db()
    assert component.roles < before
    assert Revision.current().of_roles > listed
    assert not Posting.objects.filter(role__in=some).exists()
    refused = take(ask(some, vera), Status.DRAFT, vera, ROLES)
    assert refused.refusals[0] == "AIMLAM.GEN.P3 is retired; from there it goes to published, not to draft."


def test_too_many_rows_are_refused(vera: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_decisions, "MOST_ROWS", 3)
    with pytest.raises(ActionRefused, match="At most 3 rows"):
        ask(pending(4), vera)


def test_old_questions_are_forgotten(vera: User) -> None:
    old = ask(pending(1), vera)
    BulkDecision.objects.filter(pk=old.pk).update(created_at=old.created_at - bulk_decisions.KEPT * 2)
    ask(pending(1), vera)
    assert not BulkDecision.objects.filter(pk=old.pk).exists()
