"""The engine of loading: a table is brought into line with desired rows."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from roles.actions.load.bulk import BATCH
from roles.actions.load.changes import ChangeReport, Counts, TableChanges
from roles.actions.load.merge import Table, link, merge
from roles.models import Alias, ClassificationEntry, Component, Role

pytestmark = pytest.mark.usefixtures("catalogue")

COMPONENTS = Table(Component, "key", "kind", "label", "slug")
ALIASES = Table(Alias, "role__code", "key", "role_id", "text", "confidence", width=2)
ENTRIES = Table(ClassificationEntry, "code", "title", "parent_id")


def component(label: str) -> Any:
    return COMPONENTS.row(key=label.lower(), kind="skill", label=label, slug=label.lower())


def present() -> dict[Any, tuple[int, Any]]:
    return COMPONENTS.present(kind="skill", key__startswith="z")


def bring_into_line(
    *labels: str, removable: Callable[[Any], bool] = lambda row: False
) -> tuple[dict[str, int], TableChanges]:
    """Merge the skills whose key begins with z to the labels; their ids by key, and the changes."""
    report: ChangeReport = {}
    merged = merge(
        COMPONENTS,
        present=present(),
        desired=[component(label) for label in labels],
        report=report,
        removable=removable,
    )
    assert len(merged.touched) == sum(report["components"].counts) - report["components"].left
    return merged.ids, report["components"]


def test_rows_are_added_changed_left_and_removed() -> None:
    bring_into_line("zebra", "zither", "zinc")
    ids, changes = bring_into_line("zebra", "ZITHER", "zoo", removable=lambda row: True)
    assert changes == TableChanges(added=["zoo"], changed=["zither"], removed=["zinc"], left=1)
    assert changes.counts == (1, 1, 1, 1)
    found = Component.objects.filter(kind="skill", key__startswith="z").order_by("key")
    assert [row.label for row in found] == ["zebra", "ZITHER", "zoo"]
    assert ids == {row.key: row.pk for row in found}


def test_the_rows_of_a_table_without_names_are_counted() -> None:
    table = Table(Component, *COMPONENTS.columns, is_named=False)
    bring_into_line("zebra", "zither", "zinc")
    report: ChangeReport = {}
    for label in ("ZITHER", "zoo"):
        desired = [component("zebra"), component(label)]
        merge(
            table, present=present(), desired=desired, report=report, removable=lambda row: row.key == "zinc"
        )
    assert report["components"] == TableChanges(left=2, unnamed=Counts(added=1, changed=1, removed=1))
    assert not report["components"].is_idle


def test_what_is_not_removable_is_kept() -> None:
    bring_into_line("zebra", "zinc")
    _, changes = bring_into_line("zebra", removable=lambda row: row.label != "zinc")
    assert changes.removed == []
    assert Component.objects.filter(key="zinc").exists()


def test_nothing_to_do_is_idle_and_writes_nothing(django_assert_num_queries: Any) -> None:
    bring_into_line("zebra")
    found, report = present(), ChangeReport()
    with django_assert_num_queries(0):
        merge(COMPONENTS, present=found, desired=[component("zebra")], report=report)
    assert report["components"].is_idle
    assert report["components"].left == 1


def test_more_rows_than_one_batch() -> None:
    labels = [f"z{i:04}" for i in range(BATCH + 10)]
    bring_into_line(*labels)
    _, changes = bring_into_line(*[label.upper() for label in labels])
    assert len(changes.changed) == BATCH + 10
    _, changes = bring_into_line(removable=lambda row: True)
    assert len(changes.removed) == BATCH + 10
    assert not Component.objects.filter(kind="skill", key__startswith="z").exists()


def test_a_report_adds_up_over_several_merges() -> None:
    report: ChangeReport = {}
    for label in ("zebra", "zinc"):
        merge(COMPONENTS, present={}, desired=[component(label)], report=report)
    assert report["components"].added == ["zebra", "zinc"]


def test_models_with_a_history_remember_each_change_with_its_reason() -> None:
    role = Role.objects.earliest("pk")
    row = ALIASES.row(
        role__code=role.code,
        key="zookeeper",
        role_id=role.pk,
        text="Zookeeper",
        confidence=Decimal("0.50"),
    )
    report: ChangeReport = {}
    for confidence, reason in (("0.50", "begun"), ("0.60", "surer"), ("0.50", "less sure")):
        merge(
            ALIASES,
            present=ALIASES.present(key="zookeeper"),
            desired=[row._replace(confidence=Decimal(confidence))],
            report=report,
            reason=reason,
        )
    assert report["aliases"] == TableChanges(
        added=[(role.code, "zookeeper")], changed=[(role.code, "zookeeper")] * 2
    )
    alias = Alias.objects.get(key="zookeeper")
    past = alias.history.order_by("history_id")
    assert [(p.history_type, p.confidence, p.history_change_reason) for p in past] == [
        ("+", Decimal("0.50"), "begun"),
        ("~", Decimal("0.60"), "surer"),
        ("~", Decimal("0.50"), "less sure"),
    ]
    merge(
        ALIASES,
        present=ALIASES.present(key="zookeeper"),
        desired=[],
        report=report,
        removable=lambda row: row.text == "Zookeeper",
    )
    assert Alias.history.filter(key="zookeeper", history_type="-").count() == 1


def entries() -> dict[str, Any]:
    """The entries of computer occupations by code."""
    present = ENTRIES.present(classification__code="SOC2018", code__startswith="15-12")
    return {code: ENTRIES.find(present, code) for code in present}


def link_entries(targets: dict[str, int | None], report: ChangeReport) -> None:
    present = ENTRIES.present(classification__code="SOC2018", code__startswith="15-12")
    link(ENTRIES, "parent_id", present=present, targets=targets, report=report)


def test_linked_rows_count_as_changed_once() -> None:
    before = entries()
    target = ClassificationEntry.objects.get(code="15-1200").pk
    changes = TableChanges(added=["15-1251"], left=len(before) - 1)
    # the last one has it already
    link_entries({"15-1251": target, "15-1252": target, "15-1250": target}, {ENTRIES.name: changes})
    assert changes == TableChanges(added=["15-1251"], changed=["15-1252"], left=len(before) - 2)
    after = entries()
    assert {after[code].parent_id for code in ("15-1250", "15-1251", "15-1252")} == {target}
    titles = {code: row.title for code, row in before.items()}
    assert {code: row.title for code, row in after.items()} == titles


def test_a_link_may_be_taken_away() -> None:
    changes = TableChanges(left=1)
    link_entries({"15-1252": None}, {ENTRIES.name: changes})
    assert entries()["15-1252"].parent_id is None
    assert changes == TableChanges(changed=["15-1252"])


def test_a_row_that_is_not_there_is_none() -> None:
    assert ENTRIES.find(ENTRIES.present(code="15-1252"), "15-9999") is None
