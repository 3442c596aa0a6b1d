"""Times in the admin name their zone."""

import re
from datetime import UTC, datetime

from django.contrib.auth.models import User
from django.test import Client
from django.utils.formats import localize

from roles.models import Alias

A_TIME = re.compile(r"\d{1,2} \w{3} \d{4}, \d{2}:\d{2}(:\d{2})? UTC")


def test_a_time_in_a_list_names_its_zone(admin_client: Client) -> None:
    assert localize(datetime(2026, 11, 27, 13, 5, tzinfo=UTC)) == "27 Nov 2026, 13:05 UTC"
    admin_client.logout()
    admin_client.post("/admin/login/", {"username": "admin", "password": "password"})
    log = admin_client.get("/admin/axes/accesslog/")
    assert A_TIME.search(log.content.decode())


def test_a_time_in_a_history_names_its_zone(catalogue: None, admin_client: Client) -> None:
    alias = Alias.objects.earliest("pk")
    alias.history.create(  # type: ignore[attr-defined]
        **{field.attname: getattr(alias, field.attname) for field in alias._meta.concrete_fields},
        history_type="~",
        history_date=datetime(2026, 11, 27, 13, 5, tzinfo=UTC),
        history_user=User.objects.get(),
    )
    page = admin_client.get(f"/admin/roles/alias/{alias.pk}/history/")
    assert A_TIME.search(page.content.decode())
