"""What an address or a form contains never makes a page of the admin fail."""

from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from roles.models import Alias, Role
from tests.admin.forms import said, shown

QUEUE = "/admin/roles/alias/"
HUGE = "9" * 30
LISTS = [model._meta.model_name for model in admin.site._registry if model._meta.app_label == "roles"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b%22%27",
        "q=%22",
        "id__exact=%00",
        "id__in=abc",
        f"id__in={HUGE}",
        f"id__exact={HUGE}",
        "id__regex=(",
        "no_such_field=1",
        "p=abc",
        f"p={HUGE}",
        f"o={HUGE}.-x",
        "band=%00",
        "%00=1",
        "all=&_popup=x",
    ],
)
def test_a_list_answers_to_any_address(rows: None, chief: Client, name: str, query: str) -> None:
    response = chief.get(f"{reverse(f'admin:roles_{name}_changelist')}?{query}", follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "text__regex=(",
        "text__iregex=(a%2B)%2B$",
        "type__exact=%00",
        "state__exact=pending&text__contains=%00",
    ],
)
def test_a_filter_that_cannot_be_read_is_left_out_with_a_message(desk: Client, query: str) -> None:
    response = desk.get(f"{QUEUE}?{query}", follow=True)
    assert said(response) == ["A filter of the address cannot be read."]
    assert response.redirect_chain[0][0].endswith("?state__exact=pending" if "pending" in query else QUEUE)


@pytest.mark.parametrize("chosen", ["abc", "", "\0", "-1", HUGE, "1e3", "١"])
@pytest.mark.parametrize("action", ["approve", "delete_selected"])
def test_rows_that_cannot_be_read_are_not_decided_on(desk: Client, chosen: str, action: str) -> None:
    before = Alias.objects.count()
    response = desk.post(
        QUEUE, {"action": action, "_selected_action": ["1", chosen], "post": "yes"}, follow=True
    )
    assert said(response) == ["Nothing is done: the chosen rows cannot be read."]
    assert Alias.objects.count() == before


@pytest.mark.parametrize("value", ["abc", "%00", HUGE, "-1", "1%27"])
@pytest.mark.parametrize(
    "name", ["alias", "mapping", "rolecomponent", "levelguide", "redirect", "coreoutput"]
)
def test_a_form_opens_with_anything_to_fill_in(desk: Client, chief: Client, name: str, value: str) -> None:
    fields = "role", "entry", "component", "function", "level", "text", "confidence"
    query = "&".join(f"{field}={value}" for field in fields)
    assert chief.get(f"/admin/roles/{name}/add/?{query}").status_code == 200


@pytest.mark.parametrize("value", ["abc", "\0", HUGE, "-1"])
def test_a_form_comes_back_with_anything_that_was_sent(desk: Client, role: Role, value: str) -> None:
    response = desk.post(f"{QUEUE}add/", {"role": value, "text": value, "confidence": value, "scope": value})
    assert response.status_code == 200
    address = reverse("admin:roles_role_change", args=[role.pk])
    sent = shown(desk.get(address))
    broken = {name: value for name in sent if name.startswith(("role_components", "mappings", "focus", "_"))}
    assert desk.post(address, {**sent, **broken}).status_code == 200
    assert desk.post(address, {**sent, **broken, "_overwrite": value}).status_code == 200


@pytest.mark.parametrize("reason", ["a\0b", "\0", "\ud800", "x" * 5000])
def test_a_reason_may_contain_anything(desk: Client, whisperer: Alias, reason: str) -> None:
    data = urlencode({"reason": reason, "from_form": "1"}, errors="surrogatepass")
    response = desk.post(
        f"{QUEUE}{whisperer.pk}/reject/", data, content_type="application/x-www-form-urlencoded", follow=True
    )
    assert response.status_code == 200
    whisperer.refresh_from_db()
    assert whisperer.state == "rejected"


@pytest.mark.parametrize("term", ["%00", "a%00b", "%22", "(", HUGE])
@pytest.mark.parametrize(("model", "field"), [("alias", "role"), ("mapping", "entry"), ("role", "focus")])
def test_suggestions_answer_to_anything(desk: Client, model: str, field: str, term: str) -> None:
    query = f"app_label=roles&model_name={model}&field_name={field}&term={term}"
    assert desk.get(f"/admin/autocomplete/?{query}").status_code == 200


@pytest.mark.parametrize("part", ["abc", "%00", HUGE, "-1"])
@pytest.mark.parametrize(
    "address",
    [
        "{}/change/",
        "{}/delete/",
        "{}/history/",
        "{}/history/1/",
        "1/history/{}/",
        "{}/approve/",
        "bulk/{}/",
        "bulk/{}/undo/",
    ],
)
def test_an_address_may_contain_anything(desk: Client, address: str, part: str) -> None:
    for method in (desk.get, desk.post):
        response: Any = method(QUEUE + address.format(part), follow=True)
        assert response.status_code < 500


def test_the_way_back_may_contain_anything(desk: Client, whisperer: Alias) -> None:
    for filters in ("%00", "state__exact%3D%00", "%FF", "q%3D" + "x" * 3000):
        query = f"_changelist_filters={filters}&_next=%00"
        desk.post(f"{QUEUE}{whisperer.pk}/approve/?{query}")
        response = desk.post(f"{QUEUE}{whisperer.pk}/undo/?{query}", follow=True)
        assert response.status_code == 200
