"""The aliases and mappings of a load, on which editors decide.

An editor's decision is kept when the document records none, unless the load prunes: then the files win.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Keyed
from functools import lru_cache
from typing import Any

from roles.actions.load.id_lookups import Load
from roles.actions.load.merge import Present, Row, Table, merge
from roles.documents.role import MappingSchema, RoleDocument
from roles.domain.choices import AliasOrigin, MappingSource, Relation, ReviewState
from roles.domain.classifications import INFERRED_CONFIDENCE
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.models import Alias, Mapping

_FROM_PEOPLE = {AliasOrigin.EDITOR.value, AliasOrigin.SUGGESTED.value}
_ALIASES = Table(
    Alias,
    *("role_id", "key", "text", "type", "confidence", "scope", "origin", "position"),
    *("state", "decided_by", "decided_at"),
    width=2,
    is_named=False,
)
_MAPPINGS = Table(
    Mapping,
    *("role_id", "entry_id", "relation", "source", "confidence", "position"),
    *("review", "decided_by", "decided_at"),
    width=2,
    is_named=False,
)
_DECISION = {
    _ALIASES: ("state", "decided_by", "decided_at"),
    _MAPPINGS: ("review", "decided_by", "decided_at"),
}
"""The columns that a decision fills."""


def keeps_decision(row_decided_by: str, document_decided_by: str, *, prune: bool) -> bool:
    """Whether the decision on a row is kept against a document that names ``document_decided_by``, or no one."""
    return not prune and bool(row_decided_by) and not document_decided_by


def keeps_row(decided_by: str, origin: str, *, prune: bool) -> bool:
    """Whether an alias is kept although its role's document does not mention it."""
    return not prune and bool(decided_by or origin in _FROM_PEOPLE)


def apply_aliases(documents: list[RoleDocument], ids: Keyed[str, int], load: Load) -> None:
    """Write the aliases of the documents, but for those whose title another role has still to give up."""
    present = _ALIASES.present(role_id__in=ids.values())
    rows: list[Row] = []
    for document in documents:
        for row in _alias_rows(document, ids[document.code]):
            if (document.code, row.key) in load.contested:
                present.pop(_ALIASES.key(row), None)
                load.postponed.append(row)
            else:
                rows.append(row)
    _merge(_ALIASES, present, rows, load)


def _alias_rows(document: RoleDocument, role: int) -> Iterator[Row]:
    for position, alias in enumerate(document.aliases):
        yield _ALIASES.row(
            role_id=role,
            key=normalise(alias.text),
            text=alias.text,
            type=alias.type.value,
            confidence=alias.confidence,
            scope=alias.scope,
            origin=alias.origin.value,
            position=position,
            state=alias.state.value,
            decided_by=alias.decided_by,
            decided_at=alias.decided_at,
        )


def apply_postponed_aliases(load: Load) -> None:
    """Write the aliases that were contested, now that every other role has given way."""
    keys = {_ALIASES.key(row) for row in load.postponed}
    present = _ALIASES.present(role_id__in={row.role_id for row in load.postponed})
    _merge(_ALIASES, {key: present[key] for key in keys & present.keys()}, load.postponed, load)


def apply_mappings(documents: list[RoleDocument], ids: Keyed[str, int], load: Load) -> None:
    """Write the mappings of the documents, and an inferred one for a document without any."""
    rows = [row for document in documents for row in _mapping_rows(document, ids[document.code], load)]
    _merge(_MAPPINGS, _MAPPINGS.present(role_id__in=ids.values()), rows, load)


def _mapping_rows(document: RoleDocument, role: int, load: Load) -> Iterator[Row]:
    code = RoleCode.parse(document.code)
    superfunction = load.lookups.focuses[code.function, code.focus].superfunction_id
    inferred = inferred_mapping(load.lookups.major_groups[superfunction])
    for position, mapping in enumerate(document.mappings or [inferred]):
        yield _MAPPINGS.row(
            role_id=role,
            entry_id=load.lookups.entries[mapping.classification, mapping.code],
            relation=mapping.relation.value,
            source=mapping.source.value,
            confidence=mapping.confidence,
            position=position,
            review=mapping.review.value,
            decided_by=mapping.decided_by,
            decided_at=mapping.decided_at,
        )


def _merge(table: Table, present: Present, rows: Iterable[Row], load: Load) -> None:
    def removable(row: Any) -> bool:
        if table is _ALIASES:
            return not keeps_row(row.decided_by, row.origin, prune=load.prune)
        return load.prune or not row.decided_by

    merged = merge(
        table,
        present=present,
        desired=[_with_kept_decision(table, present, row, load) for row in rows],
        report=load.report,
        reason=load.reason,
        removable=removable,
    )
    load.touch(merged.touched)


def _with_kept_decision(table: Table, present: Present, row: Row, load: Load) -> Row:
    """The row, with the decision of the row in the database where that is kept."""
    former = table.find(present, table.key(row))
    if former is None or not keeps_decision(former.decided_by, row.decided_by, prune=load.prune):
        return row
    load.decisions_kept += 1
    return row._replace(**{column: getattr(former, column) for column in _DECISION[table]})


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
