"""Actions on many rows: they ask first, act on what was shown, show their progress, and can be taken back."""

import re
from dataclasses import replace
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import aliases, bulk_decisions
from roles.actions.editors import editors_group
from roles.models import Alias, BulkDecision, Revision, Role
from tests.admin.forms import confirm, said
from tests.admin.titles import new_alias

QUEUE = "/admin/roles/alias/"


def ask(desk: Client, action: str, rows: Any, query: str = "", **others: Any) -> Any:
    data = {"action": action, "_selected_action": [row.pk for row in rows], **others}
    return desk.post(QUEUE + query, data, follow=True)


def words(response: Any) -> str:
    html = response.content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", html[html.index("<main") :]).split())


@pytest.fixture
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    page: Any = admin.site._registry[Alias]
    actions = tuple(replace(action, batch=2) for action in page.bulk_actions)
    monkeypatch.setattr(type(page), "bulk_actions", actions)


@pytest.fixture
def five(vera: User) -> list[Alias]:
    return [new_alias(vera, "AIMLAM.GEN.P3", f"Quokka Keeper {letter}") for letter in "ABCDE"]


def test_nothing_happens_before_the_answer(desk: Client, five: list[Alias]) -> None:
    before = Revision.current().number
    asked = ask(desk, "reject", five)
    assert "Reject: 5 aliases" in words(asked)
    assert "Nothing has been changed yet." in words(asked)
    assert f"Quokka Keeper A AIMLAM.GEN.P3 {five[0].role.title} pending" in words(asked)
    assert not Alias.objects.filter(state="rejected").exists()
    assert Revision.current().number == before


def test_only_the_first_rows_are_shown_with_the_number_of_all(desk: Client) -> None:
    asked = ask(desk, "reject", Alias.objects.all()[:1], select_across="1")
    number = Alias.objects.count()
    assert f"The first 10 of {number:,}" in words(asked)
    assert f"Reject {number:,} aliases" in words(asked)
    assert "in batches of 500" in words(asked)


def test_rows_that_slide_in_after_the_question_are_left_alone(
    desk: Client, vera: User, five: list[Alias]
) -> None:
    asked = ask(desk, "reject", five[:1], "?q=quokka", select_across="1")
    late = new_alias(vera, "AIMLAM.GEN.P3", "Quokka Keeper F")
    aliases.approve(alias=five[1], by=vera)
    [message] = said(confirm(desk, asked))
    assert message == "4 rejected. 1 refused: “Quokka Keeper B” was changed since you were asked."
    late.refresh_from_db()
    assert late.state == "pending"
    assert Alias.objects.get(pk=five[1].pk).state == "approved"


@pytest.mark.usefixtures("small_batches")
def test_a_batch_for_each_request_with_the_rest_still_pending(desk: Client, five: list[Alias]) -> None:
    before = Revision.current().number
    page = confirm(desk, ask(desk, "reject", five))
    assert "2 of 5 are dealt with: 2 rejected, 0 refused. The other 3 are as they were." in words(page)
    assert "data-continue" in page.content.decode()
    assert Alias.objects.filter(text__contains="Quokka", state="pending").count() == 3
    address = page.redirect_chain[-1][0]
    assert "2 of 5" in words(desk.post(address, {"at": "0"}, follow=True)), "the same click once more"
    page = confirm(desk, page)
    assert "4 of 5" in words(page)
    done = confirm(desk, page)
    assert said(done) == ["5 rejected."]
    assert done.redirect_chain[-1][0] == QUEUE
    assert Revision.current().number == before + 3


@pytest.mark.usefixtures("small_batches")
def test_what_is_done_can_be_taken_back_at_any_time(desk: Client, five: list[Alias]) -> None:
    aliases.approve(alias=five[0], by=User.objects.get(username="vera"))
    page = confirm(desk, ask(desk, "reject", five))
    [address] = re.findall(r'<form method="post" action="([^"]+/undo/)"', page.content.decode())
    assert said(desk.post(address, follow=True)) == ["2 taken back."]
    assert [Alias.objects.get(pk=row.pk).state for row in five[:2]] == ["approved", "pending"]


