"""Loading: the plan, the dry run, the second run, and what a document leaves behind."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.actions.load import catalogue
from roles.models import (
    Alias,
    ClassificationEntry,
    Component,
    CoreOutput,
    Level,
    PayBenchmark,
    Revision,
    Role,
    RoleComponent,
)
from tests import worlds
from tests.worlds import (
    alias,
    function_file,
    function_of,
    load_files,
    mapping,
    pay,
    role_document,
    tree_file,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def role(code: str = "AIMLAM.GEN.P3") -> Role:
    return Role.objects.get(code=code)


@pytest.mark.usefixtures("empty_catalogue")
def test_a_first_load_adds_everything(tmp_path: Path) -> None:
    loaded = catalogue.load(paths=[worlds.small_catalogue(tmp_path / "catalogue")])
    assert {name: changes.counts[0] for name, changes in loaded.report.items()} == {
        "classifications": 1,
        "classification entries": worlds.entry_count(),
        "tracks": 4,
        "levels": 18,
        "superfunctions": 1,
        "functions": 2,
        "focuses": 3,
        "level guides": 1,
        "roles": 3,
        "core outputs": 2,
        "components": 2,  # Python and Mentoring, shared by two roles
        "role components": 4,
        "aliases": 1,
        "mappings": 3,  # one of its own, two inferred
        "pay benchmarks": 0,
    }
    assert all(changes.counts[1:] == (0, 0, 0) for changes in loaded.report.values())
    assert not loaded.is_idle
    assert Revision.current().number == 1


def test_the_plan_tells_added_changed_left_and_removed(small_catalogue: Path) -> None:
    changed = role_document(
        "AIMLAM.GEN.P3",
        title="Machine Learning Engineer",
        components={"skill": [{"label": "Python"}, {"label": "Rust"}]},
        aliases=[alias("ML Engineer III"), alias("ML Dev")],
        mappings=[mapping(confidence=0.9)],
    )
    left = role_document(
        "AIMLAM.NLP.P4",
        components={
            "skill": [{"label": "Python"}, {"label": "Mentoring", "commonness": "rare", "origin": "function"}]
        },
        core_outputs=["Language models", "Test sets"],
    )
    report = load_files(small_catalogue, function_of(changed, left, role_document("AIMLAM.CVN.P1")) | {
        "tree.yaml": tree_file(AIMLAM=["NLP", "CVN"], DATSCI=[])
    }).report  # fmt: skip
    assert report["roles"].counts == (1, 1, 2, 0)
    assert report["roles"].added == ["AIMLAM.CVN.P1"]
    assert report["roles"].changed == ["AIMLAM.GEN.P3"]
    assert report["focuses"].counts == (1, 0, 3, 0)
    assert report["components"].counts == (1, 0, 2, 0)
    assert report["role components"].counts == (1, 0, 3, 1)
    assert report["aliases"].counts == (2, 0, 0, 1)
    assert report["mappings"].counts == (1, 1, 2, 0)
    assert report["level guides"].counts == (0, 0, 0, 1)


def test_a_second_load_changes_nothing(small_catalogue: Path) -> None:
    before = worlds.every_row()
    loaded = catalogue.load(paths=[small_catalogue])
    assert loaded.is_idle
    assert worlds.every_row() == before


@pytest.mark.usefixtures("catalogue")
def test_a_second_load_of_whole_ladders_changes_nothing() -> None:
    before = worlds.every_row()
    assert catalogue.load(paths=worlds.PART).is_idle
    assert worlds.every_row() == before


def test_every_load_that_changes_something_raises_the_revision_by_one(small_catalogue: Path) -> None:
    number = Revision.current().number
    for title in ("One", "Two"):
        load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3", title=title)))
    assert Revision.current().number == number + 2


@pytest.mark.parametrize("options", [{}, {"prune": True}])
def test_a_dry_run_tells_the_plan_and_writes_nothing(small_catalogue: Path, options: dict[str, Any]) -> None:
    before = worlds.every_row()
    files = function_of(role_document("AIMLAM.GEN.P3", title="Another"), role_document("AIMLAM.GEN.P5"))
    loaded = load_files(small_catalogue, files, dry_run=True, **options)
    assert loaded.report["roles"].added == ["AIMLAM.GEN.P5"]
    assert loaded.report["roles"].removed == (["AIMLAM.NLP.P4"] if options else [])
    assert worlds.every_row() == before


def test_roles_that_the_files_do_not_mention_stay(small_catalogue: Path) -> None:
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P5")))
    assert set(Role.objects.values_list("code", flat=True)) == {
        "AIMLAM.GEN.P3",
        "AIMLAM.GEN.P5",
        "AIMLAM.NLP.P4",
        "DATSCI.GEN.P3",
    }


def test_a_single_file_stands_on_what_the_database_has(small_catalogue: Path) -> None:
    path = worlds.write_yaml(
        small_catalogue / "alone.yaml", function_file("DATSCI", role_document("DATSCI.GEN.P4"))
    )
    catalogue.load(paths=[path])
    assert role("DATSCI.GEN.P4").level == Level.objects.get(code="P4")


def test_progress_is_told_stage_by_stage(small_catalogue: Path) -> None:
    told: list[tuple[str, int, int]] = []
    catalogue.load(paths=[small_catalogue], progress=lambda *stage: told.append(stage))
    assert [name for name, _, _ in told if name != "Reading files"] == [
        "Classifications",
        "Levels",
        "Tree",
        "Level guides",
        "Roles",
        "Core outputs",
        "Components",
        "Components of roles",
        "Aliases",
        "Mappings",
        "Pay",
    ]
    assert all(done <= total for _, done, total in told)


def test_the_number_of_queries_does_not_grow_with_the_roles(small_catalogue: Path) -> None:
    load_files(small_catalogue, {"tree.yaml": tree_file(AIMLAM=["NLP"], DATSCI=[], TWO=[], SIX=[])})

    def queries(function: str, levels: int) -> int:
        roles = [
            role_document(
                f"{function}.GEN.P{level}",
                components={"skill": [{"label": f"{function} skill {i}"} for i in range(levels)]},
                core_outputs=["Models"] * levels,
                aliases=[alias(f"{function} {level}")],
                pay=[pay()],
            )
            for level in range(1, levels + 1)
        ]
        path = worlds.write_yaml(small_catalogue / f"{function}.yaml", function_file(function, *roles))
        with CaptureQueriesContext(connection) as captured:
            assert len(catalogue.load(paths=[path]).report["roles"].added) == levels
        return len(captured)

    assert queries("TWO", 2) == queries("SIX", 6)


def test_what_is_loaded_is_what_the_document_says(small_catalogue: Path) -> None:
    decided = {"decided_by": "ada", "decided_at": "2026-11-23T12:00:00+00:00"}
    load_files(
        small_catalogue,
        function_of(
            role_document(
                "AIMLAM.GEN.P3",
                title="ML Engineer",
                scope="DE",
                status="published",
                version=3,
                confidence=0.85,
                story={"who": "Ada", "problem": {"why": "Because"}, "plan": ["One.", "Two."]},
                core_outputs=["Models", "Reports"],
                components={"task": [{"label": "Train", "commonness": "occasional", "origin": "focus"}]},
                aliases=[alias("MLE", type="abbreviation", state="approved", scope="DE", **decided)],
                mappings=[mapping(relation="exact", review="confirmed", **decided)],
                pay=[pay()],
            )
        ),
    )
    row = role()
    assert (row.title, row.scope, row.status, row.version) == ("ML Engineer", "DE", "published", 3)
    assert (row.confidence, row.story_who, row.story_why, row.story_plan) == (
        Decimal("0.85"),
        "Ada",
        "Because",
        ["One.", "Two."],
    )
    assert [output.text for output in row.core_outputs.all()] == ["Models", "Reports"]
    said = row.role_components.get()
    assert (said.component.label, said.commonness, said.origin) == ("Train", "occasional", "focus")
    title = row.aliases.get()
    assert (title.text, title.type, title.state, title.scope) == ("MLE", "abbreviation", "approved", "DE")
    assert (title.decided_by, title.decided_at) == ("ada", NOON)
    tie = row.mappings.get()
    assert (tie.entry.code, tie.relation, tie.review, tie.decided_by) == (
        "15-2051",
        "exact",
        "confirmed",
        "ada",
    )
    assert row.pay_benchmarks.get().median == 70000


def test_components_outputs_and_pay_follow_the_document_down_to_nothing(small_catalogue: Path) -> None:
    load_files(small_catalogue, function_of(role_document("AIMLAM.NLP.P4", pay=[pay()])))
    load_files(small_catalogue, function_of(role_document("AIMLAM.NLP.P4")))
    for model in (CoreOutput, RoleComponent, PayBenchmark):
        assert not model.objects.filter(role=role("AIMLAM.NLP.P4")).exists()
    assert Component.objects.filter(key="python").exists()  # another role has it


def test_accepted_findings_follow_the_document_down_to_nothing(small_catalogue: Path) -> None:
    accepted = [{"rule": "near-duplicate", "place": "components", "reason": "Known."}]
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3", accepted=accepted)))
    assert role().accepted == accepted
    assert load_files(small_catalogue, {}).is_idle
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3")))
    assert role().accepted == []


def test_the_order_of_components_is_the_documents(small_catalogue: Path) -> None:
    labels = ["Zoology", "Algebra", "Mathematics"]
    for order in (labels, labels[::-1]):
        load_files(
            small_catalogue,
            function_of(
                role_document("AIMLAM.GEN.P3", components={"knowledge": [{"label": x} for x in order]})
            ),
        )
        assert [said.component.label for said in role().role_components.all()] == order


def test_a_role_without_mappings_gets_its_superfunctions_major_group(small_catalogue: Path) -> None:
    inferred = role("DATSCI.GEN.P3").mappings.get()
    assert inferred.entry == ClassificationEntry.objects.get_by_natural_key("SOC2018", "15-0000")
    assert (inferred.source, inferred.relation, inferred.review, inferred.confidence) == (
        "inferred_from_superfunction",
        "broad",
        "needs_review",
        Decimal("0.30"),
    )


def test_a_load_is_remembered_in_the_history_of_what_it_changed(small_catalogue: Path) -> None:
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3", title="Another")))
    assert [(past.history_type, past.history_change_reason) for past in role().history.all()] == [
        ("~", "load_catalogue"),
        ("+", "load_catalogue"),
    ]
    assert role("DATSCI.GEN.P3").history.count() == 1
    gone = Alias.history.get(key="ml engineer", history_type="-")
    assert gone.role_id == role().pk
