"""Receipts: kept on request, read by their address alone, compared with today, and deleted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from roles.actions import aliases
from roles.domain.choices import AliasType
from roles.models import Receipt, Revision, Role
from tests.reader import captioned, cells, opened, texts

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.fixture
def address(client: Client) -> str:
    response = client.post(
        "/resolve/list/", {"titles": "Gradient Wrangler\nSr. Data Scientist", "then": "keep"}
    )
    assert response.status_code == 302
    return response["Location"]


def test_it_shows_what_was_answered_then(client: Client, address: str) -> None:
    page = opened(client, address)
    assert [line[1] for line in cells(captioned(page, "Titles and"))] == [
        "Gradient Wrangler",
        "Sr. Data Scientist",
    ]
    assert len(address.split("/")[-2]) >= 20


def test_nothing_has_changed_at_first(client: Client, address: str) -> None:
    assert "Nothing: every title has the answer that it had." in texts(
        opened(client, f"{address}?changes=1"), "p"
    )


def test_only_what_has_changed_is_shown(client: Client, address: str) -> None:
    by = User.objects.create_user("vera")
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    title = aliases.add(
        role=role, text="Gradient Wrangler", type=AliasType.INTERNAL, confidence=Decimal("0.9"), by=by
    )
    aliases.approve(alias=title, by=by)
    ((row, changed, then, now),) = cells(captioned(opened(client, f"{address}?changes=1"), "1 title with"))
    assert (row, changed) == ("1", "Gradient Wrangler")
    assert then.startswith("No confident match")
    assert now.startswith("Confident")
    assert "AIMLAM.GEN.P3" in now


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_it_can_be_taken_away_with_the_revision_that_answered(
    client: Client, address: str, ending: str
) -> None:
    kept = Receipt.objects.get()
    Revision.bump()
    response = client.get(f"{address}?as={ending}")
    assert response["Content-Disposition"] == f'attachment; filename="titles-resolved.{ending}"'
    if ending == "csv":
        assert response.content.decode("utf-8-sig").splitlines()[1].endswith(f",{kept.revision}")


def test_whoever_has_the_address_deletes_it(client: Client, address: str) -> None:
    assert client.get(f"{address}delete/").status_code == 405
    assert client.post(f"{address}delete/").status_code == 302
    assert client.get(address).status_code == 404
    assert client.post(f"{address}delete/").status_code == 404


def test_no_address_can_be_guessed(client: Client, address: str) -> None:
    assert (
        "There is no such receipt" in client.get("/resolve/receipts/AAAAAAAAAAAAAAAAAAAAAA/").content.decode()
    )


def test_keeping_is_no_change_of_the_catalogue(client: Client) -> None:
    before = Revision.current().number
    client.post("/resolve/list/", {"titles": "Nurse", "then": "keep"})
    assert Receipt.objects.count() == 1
    assert Revision.current().number == before


def test_it_expires_on_the_day_that_it_shows(client: Client, settings: Any) -> None:
    settings.RECEIPT_DAYS = 10
    address = client.post("/resolve/list/", {"titles": "Nurse", "then": "keep"})["Location"]
    kept = Receipt.objects.get()
    assert timedelta(days=9, hours=23) < kept.expires_at - timezone.now() <= timedelta(days=10)
    day = f"{kept.expires_at:%-d %B %Y}"
    assert any(text.endswith(f"It is deleted on {day}.") for text in texts(opened(client, address), "p"))
    Receipt.objects.update(expires_at=timezone.now())
    assert client.get(address).status_code == 404
    assert client.post(f"{address}delete/").status_code == 404


def test_one_that_was_promised_to_stay_stays(client: Client, address: str) -> None:
    Receipt.objects.update(expires_at=None)
    assert any(
        text.endswith("It is kept until you delete it.") for text in texts(opened(client, address), "p")
    )


def test_a_visitor_may_keep_so_many_in_a_day(client: Client, settings: Any) -> None:
    settings.RECEIPTS_PER_VISITOR = 2
    data = {"titles": "Nurse", "then": "keep"}
    assert [client.post("/resolve/list/", data).status_code for _ in range(3)] == [302, 302, 429]
    assert client.post("/resolve/list/", data, REMOTE_ADDR="192.0.2.9").status_code == 302


def test_so_many_are_kept_in_all(client: Client, address: str, settings: Any) -> None:
    settings.MOST_RECEIPTS = 1
    data = {"titles": "Nurse", "then": "keep"}
    response = client.post("/resolve/list/", data)
    assert (response.status_code, response["Retry-After"]) == (503, "3600")
    assert "Download the answer instead." in response.content.decode()
    Receipt.objects.update(expires_at=timezone.now())
    assert client.post("/resolve/list/", data).status_code == 302


def test_beside_the_form_it_is_told_what_is_stored_and_for_how_long(client: Client) -> None:
    told = " ".join(texts(opened(client, "/resolve/list/"), "p"))
    assert "A receipt keeps the titles and their answers for 90 days" in told
    assert "Titles should contain no names of people." in told
