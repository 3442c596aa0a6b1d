"""Visits that are counted at the same time, each in a transaction of its own."""

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory

from roles.models import Attempt
from roles.views.throttle import is_too_often


@pytest.mark.usefixtures("live_catalogue")
def test_counts_at_the_same_time_lose_none(settings: Any) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite lets one writer in at a time: no race to lose")
    settings.IS_CACHE_SHARED = False

    def count() -> None:
        try:
            for _ in range(5):
                request = RequestFactory(REMOTE_ADDR="192.0.2.1").get("/")
                is_too_often(request, "a", limit=2, seconds=60)
        finally:
            connection.close()

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Attempt.objects.get().number == 20
