"""Linting: all rules applied to a corpus, and what the documents accept."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from roles.documents.errors import Location
from roles.documents.fields import ROLE_FIELDS
from roles.documents.role import AcceptanceSchema, RoleDocument
from roles.domain.choices import Kind
from roles.quality.corpus import Corpus
from roles.quality.findings import Finding, Severity
from roles.quality.rules import RULES

ACCEPTANCE_WITHOUT_FINDING = "acceptance-without-finding"
"""The rule of this module itself, because it is about the findings of all others."""

ABOUT: dict[str, tuple[Severity, str]] = {
    **{rule.name: (rule.severity, rule.about) for rule in RULES},
    ACCEPTANCE_WITHOUT_FINDING: (
        Severity.WARNING,
        "An acceptance that no finding needs any more hides the next one.",
    ),
}
"""The severity and the sentence of every rule by name, in the order of reports."""


def lint(corpus: Corpus, rules: Collection[str] = ()) -> list[Finding]:
    """Return the findings of the rules, by role, then in the order of the document, then of the rules.

    ``rules`` are names of ABOUT; none means all. A finding that its role's document accepts has the reason.
    Acceptances are checked only with the rule that they name.
    """
    chosen = rules or ABOUT.keys()
    findings = [
        Finding(rule.name, rule.severity, issue.document.code, issue.location, issue.message)
        for rule in RULES
        if rule.name in chosen
        for issue in rule.check(corpus)
    ]
    return sorted(_checked(findings, corpus, chosen), key=_order)


def _checked(findings: Iterable[Finding], corpus: Corpus, chosen: Collection[str]) -> Iterator[Finding]:
    used: Counter[tuple[str, AcceptanceSchema]] = Counter()
    for finding in findings:
        acceptance = _acceptance(finding, corpus.by_code[finding.role])
        if acceptance is None:
            yield finding
        else:
            used[finding.role, acceptance] += 1
            yield replace(finding, accepted=acceptance.reason)
    if ACCEPTANCE_WITHOUT_FINDING in chosen:
        yield from _unused(corpus, used, chosen)


def _acceptance(finding: Finding, document: RoleDocument) -> AcceptanceSchema | None:
    matching = [a for a in document.accepted if a.rule == finding.rule and a.covers(finding.where)]
    return max(matching, key=lambda acceptance: len(acceptance.place or ""), default=None)  # the closest one


def _unused(
    corpus: Corpus, used: Counter[tuple[str, AcceptanceSchema]], chosen: Collection[str]
) -> Iterator[Finding]:
    for document in corpus.documents:
        for i, acceptance in enumerate(document.accepted):
            if acceptance.rule in chosen and not used[document.code, acceptance]:
                where = f" at {acceptance.place}" if acceptance.place else ""
                message = f"{acceptance.rule} finds nothing{where}; expected a finding, or no acceptance"
                yield Finding(
                    ACCEPTANCE_WITHOUT_FINDING,
                    ABOUT[ACCEPTANCE_WITHOUT_FINDING][0],
                    document.code,
                    ("accepted", i),
                    message,
                )


def unknown_rules(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    """Yield the acceptances of rules that do not exist: the location and message of each."""
    for i, acceptance in enumerate(document.accepted):
        if acceptance.rule not in ABOUT or acceptance.rule == ACCEPTANCE_WITHOUT_FINDING:
            known = ", ".join(name for name in ABOUT if name != ACCEPTANCE_WITHOUT_FINDING)
            yield ("accepted", i, "rule"), f"there is no rule {acceptance.rule}; expected one of {known}"


_KEYS = (
    *RoleDocument.model_fields,
    *(key for field in ROLE_FIELDS for key in field.location),
    *(kind.value for kind in Kind),
)
_STEPS = {key: step for step, key in enumerate(dict.fromkeys(_KEYS))}
"""The keys of a document in the order in which it is written; the keys of list entries are not ordered."""
_RANK = {name: rank for rank, name in enumerate(ABOUT)}


def _order(finding: Finding) -> tuple[str, tuple[int, ...], int, str]:
    steps = tuple(step if isinstance(step, int) else _STEPS.get(step, 0) for step in finding.location)
    return finding.role, steps, _RANK[finding.rule], finding.message


@dataclass(frozen=True)
class RuleCount:
    """The numbers of findings of a rule: errors, warnings, and those accepted."""

    rule: str
    errors: int
    warnings: int
    accepted: int


def counts(findings: Iterable[Finding]) -> list[RuleCount]:
    """Return the counts by rule, in the order of the rules, also those without findings."""
    found = Counter((finding.rule, finding.word) for finding in findings)
    return [
        RuleCount(name, found[name, "error"], found[name, "warning"], found[name, "accepted"])
        for name in ABOUT
    ]
