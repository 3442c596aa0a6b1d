"""Approved aliases of documents that another role has in the database: refused, or handed over by the load."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial

from roles.actions.load.bulk import BATCH
from roles.actions.load.decisions import keeps_decision, keeps_row
from roles.documents.errors import Fault, Location
from roles.documents.role import AliasSchema, RoleDocument
from roles.domain.choices import AliasState
from roles.domain.titles import normalise
from roles.models import Alias

Documents = Iterable[tuple[Location, RoleDocument]]


@dataclass(frozen=True)
class _Claim:
    """An alias that a document approves; ``fault`` makes a fault of a message."""

    code: str
    text: str
    scope: str
    fault: Callable[[str], Fault]

    @property
    def key(self) -> str:
        return normalise(self.text)


@dataclass(frozen=True)
class _Rival:
    """The same title, which another role has approved at present."""

    claim: _Claim
    code: str
    scope: str
    decided_by: str
    origin: str


@dataclass
class Approvals:
    """Collects what documents approve and finds, batch by batch, the roles that have it; only these rivals are kept."""

    prune: bool
    _claims: list[_Claim] = field(default_factory=list)
    _rivals: list[_Rival] = field(default_factory=list)

    def add(self, document: RoleDocument, fault: Callable[[Location, str], Fault]) -> None:
        """Add the approvals of a document; ``fault`` makes a fault of a location in it and a message."""
        for i, alias in enumerate(document.aliases):
            if alias.state is AliasState.APPROVED:
                fault_here = partial(fault, ("aliases", i, "state"))
                self._claims.append(_Claim(document.code, alias.text, alias.scope, fault_here))
        if len(self._claims) >= BATCH:
            self._ask()

    def _ask(self) -> None:
        claims, self._claims = self._claims, []
        by_key: dict[str, list[_Claim]] = {}
        for claim in claims:
            by_key.setdefault(claim.key, []).append(claim)
        rows = Alias.objects.approved().filter(key__in=by_key).order_by("pk")
        for key, *row in rows.values_list("key", "role__code", "scope", "decided_by", "origin"):
            self._rivals += [_Rival(claim, *row) for claim in by_key[key] if claim.code != row[0]]

    def contested(self) -> frozenset[tuple[str, str]]:
        """The claims (role's code, key) for which another role gives way, once no fault was found."""
        self._ask()
        return frozenset((r.claim.code, r.claim.key) for r in self._rivals if r.scope == r.claim.scope)

    def faults(
        self, codes: set[str], documents: Callable[[], Documents], certain: set[str] | None = None
    ) -> Iterator[Fault]:
        """The faults of claims on titles that another role keeps; ``codes`` are those of all documents.

        Where some documents could not be read, only the ``certain`` codes are checked: another document may give the
        title up.
        """
        self._ask()
        wanted = {(rival.code, rival.claim.key) for rival in self._rivals if rival.code in codes}
        aliases = dict(_aliases(documents(), wanted)) if wanted else {}
        for rival in self._rivals:
            if certain is not None and rival.code not in certain:
                continue
            alias = aliases.get((rival.code, rival.claim.key))
            kept = self._scope_kept(rival, alias, is_mentioned=rival.code in codes)
            if kept == rival.claim.scope:
                message = f"“{rival.claim.text}” is already approved for {rival.code}; expected one role for a title"
                yield rival.claim.fault(message)

    def _scope_kept(self, rival: _Rival, alias: AliasSchema | None, *, is_mentioned: bool) -> str | None:
        """The scope in which the other role has the title after the load; None when it gives it up.

        ``alias`` is what its document contains of the title, if it has a document.
        """
        if not is_mentioned:
            return None if self.prune else rival.scope
        if alias:
            return (
                alias.scope if keeps_decision(rival.decided_by, alias.decided_by, prune=self.prune) else None
            )
        return rival.scope if keeps_row(rival.decided_by, rival.origin, prune=self.prune) else None


def _aliases(
    documents: Documents, wanted: set[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], AliasSchema]]:
    codes = {code for code, _ in wanted}
    for _, document in documents:
        if document.code in codes:
            for alias in document.aliases:
                if (key := (document.code, normalise(alias.text))) in wanted:
                    yield key, alias
