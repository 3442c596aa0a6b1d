"""Bringing a table into line with desired rows."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from roles.actions.load.sync import BATCH, ChangeReport, TableChanges, link, rewrite, sync
from roles.models import Alias, Classification, ClassificationEntry, Component, Role

pytestmark = pytest.mark.usefixtures("catalogue")


def component(label: str, **others: Any) -> dict[str, Any]:
    return {"kind": "skill", "label": label, "key": label.lower(), "slug": label.lower(), **others}


def bring_into_line(
    *labels: str, removable: Callable[[Component], bool] = lambda row: False
) -> tuple[dict[str, Component], TableChanges]:
    """Sync the skills whose key begins with z to the labels; the rows and the tally."""
    plan: ChangeReport = {}
    rows = sync(
        Component,
        existing={row.key: row for row in Component.objects.filter(kind="skill", key__startswith="z")},
        desired={label.lower(): component(label) for label in labels},
        plan=plan,
        removable=removable,
    )
    return rows, plan["components"]


def test_rows_are_added_changed_left_and_removed() -> None:
    bring_into_line("zebra", "zither", "zinc")
    rows, tally = bring_into_line("zebra", "ZITHER", "zoo", removable=lambda row: True)
    assert tally == TableChanges(added=["zoo"], changed=["zither"], removed=["zinc"], left=1)
    found = Component.objects.filter(kind="skill", key__startswith="z").order_by("key")
    assert [row.label for row in found] == ["zebra", "ZITHER", "zoo"]
    assert {row.pk for row in rows.values()} == {row.pk for row in found}


def test_what_is_not_removable_stays() -> None:
    bring_into_line("zebra", "zinc")
    _, tally = bring_into_line("zebra")
    assert tally.removed == []
    assert Component.objects.filter(key="zinc").exists()


def test_nothing_to_do_is_idle_and_writes_nothing(django_assert_num_queries: Any) -> None:
    bring_into_line("zebra")
    existing = {"zebra": Component.objects.get(key="zebra")}
    plan: ChangeReport = {}
    with django_assert_num_queries(0):
        sync(Component, existing=existing, desired={"zebra": component("zebra")}, plan=plan)
    assert plan["components"].is_idle
    assert plan["components"].left == 1


def test_more_rows_than_one_batch() -> None:
    labels = [f"z{i:04}" for i in range(BATCH + 10)]
    bring_into_line(*labels)
    _, tally = bring_into_line(*[label.upper() for label in labels])
    assert len(tally.changed) == BATCH + 10
    _, tally = bring_into_line(removable=lambda row: True)
    assert len(tally.removed) == BATCH + 10
    assert not Component.objects.filter(kind="skill", key__startswith="z").exists()


def test_a_plan_adds_up_over_several_calls() -> None:
    plan: ChangeReport = {}
    for label in ("zebra", "zinc"):
        sync(Component, existing={}, desired={label: component(label)}, plan=plan)
    assert plan["components"].added == ["zebra", "zinc"]


def test_rows_that_come_last_are_written_when_the_others_stand() -> None:
    """An approval moves between two roles: the one that gives it up is written before the one that gets it."""
    holder, other = Role.objects.order_by("pk")[:2]
    shared: dict[str, Any] = {"text": "Zookeeper", "key": "zookeeper", "confidence": Decimal("0.50")}

    def approve(role: Role) -> None:
        sync(
            Alias,
            existing={row.role_id: row for row in Alias.objects.filter(key="zookeeper")},
            desired={
                pk: {**shared, "role_id": pk, "state": "approved" if pk == role.pk else "rejected"}
                for pk in (holder.pk, other.pk)
            },
            plan={},
            last=lambda row: row.state == "approved",
        )
        assert Alias.objects.approved().get(key="zookeeper").role_id == role.pk

    for role in (holder, other, holder):
        approve(role)


def test_models_with_a_history_remember_each_change_with_its_reason() -> None:
    role = Role.objects.earliest("pk")
    key = (role.pk, "zookeeper")
    row = {"role_id": role.pk, "text": "Zookeeper", "key": "zookeeper", "confidence": Decimal("0.50")}
    for changes, reason in (({}, "begun"), ({"confidence": Decimal("0.60")}, "surer"), ({}, "less sure")):
        existing = {(found.role_id, found.key): found for found in Alias.objects.filter(key="zookeeper")}
        sync(Alias, existing=existing, desired={key: row | changes}, plan={}, reason=reason)
    alias = Alias.objects.get(key="zookeeper")
    past = alias.history.order_by("history_id")
    assert [(p.history_type, p.confidence, p.history_change_reason) for p in past] == [
        ("+", Decimal("0.50"), "begun"),
        ("~", Decimal("0.60"), "surer"),
        ("~", Decimal("0.50"), "less sure"),
    ]
    sync(Alias, existing={key: alias}, desired={}, plan={}, removable=lambda row: True)
    assert Alias.history.filter(key="zookeeper", history_type="-").count() == 1


def entries() -> dict[str, ClassificationEntry]:
    return {entry.code: entry for entry in ClassificationEntry.objects.filter(code__startswith="15-12")}


def test_linked_rows_count_as_changed_once() -> None:
    rows = entries()
    plan: ChangeReport = {"classification entries": TableChanges(added=["15-1251"], left=len(rows) - 1)}
    target = rows["15-1200"].pk
    link(
        ClassificationEntry,
        rows=rows,
        attribute="parent_id",
        targets={"15-1251": target, "15-1252": target, "15-1250": target},  # the last one has it already
        plan=plan,
    )
    assert plan["classification entries"].added == ["15-1251"]
    assert plan["classification entries"].changed == ["15-1252"]
    assert plan["classification entries"].left == len(rows) - 2
    assert {entries()[code].parent_id for code in ("15-1250", "15-1251", "15-1252")} == {target}


def test_a_link_may_be_taken_away() -> None:
    plan: ChangeReport = {"classification entries": TableChanges(left=1)}
    link(ClassificationEntry, rows=entries(), attribute="parent_id", targets={"15-1252": None}, plan=plan)
    assert entries()["15-1252"].parent is None
    assert plan["classification entries"] == TableChanges(changed=["15-1252"])


def test_rewritten_rows_are_saved_and_counted() -> None:
    standard = Classification.objects.get(code="SOC2018")
    standard.publisher = "Somebody else"
    plan: ChangeReport = {}
    late = rewrite(Classification, rows={"SOC2018": standard}, fields=["publisher"], plan=plan)
    assert late == ["SOC2018"]
    standard.refresh_from_db()
    assert standard.publisher == "Somebody else"
    assert plan["classifications"].changed == ["SOC2018"]
