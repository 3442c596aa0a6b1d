"""Decisions on many rows: asked about first, then taken in batches, each of which is one short transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import Max, Model, QuerySet
from django.utils import timezone

from roles.actions import aliases, component_counts, mappings, roles, search_index
from roles.actions.refusal import ActionRefused
from roles.domain.choices import AliasState, Choice, ReviewState
from roles.models import Alias, BulkDecision, Revision, Role
from roles.models import Mapping as RoleMapping

BATCH = 500
"""The rows of one transaction: another editor waits for one batch, not for all of them."""

MOST_ROWS = 10_000
KEPT = timedelta(days=7)
"""How long a bulk decision can be continued and undone."""

_ATTEMPTS = 3


@dataclass
class Outcome:
    """What became of a batch: the rows decided on, with id, history record and former state; and the refusals."""

    rows: list[Any] = field(default_factory=list)
    done: list[list[Any]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


Take = Callable[[Sequence[Sequence[Any]]], Outcome]
"""Decides on the entries of a batch (``BulkDecision.rows``)."""


@dataclass(frozen=True)
class BulkReview:
    """How many rows of a model are decided on.

    ``refusal`` is the sentence for a state that may not follow; ``conflicts`` returns a sentence for each row that
    another row keeps from its new state. ``of_roles`` tells whether facets may change, ``batch`` how many rows are
    written in two seconds on a busy machine.
    """

    model: type[Model]
    column: str
    undecided: Choice | None
    transitions: Mapping[Any, frozenset[Any]]
    refusal: Callable[[Any, Any], str]
    related: tuple[str, ...]
    conflicts: Callable[[list[Any]], dict[int, str]] | None = None
    of_roles: bool = False
    batch: int = BATCH

    def state_of(self, row: Any) -> Any:
        """The state of a row, as the key of the transitions."""
        return type(next(iter(self.transitions)))(getattr(row, self.column))


def ask(*, rows: QuerySet[Any], action: str, by: AbstractBaseUser, back: str = "") -> BulkDecision:
    """Freeze the rows that an action is about, in their order, with their present versions; nothing is decided yet.

    Raises ActionRefused when there are too many.
    """
    ids = list(dict.fromkeys(rows.values_list("pk", flat=True)[: MOST_ROWS + 1]))
    if len(ids) > MOST_ROWS:
        raise ActionRefused(f"At most {MOST_ROWS:,} rows can be decided on at once. Narrow the list first.")
    BulkDecision.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
    versions = _versions(rows.model, ids)
    return BulkDecision.objects.create(
        user=by,  # type: ignore[misc]
        model=rows.model._meta.model_name,
        action=action,
        rows=[[pk, versions[pk]] for pk in ids],
        back=back,
    )


def ask_back(*, bulk: BulkDecision, by: AbstractBaseUser) -> BulkDecision:
    """A bulk decision that takes back what another has decided so far: each row returns to its former state."""
    return BulkDecision.objects.create(
        user=by,  # type: ignore[misc]
        model=bulk.model,
        action="undo_bulk",
        rows=bulk.done,
        back=bulk.back,
    )


def take_next(*, bulk: BulkDecision, at: int, take: Take, size: int = BATCH) -> BulkDecision:
    """Take the batch that begins at row ``at``; does nothing when it is taken already. All of it or nothing is kept."""
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            return _take_next(bulk, at, take, size)
        except (
            IntegrityError
        ):  # another editor's approval was committed after the check: now the check finds it
            if attempt == _ATTEMPTS:
                raise
    raise AssertionError


@transaction.atomic
def _take_next(bulk: BulkDecision, at: int, take: Take, size: int) -> BulkDecision:
    held = BulkDecision.objects.select_for_update().get(pk=bulk.pk)
    entries = held.rows[at : at + size]
    if held.next != at or not entries:
        return held
    outcome = take(entries)
    held.next += len(entries)
    held.done += outcome.done
    held.refusals += outcome.refusals
    held.save(update_fields=["next", "done", "refusals"])
    return held


@transaction.atomic
def decide(
    review: BulkReview, entries: Iterable[Sequence[Any]], *, state: Choice | None, by: AbstractBaseUser
) -> Outcome:
    """Bring the rows of the entries to a state; without one, each returns to the state that its entry names.

    A row that was changed since it was frozen is refused, as is one whose state may not follow.
    """
    frozen = {entry[0]: entry for entry in entries}
    states = {pk: state or _named(review, entry[2]) for pk, entry in frozen.items()}
    found = review.model._default_manager.select_for_update(of=("self",)).select_related(*review.related)
    rows = {row.pk: row for row in found.filter(pk__in=frozen).order_by("pk")}
    versions = _versions(review.model, rows)
    outcome = Outcome()
    for pk, entry in frozen.items():
        if pk not in rows:
            outcome.refusals.append(f"One {review.model._meta.verbose_name} does not exist any more.")
        elif versions[pk] != entry[1]:
            outcome.refusals.append(f"“{rows[pk]}” was changed since you were asked.")
        elif states[pk] not in review.transitions[review.state_of(rows[pk])]:
            outcome.refusals.append(review.refusal(rows[pk], states[pk]))
        else:
            outcome.rows.append(rows[pk])
    _refuse_conflicts(review, outcome, states)
    if outcome.rows:
        _write(review, outcome, states, by)
    return outcome


def _named(review: BulkReview, state: str) -> Any:
    return type(next(iter(review.transitions)))(state)


def _versions(model: type[Model], ids: Iterable[int]) -> dict[int, int]:
    """The latest history record of each row; 0 for a row that was loaded and not changed since."""
    ids = list(ids)
    versions: dict[int, int] = dict.fromkeys(ids, 0)
    history: Any = model.history  # type: ignore[attr-defined]
    for start in range(0, len(ids), BATCH):
        records = history.filter(id__in=ids[start : start + BATCH]).order_by().values_list("id")
        versions.update(records.annotate(last=Max("history_id")))
    return versions


def _refuse_conflicts(review: BulkReview, outcome: Outcome, states: Mapping[int, Any]) -> None:
    if not review.conflicts:
        return
    conflicts = review.conflicts([row for row in outcome.rows if states[row.pk] is AliasState.APPROVED])
    outcome.refusals += conflicts.values()
    outcome.rows = [row for row in outcome.rows if row.pk not in conflicts]


def _write(review: BulkReview, outcome: Outcome, states: Mapping[int, Any], by: AbstractBaseUser) -> None:
    touched = {row.role_id if hasattr(row, "role_id") else row.pk for row in outcome.rows}
    with component_counts.following(touched) if review.model is Role else nullcontext():
        by_state: dict[Any, list[Any]] = defaultdict(list)
        for row in outcome.rows:
            by_state[states[row.pk]].append(row)
        for state, rows in by_state.items():
            outcome.done += _write_state(review, rows, state, by)
    search_index.refresh_ids(sorted(touched))
    Revision.bump(of_roles=review.of_roles)


def _write_state(review: BulkReview, rows: list[Any], state: Choice, by: AbstractBaseUser) -> list[list[Any]]:
    """Write one state to the rows and their histories: two statements, however many rows."""
    values: dict[str, Any] = {review.column: state.value}
    is_undone = state is review.undecided
    if review.undecided:
        values["decided_by"] = "" if is_undone else by.get_username()
        values["decided_at"] = None if is_undone else timezone.now()
    else:
        values["replaced_by"] = None
    review.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(**values)
    former = [getattr(row, review.column) for row in rows]
    for row in rows:
        for name, value in values.items():
            setattr(row, name, value)
    history: Any = review.model.history  # type: ignore[attr-defined]
    reason = "decision taken back" if is_undone else state.label
    records = history.bulk_history_create(rows, update=True, default_user=by, default_change_reason=reason)
    return [[row.pk, record.pk, before] for row, record, before in zip(rows, records, former, strict=True)]


def _approved_elsewhere(rows: list[Alias]) -> dict[int, str]:
    """A sentence for each alias whose title another role has, or an earlier one of the rows asks for."""
    holders = Alias.objects.approved().filter(key__in={row.key for row in rows}).select_related("role")
    taken = {(alias.key, alias.scope): alias.role.code for alias in holders}
    found = {}
    for row in rows:
        holder = taken.setdefault((row.key, row.scope), row.role.code)
        if holder != row.role.code:
            found[row.pk] = f"“{row.text}” is already approved for {holder} (scope {row.scope})."
    return found


def _mapping_refusal(row: Any, state: Any) -> str:
    verdict = "needs review" if state is ReviewState.NEEDS_REVIEW else f"is {state.label}"
    return f"The mapping of {row.role.code} to {row.entry} {verdict} already."


ALIASES = BulkReview(
    model=Alias,
    column="state",
    undecided=AliasState.PENDING,
    transitions=aliases.TRANSITIONS,
    refusal=lambda row, state: f"“{row.text}” is {state.label} already.",
    related=("role",),
    conflicts=_approved_elsewhere,
)
MAPPINGS = BulkReview(
    model=RoleMapping,
    column="review",
    undecided=ReviewState.NEEDS_REVIEW,
    transitions=mappings.TRANSITIONS,
    refusal=_mapping_refusal,
    related=("role", "entry__classification"),
)
ROLES = BulkReview(
    model=Role,
    column="status",
    undecided=None,
    transitions=roles.TRANSITIONS,
    refusal=roles.refusal,
    related=(),
    of_roles=True,
    batch=200,  # all the words of a role enter the search index or leave it
)
