"""Loading role documents as JSON Lines: batch by batch the same catalogue, the same faults, the same guarantees."""

import json
from pathlib import Path
from typing import Any

import pytest

from roles.actions.load import catalogue, roles
from roles.documents.errors import Refused
from roles.models import Alias, Posting, Revision, Role
from tests import worlds
from tests.worlds import alias, function_file, mapping, pay, role_document, tree_file, write_yaml

APPROVED = {"state": "approved", "decided_by": "ada", "decided_at": "2026-11-23T12:00:00+00:00"}
REJECTED = APPROVED | {"state": "rejected"}


@pytest.fixture(params=[1, 500], ids=["one role at a time", "all at once"])
def _batch(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles, "BATCH", request.param)


pytestmark = pytest.mark.usefixtures("_batch")


def lines(folder: Path, *documents: dict[str, Any]) -> Path:
    """A file of these documents below a folder."""
    path = folder / "roles.jsonl"
    path.write_text("".join(json.dumps(document, ensure_ascii=False) + "\n" for document in documents))
    return path


def refused(path: Path, **options: Any) -> list[str]:
    """The faults of a load that must be refused, after making sure that it wrote nothing."""
    before = worlds.every_row()
    with pytest.raises(Refused) as refusal:
        catalogue.load(paths=[path], **options)
    assert worlds.every_row() == before
    return [str(fault) for fault in refusal.value.faults]


def full(code: str = "DATSCI.GEN.P4", **changes: Any) -> dict[str, Any]:
    parts = {
        "components": {"skill": [{"label": "Python"}, {"label": "Rust"}], "task": [{"label": "Train"}]},
        "aliases": [alias(f"Alias of {code}", **APPROVED), alias(f"Title of {code}")],
        "mappings": [mapping()],
        "core_outputs": ["Models"],
        "pay": [pay()],
    }
    return role_document(code, **parts | changes)


def everything_but_ids() -> dict[str, Any]:
    from roles import dump

    return {document.code: document for document in dump.documents(Role.objects.all())}


def test_lines_are_loaded_as_yaml_is(small_catalogue: Path) -> None:
    roles = [
        full(),
        full("DATSCI.GEN.P5", status="retired", replaced_by="DATSCI.GEN.P6"),
        full("DATSCI.GEN.P6"),
    ]
    number = Revision.current().number
    by_lines = catalogue.load(paths=[lines(small_catalogue, *roles)])
    assert Revision.current().number == number + 1
    loaded = everything_but_ids()
    index = set(Posting.objects.values_list("role__code", "word__text", "field"))
    worlds.remove_everything()
    (small_catalogue / "roles.jsonl").unlink()
    catalogue.load(paths=[small_catalogue])
    by_yaml = catalogue.load(
        paths=[write_yaml(small_catalogue / "more.yaml", function_file("DATSCI", *roles))]
    )
    assert everything_but_ids() == loaded
    assert set(Posting.objects.values_list("role__code", "word__text", "field")) == index
    told = {name: changes.counts for name, changes in by_lines.report.items()}
    assert {name: changes.counts for name, changes in by_yaml.report.items() if name in told} == told
    assert told["role components"] == (9, 0, 0, 0)
    assert told["components"] == (2, 0, 1, 0)


def test_a_second_load_changes_nothing(small_catalogue: Path) -> None:
    path = lines(small_catalogue, full(), full("DATSCI.GEN.P5"))
    catalogue.load(paths=[path])
    before = worlds.every_row()
    loaded = catalogue.load(paths=[path])
    assert loaded.is_idle
    assert loaded.report["aliases"].counts == (0, 0, 4, 0)
    assert worlds.every_row() == before


