"""The part of a load that editors decide on: aliases and mappings.

A decision with a person's name outranks a document that knows of none, unless the load prunes: then the
files win.
"""

from collections.abc import Mapping as Keyed
from functools import lru_cache
from typing import Any

from roles.actions.load.id_lookups import Load
from roles.actions.load.merge import Present, Table, merge
from roles.documents.role import MappingSchema, RoleDocument
from roles.domain.choices import AliasOrigin, MappingSource, Relation, ReviewState
from roles.domain.classifications import INFERRED_CONFIDENCE
from roles.domain.titles import normalise
from roles.models import Alias, Mapping

_PEOPLES_OWN = {AliasOrigin.EDITOR.value, AliasOrigin.SUGGESTED.value}
_DECISION = ("decided_by", "decided_at")
_ALIASES = Table(
    Alias,
    ("role_id", "key", "text", "type", "confidence", "scope", "origin", "position", "state", *_DECISION),
)
_MAPPINGS = Table(
    Mapping, ("role_id", "entry_id", "relation", "source", "confidence", "position", "review", *_DECISION)
)
_VERDICT = -3  # in both tables the verdict stands before who decided and when


def keeps_decision(row_decided_by: str, document_decided_by: str, *, prune: bool) -> bool:
    """Whether the decision on a row stands against a document that says ``document_decided_by`` of it."""
    return not prune and bool(row_decided_by) and not document_decided_by


def keeps_row(decided_by: str, origin: str, *, prune: bool) -> bool:
    """Whether an alias stays although its role's document does not mention it."""
    return not prune and bool(decided_by or origin in _PEOPLES_OWN)


def apply_aliases(documents: list[RoleDocument], ids: Keyed[str, int], load: Load) -> None:
    """Write the aliases of the documents, but for those whose title another role has still to give up."""
    present = _ALIASES.present(role_id__in=ids.values())
    rows, postponed = [], set()
    for document in documents:
        role = ids[document.code]
        for position, alias in enumerate(document.aliases):
            key = normalise(alias.text)
            row = (role, key, alias.text, alias.type.value, alias.confidence, alias.scope, alias.origin.value,
                   position, alias.state.value, alias.decided_by, alias.decided_at)  # fmt: skip
            if (document.code, key) in load.contested:
                postponed.add((role, key))
                load.postponed.append(row)
            else:
                rows.append(row)
    _merge(_ALIASES, {key: row for key, row in present.items() if key not in postponed}, rows, load)


def apply_postponed_aliases(load: Load) -> None:
    """Write the aliases that were contested, now that every other role has given way."""
    roles = [row[0] for row in load.postponed]
    keys = {_ALIASES.key(row) for row in load.postponed}
    present = {key: row for key, row in _ALIASES.present(role_id__in=roles).items() if key in keys}
    _merge(_ALIASES, present, load.postponed, load)


def apply_mappings(documents: list[RoleDocument], ids: Keyed[str, int], load: Load) -> None:
    """Write the mappings of the documents."""
    rows = []
    for document in documents:
        function, focus, _ = document.code.split(".")
        inferred = inferred_mapping(load.ground.focuses[function, focus][3])
        for position, mapping in enumerate(document.mappings or [inferred]):
            entry = load.ground.entries[mapping.classification, mapping.code]
            rows.append(
                (ids[document.code], entry, mapping.relation.value, mapping.source.value, mapping.confidence,
                 position, mapping.review.value, mapping.decided_by, mapping.decided_at)
            )  # fmt: skip
    _merge(_MAPPINGS, _MAPPINGS.present(role_id__in=ids.values()), rows, load)


def _merge(table: Table, present: Present, rows: list[tuple[Any, ...]], load: Load) -> None:
    def removable(row: dict[str, Any]) -> bool:
        if table is _ALIASES:
            return not keeps_row(row["decided_by"], row["origin"], prune=load.prune)
        return load.prune or not row["decided_by"]

    _, changed = merge(
        table,
        present=present,
        desired=_with_decisions(table, present, rows, load),
        plan=load.plan,
        reason=load.reason,
        removable=removable,
    )
    load.touch(changed)


def _with_decisions(
    table: Table, present: Present, rows: list[tuple[Any, ...]], load: Load
) -> list[tuple[Any, ...]]:
    """The rows, those on which an editor's decision stands with it."""
    found = []
    for row in rows:
        stands = present.get(table.key(row))
        if stands is not None and keeps_decision(stands[1][-2], row[-2], prune=load.prune):
            row = (*row[:_VERDICT], *stands[1][_VERDICT:])
            load.decisions_kept += 1
        found.append(row)
    return found


@lru_cache(maxsize=100)
def inferred_mapping(major_group: str) -> MappingSchema:
    """The mapping of a role that has none: its superfunction's SOC major group, in need of review."""
    return MappingSchema(
        classification="SOC2018",
        code=major_group,
        relation=Relation.BROAD,
        source=MappingSource.INFERRED,
        confidence=INFERRED_CONFIDENCE,
        review=ReviewState.NEEDS_REVIEW,
    )
