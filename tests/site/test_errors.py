"""Addresses that lead nowhere, addresses in small letters, and the page for our own faults."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from tests.site import checks
from tests.site.page import Page


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/roles/AIMLM.GEN.P3/", "/roles/AIMLAM.GEN.P3/"),
        ("/roles/AIMLAM.GEN.P33/", "/roles/AIMLAM.GEN.P3/"),
        ("/roles/aimlam-gen-p3/", "/roles/AIMLAM.GEN.P3/"),
        ("/roles/AIMLM.GEN.P3/adjacent/", "/roles/AIMLAM.GEN.P3/"),
        ("/functions/AIMLM/", "/functions/AIMLAM/"),
        ("/functions/AIMLAM/GEN/P3/", "/functions/AIMLAM/"),
        ("/levels/P33/", "/levels/P3/"),
        ("/levels/p33/", "/levels/P3/"),
    ],
)
def test_a_wrong_code_is_answered_with_the_right_ones(
    catalogue: None, client: Client, address: str, meant: str
) -> None:
    response = client.get(address)
    page = Page(address, response.content.decode())
    near = [link.attributes["href"] for link in page.ways_on]
    assert response.status_code == 404
    assert near[0] == meant
    assert "Did you mean" in page.all("main")[0].text
    assert client.get(meant).status_code == 200


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/roles/ZZZZZZ.ZZZ.E9/", "There is no role ZZZZZZ.ZZZ.E9."),
        ("/functions/AIMLAM/GEN/P3-P3/", "a step leads from one level to another"),
        ("/functions/AIMLAM/GEN/P3-E1/", "AIMLAM.GEN has no role on E1."),
        ("/nothing/", "There is no page at this address"),
        ("/components/skill/nobody-has-this/", "There is no page at this address"),
    ],
)
def test_a_page_that_is_not_there_says_so_and_leads_on(
    catalogue: None, client: Client, address: str, said: str
) -> None:
    response = client.get(address)
    page = Page(address, response.content.decode())
    assert response.status_code == 404
    assert said in page.all("main")[0].text
    assert {"/roles/", "/functions/"} <= {link.attributes["href"] for link in page.ways_on}


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/roles/aimlam.gen.p3/", "/roles/AIMLAM.GEN.P3/"),
        ("/roles/Aimlam.Gen.p3/?view=print", "/roles/AIMLAM.GEN.P3/?view=print"),
        ("/roles/aimlam.gen.p3/document.json", "/roles/AIMLAM.GEN.P3/document.json"),
        (
            "/roles/aimlam.gen.p3/adjacent/?band=confident&page=2",
            "/roles/AIMLAM.GEN.P3/adjacent/?band=confident&page=2",
        ),
        ("/functions/aimlam/", "/functions/AIMLAM/"),
        ("/functions/aimlam/gen/p3-p4/?a=1&a=2", "/functions/AIMLAM/GEN/P3-P4/?a=1&a=2"),
        ("/levels/p3/?page=1", "/levels/P3/?page=1"),
    ],
)
def test_a_code_in_small_letters_leads_to_its_one_address(
    catalogue: None, client: Client, address: str, target: str
) -> None:
    response = client.get(address)
    assert response.status_code == 301
    assert response.headers["Location"] == target


def test_an_address_without_its_last_slash_leads_to_the_page(catalogue: None, client: Client) -> None:
    response = client.get("/roles/AIMLAM.GEN.P3?view=print")
    assert response.status_code == 301
    assert response.headers["Location"] == "/roles/AIMLAM.GEN.P3/?view=print"


def test_our_own_fault_has_a_page_that_needs_nothing(
    db: None, client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    """No query, since the database may be what failed; the security headers and a way on all the same."""
    settings.ROOT_URLCONF = "tests.site.failing_urls"
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.get("/fails/")
    page = Page("/fails/", response.content.decode())
    assert response.status_code == 500
    assert checks.wrong_headers(response.headers.items()) == []
    assert checks.inline(page) == []
    assert [heading.text for heading in page.all("h1")] == ["Something went wrong on our side"]
    assert [link.attributes["href"] for link in page.ways_on] == ["/"]
    assert "nobody foresaw" not in response.content.decode()
    assert page.all("html")[0].attributes["lang"] == "en-GB"


def test_a_database_that_is_busy_for_too_long_is_said_in_words(
    db: None, client: Client, settings: Any, django_assert_num_queries: Any
) -> None:
    settings.ROOT_URLCONF = "tests.site.failing_urls"
    client.raise_request_exception = False
    with django_assert_num_queries(0):
        response = client.post("/busy/")
    page = Page("/busy/", response.content.decode())
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert checks.wrong_headers(response.headers.items()) == []
    assert checks.inline(page) == []
    assert [heading.text for heading in page.all("h1")] == ["The catalogue is busy"]
    assert "was not stored" in page.all("main")[0].text
    assert "locked" not in response.content.decode()


def test_a_request_that_cannot_be_read_has_a_page_that_needs_nothing(
    db: None, client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        responses = [
            client.get("/", headers={"host": "somewhere.example"}),
            client.get("/roles/?" + "&".join(["q=x"] * 2000)),
        ]
    for response in responses:
        page = Page("", response.content.decode())
        assert response.status_code == 400
        # A wrong host is refused before X-Frame-Options is set; frame-ancestors says the same.
        missing = "X-Frame-Options is None, not 'DENY'"
        assert [wrong for wrong in checks.wrong_headers(response.headers.items()) if wrong != missing] == []
        assert checks.inline(page) == []
        assert [heading.text for heading in page.all("h1")] == ["This request could not be read"]
        assert [link.attributes["href"] for link in page.ways_on] == ["/"]


def test_a_form_without_its_token_is_refused_in_words(catalogue: None) -> None:
    response = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "a", "password": "b"})
    page = Page("", response.content.decode())
    assert response.status_code == 403
    assert checks.wrong_headers(response.headers.items()) == []
    assert checks.inline(page) == []
    assert [heading.text for heading in page.all("h1")] == ["Please send the form again"]
    assert page.ways_on != []


def test_an_account_without_the_permission_is_told_so(catalogue: None, client: Client) -> None:
    client.force_login(User.objects.create_user("guest", is_staff=True))
    response = client.get("/admin/roles/alias/")
    page = Page("", response.content.decode())
    assert response.status_code == 403
    assert checks.inline(page) == []
    assert [heading.text for heading in page.all("h1")] == ["Your account may not do this"]
    assert page.ways_on != []


@pytest.mark.parametrize(
    "address", ["/", "/roles/", "/roles/AIMLAM.GEN.P3/", "/compare/", "/livez", "/roles/suggest/"]
)
def test_a_page_is_only_to_be_read(catalogue: None, client: Client, address: str) -> None:
    assert client.post(address, {"role": "AIMLAM.GEN.P3"}).status_code == 405
    assert client.delete(address).status_code == 405
    assert client.head(address).status_code == 200