def test_a_change_below_a_role_touches_that_role_alone(
    small_catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.load(paths=[lines(small_catalogue, full(), full("DATSCI.GEN.P5"))])
    indexed: list[int] = []
    refresh = catalogue.search_index.refresh_ids
    monkeypatch.setattr(
        catalogue.search_index,
        "refresh_ids",
        lambda ids, **others: indexed.extend(ids) or refresh(ids, **others),
    )
    changed = full("DATSCI.GEN.P5", components={"skill": [{"label": "Zoology"}]})
    loaded = catalogue.load(paths=[lines(small_catalogue, full(), changed)])
    five = Role.objects.get(code="DATSCI.GEN.P5")
    assert indexed == [five.pk]
    assert loaded.report["role components"].counts == (1, 0, 3, 3)
    assert five.history.count() == 1
    assert Posting.objects.filter(role=five, word__text="zoology").exists()


def test_history_tells_what_was_added_and_changed(small_catalogue: Path) -> None:
    catalogue.load(paths=[lines(small_catalogue, full())])
    changed = full(title="Another", aliases=[alias("Alias of DATSCI.GEN.P4", confidence=0.9, **APPROVED)])
    catalogue.load(paths=[lines(small_catalogue, changed)])
    role = Role.objects.get(code="DATSCI.GEN.P4")
    told = [
        (past.history_type, past.title, past.history_change_reason)
        for past in role.history.order_by("history_id")
    ]
    assert told == [("+", f"Role {role.code}", "load_catalogue"), ("~", "Another", "load_catalogue")]
    title = role.aliases.get()
    assert [past.history_type for past in title.history.order_by("history_id")] == ["+", "~"]
    assert title.history.latest().decided_at == title.decided_at
    assert role.history.latest().story_plan == role.story_plan
    assert Alias.history.filter(key="title of datsci.gen.p4", history_type="-").exists()
    assert role.mappings.get().history.get().history_type == "+"


def test_every_fault_is_told_with_its_line_and_nothing_is_written(small_catalogue: Path) -> None:
    path = lines(
        small_catalogue, full(confidence=1.5), full("DATSCI.GEN.P5", title=""), full("DATSCI.GEN.P6")
    )
    assert [fault.removeprefix(f"{path}:").split(": ")[:2] for fault in refused(path)] == [
        ["1", "role.confidence"],
        ["2", "role.title"],
    ]


def test_faults_between_lines_are_told_all_at_once(small_catalogue: Path) -> None:
    path = lines(
        small_catalogue,
        full(mappings=[mapping("15-9999")], components={"skill": [{"label": "Python!"}]}),
        full("DATSCI.XYZ.P9"),
        full("DATSCI.GEN.P5", status="retired", replaced_by="DATSCI.GEN.P6"),
        full("DATSCI.GEN.P5", aliases=[alias(" alias  of DATSCI.XYZ.P9", **APPROVED)]),
    )
    found = [fault.removeprefix(f"{path}:") for fault in refused(path)]
    assert [fault.split(": ")[:2] for fault in sorted(found)] == [
        ["1", "components.skill[0].label"],
        ["1", "mappings[0].code"],
        ["2", "role.code"],
        ["2", "role.code"],
        ["3", "role.replaced_by"],
        ["4", "aliases[0].text"],
        ["4", "role.code"],
    ]


def test_lines_and_yaml_are_judged_together(small_catalogue: Path) -> None:
    lines(small_catalogue, full("DATSCI.GEN.P3"), full("AIMLAM.GEN.P6"))
    retired = role_document("AIMLAM.GEN.P5", status="retired", replaced_by="AIMLAM.GEN.P6")
    write_yaml(small_catalogue / "more.yaml", function_file("AIMLAM", retired))
    [fault] = refused(small_catalogue)
    assert "the role DATSCI.GEN.P3 stands in" in fault
    write_yaml(small_catalogue / "functions/DATSCI.yaml", function_file("DATSCI"))
    catalogue.load(paths=[small_catalogue])
    assert Role.objects.get(code="AIMLAM.GEN.P5").replaced_by.code == "AIMLAM.GEN.P6"
    (small_catalogue / "functions/DATSCI.yaml").write_text("function: [")
    lines(small_catalogue, full(confidence=2))
    assert len(refused(small_catalogue)) == 2


def test_an_approved_title_moves_between_roles_of_different_batches(small_catalogue: Path) -> None:
    codes = ("DATSCI.GEN.P4", "DATSCI.GEN.P5")
    for holder in (*codes, *codes[::-1]):
        said = [
            full(code, aliases=[alias("Model Builder", **(APPROVED if code == holder else REJECTED))])
            for code in codes
        ]
        loaded = catalogue.load(paths=[lines(small_catalogue, *said)])
        assert Alias.objects.approved().get(key="model builder").role.code == holder
        assert sum(loaded.report["aliases"].counts[:3]) == 2


def test_an_approved_title_of_a_role_that_keeps_it_is_refused(small_catalogue: Path) -> None:
    catalogue.load(paths=[lines(small_catalogue, full(aliases=[alias("Model Builder", **APPROVED)]))])
    kept = alias("Model Builder")  # knows nothing of the decision, which therefore stands
    for said in ([full(aliases=[kept])], [full(aliases=[])], []):
        claim = full("DATSCI.GEN.P5", aliases=[alias("Model  builder", **APPROVED)])
        path = lines(small_catalogue, claim, *said)
        [fault] = refused(path)
        assert fault == (
            f"{path}:1: aliases[0].state: “Model  builder” is already approved for DATSCI.GEN.P4; "
            "expected one role for a title"
        )
    loaded = catalogue.load(paths=[path], prune=True, prune_at_most=4)  # then the files win
    assert "DATSCI.GEN.P4" in loaded.removed_roles
    assert Alias.objects.approved().get(key="model builder").role.code == "DATSCI.GEN.P5"


def test_a_decision_outranks_lines_that_know_of_none(small_catalogue: Path) -> None:
    catalogue.load(paths=[lines(small_catalogue, full())])
    before = worlds.every_row()
    loaded = catalogue.load(paths=[lines(small_catalogue, full(aliases=[alias("Alias of DATSCI.GEN.P4")]))])
    assert loaded.decisions_kept == 1
    assert loaded.report["aliases"].counts == (0, 0, 1, 1)
    assert worlds.every_row() != before
    assert Alias.objects.get(key="alias of datsci.gen.p4").state == "approved"


def test_a_dry_run_writes_nothing(small_catalogue: Path) -> None:
    before = worlds.every_row()
    loaded = catalogue.load(paths=[lines(small_catalogue, full())], dry_run=True)
    assert loaded.report["roles"].added == ["DATSCI.GEN.P4"]
    assert worlds.every_row() == before


def test_the_first_of_two_spellings_stands(small_catalogue: Path) -> None:
    write_yaml(small_catalogue / "tree.yaml", tree_file(AIMLAM=["NLP"], DATSCI=[]))
    said = [
        full(f"DATSCI.GEN.P{n}", components={"skill": [{"label": label}]})
        for n, label in ((4, "SQL"), (5, "sql"))
    ]
    loaded = catalogue.load(paths=[lines(small_catalogue, *said)])
    assert loaded.report["components"].counts == (1, 0, 0, 0)
    assert Role.objects.get(code="DATSCI.GEN.P5").role_components.get().component.label == "SQL"
    assert catalogue.load(paths=[small_catalogue / "roles.jsonl"]).is_idle
