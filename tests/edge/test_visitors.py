"""Behind a proxy every visitor has their own address, and so their own limits."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

ONE, OTHER = "203.0.113.9", "203.0.113.10"


@pytest.fixture(autouse=True)
def _behind_a_proxy(settings: Any) -> None:
    cache.clear()
    settings.TRUSTED_PROXIES = 1


def visitor(address: str, forged: str = "") -> Client:
    """A browser whose requests come through the proxy, which adds the address to what it was sent."""
    forwarded = f"{forged}, {address}" if forged else address
    return Client(REMOTE_ADDR="127.0.0.1", headers={"x-forwarded-for": forwarded})


def sign_in(client: Client, password: str) -> int:
    return client.post("/admin/login/", {"username": "vera", "password": password}).status_code


def test_wrong_passwords_of_one_visitor_lock_no_other_out(db: None) -> None:
    User.objects.create_user("vera", password="correct horse battery", is_staff=True)
    assert [sign_in(visitor(ONE), "wrong") for _ in range(5)][-1] == 429
    assert sign_in(visitor(ONE, forged="198.51.100.1"), "correct horse battery") == 429
    assert sign_in(visitor(OTHER), "correct horse battery") == 302


def test_the_limit_of_suggestions_is_that_of_each_visitor(catalogue: None) -> None:
    def suggest(client: Client, number: int) -> int:
        form = {"role": "AIMLAM.GEN.P3", "title": f"Wizard of kind {chr(97 + number)}"}
        return client.post("/titles/suggest/", form).status_code

    assert [suggest(visitor(ONE, forged=f"198.51.100.{n}"), n) for n in range(11)] == [302] * 10 + [429]
    assert suggest(visitor(OTHER), 11) == 302