def test_the_message_has_an_undo_that_works_as_it_is(desk: Client, five: list[Alias]) -> None:
    page = confirm(desk, ask(desk, "approve", five, "?q=quokka")).content.decode()
    [button] = re.findall(r"<button[^>]*>Undo</button>", page[: page.index("<h1")])
    assert 'form="changelist-form"' in button
    assert 'id="changelist-form"' in page
    [address] = re.findall(r'formaction="([^"]*)"', button)
    response = desk.post(address, follow=True)
    assert response.redirect_chain[-1][0] == f"{QUEUE}?q=quokka"
    assert said(response) == ["5 taken back."]
    assert {Alias.objects.get(pk=row.pk).state for row in five} == {"pending"}


def test_another_editor_cannot_answer(desk: Client, five: list[Alias]) -> None:
    address = ask(desk, "reject", five).redirect_chain[-1][0]
    other = User.objects.create_user("olaf", is_staff=True)
    other.groups.add(editors_group())
    client = Client()
    client.force_login(other)
    assert client.post(address, {"at": "0"}).status_code == 404
    assert client.get(address).status_code == 404
    assert client.post(f"{address}undo/").status_code == 404


def test_an_answer_needs_the_token_and_a_post(vera: User, five: list[Alias]) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(vera)
    bulk = bulk_decisions.ask(rows=Alias.objects.filter(text__contains="Quokka"), action="reject", by=vera)
    address = f"{QUEUE}bulk/{bulk.token}/"
    assert browser.post(address, {"at": "0"}).status_code == 403
    assert browser.get(f"{address}undo/").status_code == 405
    assert browser.get(address).status_code == 200
    bulk.refresh_from_db()
    assert bulk.next == 0


@pytest.mark.parametrize("at", ["", "x", "-1", "9" * 30, "\0", "7"])
def test_an_answer_that_cannot_be_read_decides_nothing(desk: Client, five: list[Alias], at: str) -> None:
    asked = ask(desk, "reject", five)
    desk.post(asked.redirect_chain[-1][0], {"at": at})
    assert BulkDecision.objects.get().next == 0


def test_all_refusals_can_be_read(desk: Client) -> None:
    chosen = list(Alias.objects.filter(role__code__in=["AIMLAM.GEN.P3", "AIMLAM.GEN.P4"])[:13])
    confirm(desk, ask(desk, "reject", chosen))
    page = confirm(desk, ask(desk, "reject", chosen)).content.decode()
    [address] = re.findall(r'<a href="([^"]+)">… and 3 more.</a>', page)
    assert desk.get(address).content.decode().count("is rejected already.</li>") == 13


def test_roles_are_asked_about_too(desk: Client, role: Role) -> None:
    for action in ("retire", "infer_mappings", "suggest_aliases"):
        data = {"action": action, "_selected_action": [role.pk]}
        assert "Nothing has been changed yet." in words(desk.post("/admin/roles/role/", data, follow=True))
    before = role.status
    role.refresh_from_db()
    assert role.status == before


def test_after_a_decision_the_list_begins_at_the_next_row(desk: Client, five: list[Alias]) -> None:
    page = desk.get(f"{QUEUE}?q=quokka").content.decode()
    [address] = re.findall(rf'id="decide-{five[1].pk}" formmethod="post" formaction="([^"]*)"', page)
    response = desk.post(address.replace("&amp;", "&"))
    assert response["Location"] == f"{QUEUE}?q=quokka#decide-{five[2].pk}"
    [address] = re.findall(rf'id="decide-{five[4].pk}" formmethod="post" formaction="([^"]*)"', page)
    assert desk.post(address.replace("&amp;", "&"))["Location"].endswith(f"#decide-{five[3].pk}")


@pytest.mark.parametrize("place", ["list", "form"])
def test_the_message_about_one_decision_has_an_undo(
    desk: Client, vera: User, five: list[Alias], place: str
) -> None:
    aliases.reject(alias=five[0], by=vera)
    data = {"from_form": "1"} if place == "form" else {}
    page = desk.post(f"{QUEUE}{five[0].pk}/approve/", data, follow=True).content.decode()
    [address] = re.findall(r'form="[-a-z]+" formmethod="post" formaction="([^"]*)">Undo', page)
    [form] = re.findall(r'form="([-a-z]+)" formmethod', page)
    assert f'id="{form}"' in page
    assert address.endswith("/reject/"), "it was rejected before"


def test_a_search_for_a_number_does_not_match_codes(desk: Client, vera: User) -> None:
    title = new_alias(vera, "AIMLAM.GEN.P4", "Quokka Accounting 5")
    new_alias(vera, "AIMLAM.GEN.P5", "Quokka Accounting 4")
    assert list(desk.get(QUEUE, {"q": "Quokka Accounting 5"}).context_data["cl"].result_list) == [title]
