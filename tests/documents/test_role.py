"""The document form: what goes in comes out, and every fault is named with its place."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from roles.documents.errors import faults_of, location_in_words
from roles.documents.role import RoleDocument
from tests import strategies
from tests.worlds import alias, mapping, role_document


def faults(data: Any) -> list[str]:
    """The faults of a document, each as ``place: message``."""
    with pytest.raises(ValidationError) as refused:
        RoleDocument.from_data(data)
    return [f"{location_in_words(place)}: {message}" for place, message in faults_of(refused.value)]


def changed(path: str, value: Any) -> dict[str, Any]:
    """A full document with one value replaced or added; steps by dot, list positions as figures."""
    data: Any = role_document(
        "AIMLAM.GEN.P3",
        story={"who": "", "problem": {}, "plan": []},
        components={"skill": [{"label": "Python"}]},
        aliases=[alias("ML Engineer")],
        mappings=[mapping()],
        pay=[
            {
                "currency": "USD",
                "region": "US",
                "year": 2026,
                "p10": 1,
                "p25": 2,
                "median": 3,
                "p75": 4,
                "p90": 5,
                "source": "A survey",
                "method": "As published",
            }
        ],
    )
    RoleDocument.from_data(data)  # it is valid before the change
    *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
    place = data
    for step in steps:
        place = place[step]
    place[last] = value
    return data


@given(strategies.documents())
def test_what_goes_in_comes_out(data: dict[str, Any]) -> None:
    document = RoleDocument.from_data(data)
    again = document.as_data()
    assert RoleDocument.from_data(again) == document
    assert RoleDocument.from_data(again).as_data() == again


@given(strategies.documents())
def test_nothing_that_is_said_is_lost_or_added(data: dict[str, Any]) -> None:
    assert _plain(RoleDocument.from_data(data).as_data()) == _plain(data)


def _plain(data: Any) -> Any:
    """Lists for tuples, so that equality means the same content."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    return [_plain(item) for item in data] if isinstance(data, list | tuple) else data


def test_the_least_that_a_document_says() -> None:
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3"))
    assert document.code == "AIMLAM.GEN.P3"
    assert (document.role.status, document.role.scope, document.role.version) == ("draft", "global", 1)
    assert document.role.confidence == Decimal("0.70")
    assert list(document.as_data()["components"]) == [
        "responsibility",
        "task",
        "skill",
        "knowledge",
        "competency",
        "qualification",
    ]


def test_figures_have_two_places_whatever_was_written() -> None:
    for written in (0.7, "0.7", "0.70", Decimal("0.700")):
        document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", confidence=written))
        assert str(document.role.confidence) == "0.70"


def test_outer_spaces_do_not_count() -> None:
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", title="  AI Engineer "))
    assert document.role.title == "AI Engineer"


@pytest.mark.parametrize(
    "place",
    ["colour", "role.colour", "role.story.colour", "role.story.problem.colour", "components.colour",
     "components.skill.0.colour", "aliases.0.colour", "mappings.0.colour", "pay.0.colour"],
)  # fmt: skip
def test_an_unknown_key_is_refused_wherever_it_stands(place: str) -> None:
    [fault] = faults(changed(place, "red"))
    assert fault.endswith("colour: is not a known key; expected one of those in fixtures/README.md")


