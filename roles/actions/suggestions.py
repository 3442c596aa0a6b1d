"""Titles that visitors suggest, and titles that the catalogue generates: both become pending aliases."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from simple_history.utils import bulk_create_with_history

from roles.actions import aliases, search_index
from roles.actions.load.bulk import BATCH
from roles.actions.refusal import ActionRefused
from roles.domain.choices import AliasOrigin, AliasState, AliasType
from roles.domain.titles import GeneratedTitle, generated_titles, normalise
from roles.models import Alias, Revision, Role
from roles.models.role import RoleQuerySet

SUGGESTED_CONFIDENCE = Decimal("0.50")
"""The confidence of a suggested title, the same as that of a role's own title."""

MOST_PER_HOUR = 200
"""The limit of suggestions by all visitors together in an hour."""


def suggest(*, role: Role, text: str) -> Alias:
    """Add a visitor's title to the queue of aliases; raises ActionRefused when it is known or cannot be one.

    A title that another visitor suggested and that is still pending is returned: no one learns what others suggest.
    """
    known = role.aliases.filter(key=normalise(text)).first()
    if known and known.origin == AliasOrigin.SUGGESTED.value and known.state == AliasState.PENDING.value:
        return known
    if known:
        raise ActionRefused(f"“{text}” is known for {role.code} already: {AliasState(known.state).label}.")
    hour_ago = timezone.now() - timedelta(hours=1)
    recent = Alias.history.filter(
        history_type="+", origin=AliasOrigin.SUGGESTED.value, history_date__gt=hour_ago
    )
    if recent.count() >= MOST_PER_HOUR:
        raise ActionRefused("The editors have many suggestions to read just now. Try again in an hour.")
    return aliases.add(
        role=role,
        text=text,
        type=AliasType.COMMON,
        confidence=SUGGESTED_CONFIDENCE,
        origin=AliasOrigin.SUGGESTED,
        by=None,
    )


@dataclass(frozen=True)
class Generated:
    """A title that was generated for a role, and the code of another role with that title, or ""."""

    role: str
    candidate: GeneratedTitle
    collides_with: str


@transaction.atomic
def generate(*, roles: RoleQuerySet, dry_run: bool = False) -> list[Generated]:
    """Add pending aliases made of the stems of focus or function and the level's patterns (``generated_titles``).

    Titles that a role has already, also rejected ones, are left. A title that another role has, as its own or as an
    approved alias, is added and marked. Returns the titles that were added, or with ``dry_run`` would be.
    """
    chosen = list(roles.select_related("focus__function", "level").order_by("code"))
    owners = _owners()
    made: list[Generated] = []
    rows: list[Alias] = []
    for start in range(0, len(chosen), BATCH):
        batch = chosen[start : start + BATCH]
        known, last = _known(batch)
        for role in batch:
            stems = role.focus.title_stems or role.focus.function.title_stems
            new = [
                c
                for c in generated_titles(stems, role.level.code, role.title)
                if normalise(c.text) not in known[role.pk]
            ]
            for i, candidate in enumerate(new, start=last[role.pk]):
                others = sorted(owners.get(normalise(candidate.text), set()) - {role.code})
                made.append(Generated(role.code, candidate, others[0] if others else ""))
                rows.append(_row(role, candidate, i))
    if rows and not dry_run:
        _write(rows)
    return made


def _owners() -> dict[str, set[str]]:
    """The codes of the roles that have a title as their own or as an approved alias, by its normalised form."""
    found: dict[str, set[str]] = defaultdict(set)
    for code, title in Role.objects.listed().values_list("code", "title"):
        found[normalise(title)].add(code)
    for code, key in Alias.objects.approved().values_list("role__code", "key"):
        found[key].add(code)
    return found


def _known(roles: list[Role]) -> tuple[dict[int, set[str]], dict[int, int]]:
    known: dict[int, set[str]] = defaultdict(set)
    last: dict[int, int] = defaultdict(int)
    for role, key, position in Alias.objects.filter(role__in=roles).values_list("role", "key", "position"):
        known[role].add(key)
        last[role] = max(last[role], position + 1)
    return known, last


def _row(role: Role, candidate: GeneratedTitle, position: int) -> Alias:
    alias = Alias(
        role=role,
        text=candidate.text,
        type=AliasType.COMMON.value,
        confidence=candidate.confidence,
        scope=role.scope,
        origin=AliasOrigin.GENERATED.value,
        position=position,
    )
    alias.clean()
    return alias


def _write(rows: list[Alias]) -> None:
    bulk_create_with_history(rows, Alias, batch_size=BATCH, default_change_reason="suggest_aliases")
    search_index.refresh(Role.objects.filter(pk__in={row.role_id for row in rows}))
    Revision.bump(of_roles=False)
