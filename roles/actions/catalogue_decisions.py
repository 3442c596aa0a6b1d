"""The part of a load that editors decide on: aliases and mappings.

A decision with a person's name outranks a document that knows of none, unless the load prunes: then the
files win.
"""

from typing import Any

from roles.actions.sync import Plan, sync
from roles.classification import INFERRED_CONFIDENCE
from roles.document import AliasForm, MappingForm, RoleDocument
from roles.models import Alias, ClassificationEntry, Mapping, Role
from roles.titles import normalise
from roles.vocabulary import AliasOrigin, AliasState, MappingSource, Relation, ReviewState

_PEOPLES_OWN = {AliasOrigin.EDITOR.value, AliasOrigin.SUGGESTED.value}


def outranks(row: Alias | Mapping, decided_by: str, *, prune: bool) -> bool:
    """Whether the decision on a row stands against a document that says ``decided_by`` of it."""
    return not prune and bool(row.decided_by) and not decided_by


def outstays(row: Alias, *, prune: bool) -> bool:
    """Whether an alias stays although its role's document does not mention it."""
    return not prune and bool(row.decided_by or row.origin in _PEOPLES_OWN)


def apply_aliases(
    documents: list[RoleDocument],
    roles: dict[str, Role],
    ids: list[int],
    plan: Plan,
    prune: bool,
    reason: str,
) -> int:
    """Write the aliases of the documents; returns how many decisions outranked a document."""
    existing = {(row.role_id, row.key): row for row in Alias.objects.filter(role_id__in=ids)}
    desired = {
        (roles[d.code].pk, normalise(alias.text)): _alias_row(roles[d.code].pk, position, alias)
        for d in documents
        for position, alias in enumerate(d.aliases)
    }
    kept = _keep_decisions(existing, desired, "state", prune)
    sync(
        Alias,
        existing=existing,
        desired=desired,
        plan=plan,
        reason=reason,
        removable=lambda row: not outstays(row, prune=prune),
        last=lambda row: row.state == AliasState.APPROVED.value,
    )
    return kept


def _alias_row(role: int, position: int, alias: AliasForm) -> dict[str, Any]:
    return {
        "role_id": role,
        "position": position,
        "text": alias.text,
        "key": normalise(alias.text),
        "type": alias.type.value,
        "confidence": alias.confidence,
        "state": alias.state.value,
        "scope": alias.scope,
        "origin": alias.origin.value,
        "decided_by": alias.decided_by,
        "decided_at": alias.decided_at,
    }


def _keep_decisions(existing: Any, desired: dict[Any, dict[str, Any]], verdict: str, prune: bool) -> int:
    kept = 0
    for key, row in desired.items():
        present = existing.get(key)
        if present is not None and outranks(present, row["decided_by"], prune=prune):
            for name in (verdict, "decided_by", "decided_at"):
                row[name] = getattr(present, name)
            kept += 1
    return kept


def apply_mappings(
    documents: list[RoleDocument],
    roles: dict[str, Role],
    ids: list[int],
    plan: Plan,
    prune: bool,
    reason: str,
) -> int:
    """Write the mappings of the documents; returns how many decisions outranked a document."""
    entries = {
        (standard, code): pk
        for standard, code, pk in ClassificationEntry.objects.values_list(
            "classification__code", "code", "pk"
        )
    }
    groups = dict(Role.objects.filter(pk__in=ids).values_list("pk", "superfunction__soc_major_group__code"))
    desired = {}
    for document in documents:
        role = roles[document.code].pk
        for position, mapping in enumerate(document.mappings or [inferred_mapping(groups[role])]):
            entry = entries[mapping.classification, mapping.code]
            desired[role, entry] = _mapping_row(role, entry, position, mapping)
    existing = {(row.role_id, row.entry_id): row for row in Mapping.objects.filter(role_id__in=ids)}
    kept = _keep_decisions(existing, desired, "review", prune)
    sync(
        Mapping,
        existing=existing,
        desired=desired,
        plan=plan,
        reason=reason,
        removable=lambda row: prune or not row.decided_by,
    )
    return kept


def inferred_mapping(major_group: str) -> MappingForm:
    """The mapping of a role that has none: its superfunction's SOC major group, in need of review."""
    return MappingForm(
        classification="SOC2018",
        code=major_group,
        relation=Relation.BROAD,
        source=MappingSource.INFERRED,
        confidence=INFERRED_CONFIDENCE,
        review=ReviewState.NEEDS_REVIEW,
    )


def _mapping_row(role: int, entry: int, position: int, mapping: MappingForm) -> dict[str, Any]:
    return {
        "role_id": role,
        "entry_id": entry,
        "position": position,
        "relation": mapping.relation.value,
        "source": mapping.source.value,
        "confidence": mapping.confidence,
        "review": mapping.review.value,
        "decided_by": mapping.decided_by,
        "decided_at": mapping.decided_at,
    }
