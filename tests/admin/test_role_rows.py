"""The rows below a role, on its page: core outputs, components, aliases, mappings, pay."""

from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from roles import dump
from roles.actions import roles
from roles.models import ClassificationEntry, Component, Role
from tests.admin.forms import errors, fill


def url(role: Role) -> str:
    return reverse("admin:roles_role_change", args=[role.pk])


def document(role: Role) -> dict[str, Any]:
    fresh = dump.with_document(Role.objects.filter(pk=role.pk)).get()
    return dump.document(fresh).as_data()


def test_core_outputs_are_put_in_another_order_changed_added_and_taken_away(desk: Client, role: Role) -> None:
    texts = list(role.core_outputs.order_by("position").values_list("text", flat=True))
    extra = len(texts)
    changes = {
        "core_outputs-0-position": 3,
        "core_outputs-1-position": 3,
        "core_outputs-2-position": 0,
        "core_outputs-2-text": "Changed",
        "core_outputs-3-DELETE": "on",
        f"core_outputs-{extra}-text": "Added",
    }
    fill(desk, url(role), **changes)
    stored = list(role.core_outputs.order_by("position").values_list("position", "text"))
    expected = ["Changed", texts[0], texts[1], *texts[4:], "Added"]
    assert stored == list(enumerate(expected))


def test_more_core_outputs_than_a_document_holds_are_refused(desk: Client, role: Role) -> None:
    roles.set_core_outputs(role=role, texts=[f"Output {i}" for i in range(12)])
    changes = {
        "core_outputs-TOTAL_FORMS": 13,
        "core_outputs-12-position": 12,
        "core_outputs-12-text": "One too many",
        "core_outputs-12-role": role.pk,
    }
    response = fill(desk, url(role), **changes)
    assert "Please submit at most 12 forms." in errors(response)
    assert role.core_outputs.count() == 12


def test_components_are_changed_added_at_the_end_and_taken_away(desk: Client, role: Role) -> None:
    rows = list(role.role_components.order_by("position", "pk"))
    new = Component.objects.exclude(role_components__role=role).earliest("pk")
    changes = {
        "role_components-0-commonness": "rare",
        "role_components-1-DELETE": "on",
        "role_components-2-0-component": new.pk,
        "role_components-2-0-origin": "focus",
    }
    fill(desk, url(role), **changes)
    assert role.role_components.get(pk=rows[0].pk).commonness == "rare"
    assert not role.role_components.filter(pk=rows[1].pk).exists()
    last = role.role_components.order_by("position", "pk").last()
    assert last is not None
    assert (last.component, last.origin) == (new, "focus")


def test_a_component_that_the_role_has_is_refused(desk: Client, role: Role) -> None:
    had = role.role_components.earliest("pk").component
    response = fill(desk, url(role), **{"role_components-2-0-component": had.pk})
    assert "The role has this component already." in errors(response)


def test_aliases_and_mappings_are_added_for_the_queues(desk: Client, role: Role) -> None:
    entry = ClassificationEntry.objects.exclude(mappings__role=role).earliest("pk")
    changes = {
        "aliases-2-0-text": "Fledgling Engineer",
        "aliases-2-0-confidence": "0.60",
        "mappings-2-0-entry": entry.pk,
        "mappings-2-0-relation": "close",
        "mappings-2-0-confidence": "0.40",
    }
    fill(desk, url(role), **changes)
    alias = role.aliases.order_by("position").last()
    assert alias is not None
    assert (alias.text, alias.state, alias.origin) == ("Fledgling Engineer", "pending", "editor")
    assert alias.history.latest().history_user.username == "vera"
    mapping = role.mappings.order_by("position").last()
    assert mapping is not None
    assert (mapping.entry, mapping.review, mapping.source) == (entry, "needs_review", "editor")


def test_a_title_that_stands_twice_is_refused(desk: Client, role: Role) -> None:
    known = role.aliases.earliest("pk")
    response = fill(
        desk, url(role), **{"aliases-2-0-text": known.text.upper(), "aliases-2-0-confidence": "0.5"}
    )
    assert "The role has this alias already." in errors(response)
    changes = {
        "aliases-2-TOTAL_FORMS": 2,
        "aliases-2-0-text": "Fledgling Engineer",
        "aliases-2-0-confidence": "0.5",
        "aliases-2-1-text": "fledgling  engineer",
        "aliases-2-1-type": "common",
        "aliases-2-1-scope": "global",
        "aliases-2-1-confidence": "0.5",
    }
    response = fill(desk, url(role), **changes)
    assert "This title stands here twice." in errors(response)
    assert not role.aliases.filter(key="fledgling engineer").exists()


def test_pay_is_added_with_its_basis_and_within_its_limits(desk: Client, role: Role) -> None:
    pay = {
        "region": "DE",
        "year": 2025,
        "period": "year",
        "currency": "EUR",
        "median": "61000",
        "p10": "40000",
    }
    pay |= {"source": "Survey", "method": "Median of 40 answers", "role": role.pk}

    def send(**changes: Any) -> Any:
        fields = {f"pay_benchmarks-0-{name}": value for name, value in {**pay, **changes}.items()}
        return fill(desk, url(role), **{"pay_benchmarks-TOTAL_FORMS": 1, **fields})

    assert "greater than or equal to 1990" in errors(send(year=1989))
    assert "The percentiles must rise" in errors(send(p10="70000"))
    assert "three-letter ISO 4217" in errors(send(currency="eur"))
    send()
    [benchmark] = role.pay_benchmarks.all()
    assert benchmark.median == Decimal(61_000)
    assert document(role)["pay"][0]["region"] == "DE"
