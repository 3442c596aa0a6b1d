"""Addresses that lead nowhere, addresses in small letters, and the page for our own faults."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, override_settings

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


@pytest.mark.parametrize(
    ("words", "heading", "sentence"),
    [
        ("database or disk is full", "Nothing can be saved at present", "disk of the catalogue is full"),
        ("could not extend file: No space left on device", "Nothing can be saved at present", "is full"),
        ("attempt to write a readonly database", "Nothing can be saved at present", "can only be read"),
        (
            "cannot execute INSERT in a read-only transaction",
            "Nothing can be saved at present",
            "only be read",
        ),
        ("couldn't get a connection after 5.00 sec", "The catalogue cannot be reached", "does not answer"),
        ("connection refused", "The catalogue cannot be reached", "does not answer"),
        ("canceling statement due to statement timeout", "The catalogue is busy", "working for others"),
    ],
)
def test_a_database_in_trouble_is_named(
    db: None, client: Client, settings: Any, words: str, heading: str, sentence: str
) -> None:
    settings.ROOT_URLCONF = "tests.site.failing_urls"
    client.raise_request_exception = False
    response = client.post(f"/database/{words}/")
    page = Page("/database/", response.content.decode())
    assert response.status_code == 503
    assert [element.text for element in page.all("h1")] == [heading]
    assert sentence in page.all("main")[0].text
    assert "was not stored" in page.all("main")[0].text
    assert checks.wrong_headers(response.headers.items()) == []
    assert checks.inline(page) == []


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [("/fails/", "testserver", 500), ("/busy/", "testserver", 503), ("/", "elsewhere.example", 400)],
)
def test_a_page_of_a_fault_cannot_fail(
    db: None, client: Client, settings: Any, address: str, host: str, status: int
) -> None:
    """Neither without the manifest of static files nor without its template."""
    settings.ROOT_URLCONF = "tests.site.failing_urls"
    client.raise_request_exception = False
    manifest = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    for change in (
        {"STORAGES": {**settings.STORAGES, "staticfiles": {"BACKEND": manifest}}},
        {"TEMPLATES": [settings.TEMPLATES[0] | {"DIRS": [], "APP_DIRS": False}]},
    ):
        with override_settings(**change):
            response = client.get(address, headers={"host": host})
        assert response.status_code == status
        assert response.content.startswith(b"<!DOCTYPE html>")
        assert b"<h1>" in response.content
        assert checks.wrong_headers(response.headers.items()) == []


@pytest.mark.parametrize("charset", ["utf-7", "utf-16"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_text_that_is_not_utf_8_is_refused(
    db: None, client: Client, django_assert_num_queries: Any, charset: str, method: str
) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    with django_assert_num_queries(0):
        response = client.generic(
            method.upper(), "/titles/suggest/?title=a", b"title=%ff+A", content_type=kind
        )
    assert response.status_code == 415


def test_a_body_of_parts_in_strange_encodings_is_no_fault_of_ours(catalogue: None, client: Client) -> None:
    client.raise_request_exception = False
    for parameter in ("name*=hex''41", "name*=utf-7''%41", "name=title; filename*=hex''41"):
        body = f"--x\r\nContent-Disposition: form-data; {parameter}\r\n\r\nWizard\r\n--x--\r\n".encode()
        response = client.post("/resolve/list/", body, content_type="multipart/form-data; boundary=x")
        assert response.status_code == 400


def test_parameters_that_others_add_to_links_change_no_page(catalogue: None, client: Client) -> None:
    tracked = "utm_source=letter&utm_medium=mail&fbclid=1&gclid=2&msclkid=3&mc_cid=4&ref=5"
    for address in ("/roles/", "/roles/?track=P", "/compare/?role=AIMLAM.GEN.P3", "/titles/?letter=b"):
        plain = client.get(address)
        told = client.get(f"{address}{'&' if '?' in address else '?'}{tracked}")
        assert (told.status_code, told.content) == (200, plain.content)


def test_a_refused_next_leads_to_the_admin(admin_client: Client, admin_user: User, client: Client) -> None:
    form = {"username": "admin", "password": "password", "next": "https://elsewhere.example/"}
    response = client.post("/admin/login/?next=https://elsewhere.example/", form)
    assert (response.status_code, response.headers["Location"]) == (302, "/admin/")


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
        assert checks.wrong_headers(response.headers.items()) == []
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
