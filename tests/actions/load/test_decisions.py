"""Loading beside editors: what somebody decided outranks a file that knows of no decision."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from roles.actions.load import catalogue
from roles.models import Alias, Mapping, Role
from tests import worlds
from tests.worlds import alias, function_of, load_files, role_document

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def role(code: str = "AIMLAM.GEN.P3") -> Role:
    return Role.objects.get(code=code)


def decide(row: Alias | Mapping, verdict: str) -> None:
    setattr(row, "state" if isinstance(row, Alias) else "review", verdict)
    row.decided_by, row.decided_at = "ada", NOON
    row.save()


def test_a_decision_outranks_a_file_that_knows_of_none(small_catalogue: Path) -> None:
    decide(role().aliases.get(), "approved")
    decide(role().mappings.get(), "rejected")
    before = worlds.every_row()
    loaded = catalogue.load(paths=[small_catalogue])
    assert loaded.is_idle
    assert loaded.decisions_kept == 2
    assert worlds.every_row() == before


def test_a_decision_stands_while_the_rest_of_the_alias_follows_the_file(small_catalogue: Path) -> None:
    decide(role().aliases.get(), "approved")
    load_files(
        small_catalogue,
        function_of(role_document("AIMLAM.GEN.P3", aliases=[alias("ml engineer", confidence=0.9)])),
    )
    title = role().aliases.get()
    assert (title.text, title.confidence) == ("ml engineer", Decimal("0.90"))
    assert (title.state, title.decided_by, title.decided_at) == ("approved", "ada", NOON)


def test_a_file_that_names_who_decided_outranks_what_stands(small_catalogue: Path) -> None:
    decide(role().aliases.get(), "approved")
    said = alias("ML Engineer", state="rejected", decided_by="bob", decided_at="2026-11-24T09:00:00Z")
    loaded = load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3", aliases=[said])))
    assert loaded.decisions_kept == 0
    assert (role().aliases.get().state, role().aliases.get().decided_by) == ("rejected", "bob")


def test_what_somebody_decided_stays_though_the_file_drops_it(small_catalogue: Path) -> None:
    decide(role().aliases.get(), "rejected")
    decide(role().mappings.get(), "confirmed")
    load_files(small_catalogue, function_of(role_document("AIMLAM.GEN.P3")))
    assert role().aliases.get().state == "rejected"
    assert role().mappings.get(entry__code="15-2051").review == "confirmed"


@pytest.mark.parametrize(
    ("origin", "stays"), [("editor", True), ("suggested", True), ("generated", False), ("imported", False)]
)
def test_what_people_wrote_stays_though_nobody_has_decided_on_it(
    small_catalogue: Path, origin: str, stays: bool
) -> None:
    Alias.objects.create(role=role(), text="Model Whisperer", confidence=Decimal("0.40"), origin=origin)
    catalogue.load(paths=[small_catalogue])
    assert role().aliases.filter(text="Model Whisperer").exists() is stays


def test_pruning_lets_the_files_win_over_decisions(small_catalogue: Path) -> None:
    decide(role().aliases.get(), "approved")
    Alias.objects.create(role=role(), text="Model Whisperer", confidence=Decimal("0.40"), origin="editor")
    loaded = catalogue.load(paths=[small_catalogue], prune=True)
    assert loaded.decisions_kept == 0
    title = role().aliases.get()
    assert (title.text, title.state, title.decided_by, title.decided_at) == (
        "ML Engineer",
        "pending",
        "",
        None,
    )


def test_an_approved_title_may_move_from_one_role_to_another(small_catalogue: Path) -> None:
    decided = {"decided_by": "ada", "decided_at": "2026-11-23T12:00:00Z"}
    for holder, other in (("AIMLAM.GEN.P3", "AIMLAM.NLP.P4"), ("AIMLAM.NLP.P4", "AIMLAM.GEN.P3")):
        load_files(
            small_catalogue,
            function_of(
                role_document(holder, aliases=[alias("Model Builder", state="approved", **decided)]),
                role_document(other, aliases=[alias("Model Builder", state="rejected", **decided)]),
            ),
        )
        assert Alias.objects.approved().get(key="model builder").role.code == holder
