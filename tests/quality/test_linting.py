"""Linting: the order of findings, what is accepted, and what is counted."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roles.documents.role import RoleDocument
from roles.quality.findings import Finding
from roles.quality.linting import ABOUT, RuleCount, counts, lint, unknown_rules
from tests.quality.checking import corpus, labelled, role

YEARS = "years-outside-level"
PARTS = {"task": "Mentor engineers.", "skill": "Mentoring", "qualification": ["9 years", "10 years"]}


def judged(*accepted: dict[str, str], rules: list[str] | None = None, **changes: Any) -> list[Finding]:
    """The findings of a role with two faulty qualifications and two components that mentor."""
    document = role(components=labelled(**PARTS), accepted=list(accepted), **changes)
    return lint(corpus(document), rules or [YEARS, "leadership-above-level", "acceptance-without-finding"])


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(finding.rule, finding.where, finding.word) for finding in findings]


def test_findings_come_in_the_order_of_the_document() -> None:
    assert told(judged()) == [
        ("leadership-above-level", "components.task[0].label", "error"),
        ("leadership-above-level", "components.skill[0].label", "error"),
        (YEARS, "components.qualification[0].label", "error"),
        (YEARS, "components.qualification[1].label", "error"),
    ]


@given(st.permutations(["AIMLAM.GEN.P1", "AIMLAM.GEN.P2", "AIMLAM.NLP.P1", "DATSCI.GEN.P1"]))
def test_the_order_does_not_hang_on_that_of_the_files(codes: list[str]) -> None:
    documents = [role(code, components=labelled(**PARTS), summary="The same.") for code in codes]
    findings = lint(corpus(*documents))
    again = lint(corpus(*sorted(documents, key=lambda document: document.code)))
    assert findings == again
    assert [finding.role for finding in findings] == sorted(finding.role for finding in findings)


def test_only_the_chosen_rules_are_judged() -> None:
    assert {finding.rule for finding in judged(rules=[YEARS])} == {YEARS}
    document = role(components=labelled(**PARTS))
    assert {"missing-section", YEARS, "stop-after-label"} < {f.rule for f in lint(corpus(document))}


def test_an_acceptance_covers_its_place() -> None:
    place = "components.qualification[1].label"
    findings = judged({"rule": YEARS, "place": place, "reason": "As the source has it."})
    assert [(f.where, f.accepted) for f in findings if f.rule == YEARS] == [
        ("components.qualification[0].label", ""),
        (place, "As the source has it."),
    ]


@pytest.mark.parametrize("place", ["components", "components.qualification", None])
def test_an_acceptance_covers_what_its_place_holds(place: str | None) -> None:
    accepted = {"rule": YEARS, "reason": "Known."} | ({"place": place} if place else {})
    assert [f.word for f in judged(accepted) if f.rule == YEARS] == ["accepted", "accepted"]
    assert [f.word for f in judged(accepted) if f.rule != YEARS] == ["error", "error"]


@pytest.mark.parametrize("place", ["components.qual", "components.qualification[1", "role", "aliases"])
def test_a_place_that_holds_nothing_accepts_nothing(place: str) -> None:
    findings = judged({"rule": YEARS, "place": place, "reason": "Known."})
    assert [f.word for f in findings if f.rule == YEARS] == ["error", "error"]
    assert findings[-1].rule == "acceptance-without-finding"


def test_the_closest_acceptance_gives_the_reason() -> None:
    near = {"rule": YEARS, "place": "components.qualification[0].label", "reason": "Near."}
    far = {"rule": YEARS, "reason": "Far."}
    for accepted in ([near, far], [far, near]):
        assert [f.accepted for f in judged(*accepted) if f.rule == YEARS] == ["Near.", "Far."]


def test_an_acceptance_that_nothing_needs_is_a_finding() -> None:
    spare = {"rule": "leadership-above-level", "place": "components.competency", "reason": "Once."}
    [finding] = [f for f in judged(spare) if f.rule == "acceptance-without-finding"]
    assert (finding.where, finding.word) == ("accepted[0]", "warning")
    assert finding.message == (
        "leadership-above-level finds nothing at components.competency; expected a finding, or no acceptance"
    )
    assert judged({"rule": YEARS, "reason": "Known."})[-1].rule == YEARS


def test_an_acceptance_of_a_rule_that_is_not_judged_is_no_finding() -> None:
    spare = {"rule": "same-prose", "reason": "Once."}
    assert [f for f in judged(spare) if f.rule == "acceptance-without-finding"] == []


def test_another_roles_acceptance_accepts_nothing() -> None:
    accepting = role("AIMLAM.GEN.P4", accepted=[{"rule": YEARS, "reason": "Known."}])
    faulty = role("AIMLAM.GEN.P3", components=labelled(qualification="9 years"))
    assert [f.word for f in lint(corpus(accepting, faulty), [YEARS])] == ["error"]


def acceptances(*names: str) -> RoleDocument:
    return role(accepted=[{"rule": name, "reason": "Known."} for name in names])


def test_an_acceptance_names_a_rule_that_exists() -> None:
    document = acceptances(YEARS, "no-such-rule", "acceptance-without-finding")
    found = list(unknown_rules(document))
    assert [place for place, _ in found] == [("accepted", 1, "rule"), ("accepted", 2, "rule")]
    assert found[0][1].startswith("there is no rule no-such-rule; expected one of missing-section, ")
    assert list(unknown_rules(acceptances(YEARS))) == []


def test_every_rule_is_counted() -> None:
    findings = judged({"rule": YEARS, "reason": "Known."})
    rows = {row.rule: row for row in counts(findings)}
    assert list(rows) == list(ABOUT)
    assert rows[YEARS] == RuleCount(YEARS, errors=0, warnings=0, accepted=2)
    assert rows["leadership-above-level"].errors == 2
    assert rows["near-duplicate"] == RuleCount("near-duplicate", 0, 0, 0)