@pytest.mark.parametrize(
    ("place", "value", "expected"),
    [
        ("role.code", "AIMLAM.GEN", "role.code: 'AIMLAM.GEN' has the wrong form"),
        ("role.code", "aimlam.gen.p3", "role.code: 'aimlam.gen.p3' has the wrong form"),
        ("role.code", "AIMLAM.GEN.P3\n", "role.code: 'AIMLAM.GEN.P3\\n' has the wrong form"),
        ("role.title", "", "role.title: is empty; expected text"),
        ("role.title", "   ", "role.title: is empty; expected text"),
        ("role.title", "x" * 121, "role.title: is too long; expected at most 120 characters"),
        ("role.title", "two\nlines", "role.title: expected text without line breaks or control characters"),
        ("role.title", "a\x00b", "role.title: expected text without line breaks or control characters"),
        ("role.title", "a\u0085b", "role.title: expected text without line breaks or control characters"),
        ("role.title", "a\u2028b", "role.title: expected text without line breaks or control characters"),
        ("role.title", "a\u202eb", "role.title: expected text without characters that change its direction"),
        ("role.summary", "a\u2067b", "role.summary: expected text without characters that change its direction"),
        ("role.title", "\u200b", "role.title: expected at least one visible character"),
        ("role.title", None, "role.title: is empty; expected text"),
        ("role.title", True, 'role.title: true is read as yes or no; to mean text, quote it: "true"'),
        ("role.tagline", "x" * 201, "role.tagline: is too long; expected at most 200 characters"),
        ("role.summary", "x" * 2001, "role.summary: is too long; expected at most 2,000 characters"),
        ("role.confidence", 1.5, "role.confidence: 1.5: input should be less than or equal to 1"),
        ("role.confidence", -0.1, "role.confidence: -0.1: input should be greater than or equal to 0"),
        ("role.confidence", 0.705, "role.confidence: 0.705: decimal input should have no more than 2 decimal places"),
        ("role.confidence", float("nan"), "role.confidence: NaN: expected a number"),
        ("role.confidence", "high", "role.confidence: 'high': expected a number"),
        ("role.status", "live", "role.status: 'live' is not in the list; expected 'draft', 'in_review'"),
        ("role.scope", "Europe", "role.scope: 'Europe' has the wrong form"),
        ("role.version", 0, "role.version: 0: input should be greater than or equal to 1"),
        ("role.version", "1", "role.version: '1': expected a whole number"),
        ("role.version", True, "role.version: true: expected a whole number"),
        ("role.story.plan", ["Do it."] * 13, "role.story.plan: "),
        ("role.core_outputs", ["A plan"] * 13, "role.core_outputs: "),
        ("role.core_outputs", "A plan", "role.core_outputs: 'A plan' is not a list; expected a list"),
        ("components.skill.0.commonness", "often", "components.skill[0].commonness: 'often' is not in the list"),
        ("components.skill.0.origin", "team", "components.skill[0].origin: 'team' is not in the list"),
        ("components.skill.0.label", "x" * 121, "components.skill[0].label: is too long"),
        ("aliases.0.type", "nick", "aliases[0].type: 'nick' is not in the list"),
        ("aliases.0.confidence", 1.5, "aliases[0].confidence: 1.5: input should be less than"),
        ("aliases.0.decided_at", "yesterday", "aliases[0].decided_at: 'yesterday': "),
        ("mappings.0.classification", "NOC", "mappings[0].classification: 'NOC' is not in the list"),
        ("mappings.0.code", "15-20", "mappings[0]: “15-20” cannot be a code of SOC 2018; expected the form of 15-2051"),
        ("mappings.0.relation", "equal", "mappings[0].relation: 'equal' is not in the list"),
        ("pay.0.currency", "usd", "pay[0].currency: 'usd' has the wrong form; expected the three capitals of"),
        ("pay.0.currency", "XYZ", "pay[0].currency: 'XYZ' is not a currency of ISO 4217; expected"),
        ("pay.0.currency", "XAU", "pay[0].currency: 'XAU' is not a currency"),
        ("pay.0.median", "1_000", "pay[0].median: '1_000': expected a number"),
        ("pay.0.median", "010", "pay[0].median: '010': expected a number"),
        ("pay.0.median", "١٠", "pay[0].median: '١٠': expected a number"),
        ("aliases.0.decided_by", "a\x85b", "aliases[0].decided_by: expected text without line breaks"),
        ("mappings.0.code", "15\x85", "mappings[0].code: expected text without line breaks or control characters"),
        ("role.title", date(2024, 1, 1), "role.title: 2024-01-01 is read as a date; to mean text, quote it"),
        ("role.title", 7, 'role.title: 7 is read as a number; to mean text, quote it: "7"'),
        ("role.title", [], "role.title: a list is not text; expected text"),
        ("role.story", "A story", "role.story: 'A story' has no keys; expected keys and values"),
        ("role.confidence", date(2024, 1, 1), "role.confidence: 2024-01-01: expected a number"),
        ("role.code", "AIMLAM", "role.code: 'AIMLAM' has the wrong form; expected function, focus and level"),
        ("role.scope", "europe", "role.scope: 'europe' has the wrong form; expected global, or a region"),
        ("pay.0.median", -1, "pay[0].median: -1: input should be greater than or equal to 0"),
        ("pay.0.median", 10**11, "pay[0].median: "),
        ("pay.0.year", 1889, "pay[0].year: 1889: input should be greater than or equal to 1990"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place_and_what_was_expected(
    place: str, value: Any, expected: str
) -> None:
    found = faults(changed(place, value))
    assert len(found) == 1
    assert found[0].startswith(expected)


@pytest.mark.parametrize(
    "place", ["role.code", "role.title", "role.tagline", "role.summary", "role.confidence"]
)
def test_what_must_not_be_missing(place: str) -> None:
    data = role_document("AIMLAM.GEN.P3")
    del data["role"][place.removeprefix("role.")]
    assert faults(data) == [f"{place}: is missing; expected a value"]


@pytest.mark.parametrize(
    ("place", "value", "sentence"),
    [
        ("components.skill", [{"label": "SQL"}, {"label": " sql "}], "the skill “sql” stands twice"),
        ("aliases", [alias("ML Engineer"), alias("ml  engineer")], "the alias “ml  engineer” stands twice"),
        ("mappings", [mapping(), mapping(relation="broad")], "the mapping to SOC2018 15-2051 stands twice"),
    ],
)  # fmt: skip
def test_nothing_stands_twice(place: str, value: Any, sentence: str) -> None:
    [fault] = faults(changed(place, value))
    assert sentence in fault


def test_pay_stands_once_for_a_region_year_period_and_currency() -> None:
    data = changed("role.title", "AI Engineer")
    data["pay"].append(dict(data["pay"][0]))
    [fault] = faults(data)
    assert "pay for US 2026 per year in USD stands twice" in fault


def test_one_label_may_be_of_two_kinds() -> None:
    both = {"skill": [{"label": "Mentoring"}], "competency": [{"label": "Mentoring"}]}
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", components=both))
    assert document.components.skill[0].label == document.components.competency[0].label


@pytest.mark.parametrize(
    "percentile", [("p10", 2.5), ("p25", 3.5), ("median", 1.5), ("p75", 6), ("p90", 3.5)]
)
def test_percentiles_rise(percentile: tuple[str, float]) -> None:
    name, figure = percentile
    [fault] = faults(changed(f"pay.0.{name}", figure))
    assert "expected p10 <= p25 <= median <= p75 <= p90" in fault


@pytest.mark.parametrize("part", ["aliases", "mappings"])
@pytest.mark.parametrize("decision", [{"decided_by": "ada"}, {"decided_at": "2026-11-23T09:30:00+00:00"}])
def test_a_decision_says_both_who_and_when(part: str, decision: dict[str, str]) -> None:
    data = changed("role.title", "AI Engineer")
    data[part][0] |= decision
    assert faults(data) == [f"{part}[0]: a decision names both decided_by and decided_at, or neither"]


def test_the_time_of_a_decision_states_its_zone() -> None:
    data = changed("role.title", "AI Engineer")
    data["aliases"][0] |= {"decided_by": "ada", "decided_at": "2026-11-23T09:30:00"}
    [fault] = faults(data)
    assert "expected decided_at with its time zone" in fault


def test_only_a_retired_role_is_replaced_and_never_by_itself() -> None:
    assert "expected status: retired" in faults(changed("role.replaced_by", "AIMLAM.GEN.P4"))[0]
    itself = changed("role.replaced_by", "AIMLAM.GEN.P3")
    itself["role"]["status"] = "retired"
    assert "cannot be replaced by itself" in faults(itself)[0]


def test_all_faults_are_named_at_once() -> None:
    data = changed("role.title", "")
    data["role"] |= {"confidence": 1.5, "status": "live", "colour": "red"}
    data["aliases"][0]["confidence"] = "much"
    data["mappings"][0]["code"] = "15"
    found = faults(data)
    assert [fault.split(":")[0] for fault in found] == [
        "role.title",
        "role.confidence",
        "role.status",
        "role.colour",
        "aliases[0].confidence",
        "mappings[0]",
    ]


@pytest.mark.parametrize("data", [None, [], "a document", 7, {"role": None}, {"role": []}])
def test_what_is_no_document_is_refused(data: Any) -> None:
    assert faults(data)


def test_a_key_that_unfolds_beyond_its_column_is_refused() -> None:
    # ﬃ unfolds to three letters when titles are compared: 3 × 60 is more than the 120 of the column
    data = changed("aliases.0.text", "ﬃ" * 60)
    [fault] = faults(data)
    assert fault.startswith("aliases[0].text: ")
    assert "120 characters" in fault


ACCEPTED = {
    "rule": "years-outside-level",
    "place": "components.skill[0].label",
    "reason": "As the source has it.",
}


def test_an_acceptance_is_written_as_it_was_read() -> None:
    everywhere = {"rule": "near-duplicate", "reason": "Known."}
    document = RoleDocument.from_data(role_document("AIMLAM.GEN.P3", accepted=[ACCEPTED, everywhere]))
    assert [acceptance.as_data() for acceptance in document.accepted] == [ACCEPTED, everywhere]
    assert "accepted" not in RoleDocument.from_data(role_document("AIMLAM.GEN.P3")).as_data()


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ([{**ACCEPTED, "reason": " "}], "accepted[0].reason: is empty; expected text"),
        ([{"rule": "near-duplicate"}], "accepted[0].reason: is missing; expected a value"),
        ([{**ACCEPTED, "rule": "Near duplicates"}], "accepted[0].rule: 'Near duplicates' has the wrong form"),
        ([{**ACCEPTED, "by": "ada"}], "accepted[0].by: is not a known key"),
        ([ACCEPTED, {**ACCEPTED, "reason": "Again."}], "stands twice; expected it once"),
    ],
)
def test_an_acceptance_has_a_rule_and_a_reason_and_stands_once(
    accepted: list[dict[str, str]], expected: str
) -> None:
    [fault] = faults(role_document("AIMLAM.GEN.P3", accepted=accepted))
    assert expected in fault
