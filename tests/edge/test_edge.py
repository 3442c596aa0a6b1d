"""The edge in front of Django: what it answers, with which headers, and what it never answers."""

import gzip
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import brotli
import pytest
from django.contrib.auth.models import User
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.handlers.wsgi import WSGIHandler
from django.core.signing import get_cookie_signer
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roles.actions import aliases
from roles.domain.choices import AliasType
from roles.models import Role
from taxonomy_site import versions
from taxonomy_site.edge import Edge
from taxonomy_site.page_memory import PageMemory
from taxonomy_site.sessions import SessionStore
from taxonomy_site.versions import KnownRevision
from tests.edge.asking import Told, ask
from tests.site import checks
from tests.site.families import FAULTS, PAGES

ROLE = "/roles/AIMLAM.GEN.P3/"
TYPED = {  # pages with text that somebody typed, or with a form that has a token
    "browse, searched",
    "components of a kind",
    "components, none",
    "resolve, confident",
    "resolve, needs review",
    "resolve, no match",
    "resolve a list",
    "suggest a title",
}


def new_edge(build: str = "build") -> Edge:
    return Edge(
        WSGIHandler(), memory=PageMemory(most_bytes=20_000_000), revision=KnownRevision(), build=build
    )


@pytest.fixture
def edge(catalogue: None, monkeypatch: pytest.MonkeyPatch) -> Edge:
    monkeypatch.setattr(versions, "READ_EVERY", 3600)  # on a slow machine half a second passes within a test
    return new_edge()


def warm(edge: Edge, address: str = ROLE) -> Told:
    """Ask once, so that the page is known and the revision has been read."""
    return ask(edge, address)


def without_queries(work: Callable[[], Told]) -> Told:
    with CaptureQueriesContext(connection) as captured:
        told = work()
    assert len(captured) == 0
    return told


def test_a_known_page_is_given_again_without_a_query(edge: Edge) -> None:
    first = warm(edge)
    again = without_queries(lambda: ask(edge, ROLE))
    assert again == first
    assert first.status == "200 OK"
    assert b"AIMLAM.GEN.P3" in first.body


def test_the_body_is_the_one_that_django_gives(edge: Edge, client: Client) -> None:
    assert warm(edge).body == client.get(ROLE).content


def test_a_known_page_has_every_header_that_django_gives(edge: Edge, client: Client) -> None:
    given = {name.lower(): value for name, value in client.get(ROLE).headers.items()}
    told = warm(edge).headers
    replaced = {"vary", "content-length"}
    assert given.keys() <= told.keys()
    assert {n: told[n] for n in given.keys() - replaced} == {n: given[n] for n in given.keys() - replaced}
    assert "content-security-policy" in given


@pytest.mark.parametrize(
    ("accepts", "encoding", "undo"),
    [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress), ("", None, bytes)],
)
def test_each_encoding_has_its_bytes_and_its_etag(
    edge: Edge, accepts: str, encoding: str | None, undo: Callable[[bytes], bytes]
) -> None:
    plain = warm(edge)
    told = ask(edge, ROLE, accept_encoding=accepts)
    assert told.headers.get("content-encoding") == encoding
    assert undo(told.body) == plain.body
    assert int(told.headers["content-length"]) == len(told.body)
    assert told.headers["etag"].endswith(f'-{encoding or "identity"}"')


def test_whoever_has_the_page_gets_304_without_a_query(edge: Edge) -> None:
    etag = ask(edge, ROLE, accept_encoding="br").headers["etag"]
    told = without_queries(lambda: ask(edge, ROLE, accept_encoding="br", if_none_match=etag))
    assert told.status == "304 Not Modified"
    assert told.body == b""
    assert told.headers["etag"] == etag
    assert ask(edge, ROLE, accept_encoding="gzip", if_none_match=etag).status == "200 OK"


def test_head_is_told_all_but_the_body(edge: Edge) -> None:
    whole = warm(edge)
    head = ask(edge, ROLE, method="HEAD")
    assert head.body == b""
    assert head.headers == whole.headers


def test_a_write_is_on_the_page_with_the_next_request(
    edge: Edge, django_capture_on_commit_callbacks: Any
) -> None:
    before = warm(edge)
    editor = User.objects.create_user("vera")
    with django_capture_on_commit_callbacks(execute=True):
        aliases.add(
            role=Role.objects.get(code="AIMLAM.GEN.P3"),
            text="Model Whisperer III",
            type=AliasType.COMMON,
            confidence=Decimal("0.70"),
            by=editor,
        )
    after = ask(edge, ROLE, if_none_match=before.headers["etag"])
    assert after.status == "200 OK"
    assert b"Model Whisperer III" in after.body
    assert b"Model Whisperer III" not in before.body


def test_another_build_has_other_etags(edge: Edge) -> None:
    assert warm(new_edge("another")).headers["etag"] != warm(edge).headers["etag"]


def test_a_host_that_django_refuses_gets_nothing_that_is_known(edge: Edge) -> None:
    warm(edge)
    told = ask(edge, ROLE, host="elsewhere.example")
    assert told.status == "400 Bad Request"
    assert b"AIMLAM" not in told.body


def test_each_scheme_that_a_proxy_names_has_its_own_answer(edge: Edge, settings: Any) -> None:
    settings.TRUST_PROXY = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    edge = new_edge()
    assert ask(edge, ROLE, x_forwarded_proto="https").status == "200 OK"
    told = ask(edge, ROLE, x_forwarded_proto="http")
    assert (told.status, told.headers["location"]) == (
        "301 Moved Permanently",
        f"https://127.0.0.1:8000{ROLE}",
    )


def a_session() -> str:
    store = SessionStore()
    store.create()
    return f"sessionid={store.session_key}"


def a_message() -> str:
    return f"messages={get_cookie_signer(salt=CookieStorage.key_salt).sign_object([])}"


@pytest.mark.parametrize(
    "cookie",
    [
        a_session,
        lambda: f"csrftoken=x; {a_session()}",
        lambda: f"sessionid=junk; {a_session()}",
        lambda: a_session().replace("=", '="') + '"',
        a_message,
    ],
    ids=["a session", "among others", "after junk", "in quotes", "a message"],
)
def test_whoever_has_a_session_is_answered_by_django(edge: Edge, cookie: Callable[[], str]) -> None:
    warm(edge)
    told = ask(edge, ROLE, cookie=cookie())
    assert told.status == "200 OK"
    assert told.headers["cache-control"] == "private, no-cache"
    assert "etag" not in told.headers


@pytest.mark.parametrize(
    "cookie",
    [
        "sessionid=abc",
        "csrftoken=x; sessionid=abc",
        "messages=abc",
        f"sessionid={'a' * 32}",
        f"sessionid={'a' * 40}",
        "sessionid=é" + "0" * 39,
        "sessionid=" + ";sessionid=" * 2000,
        "a=sessionid; messages=; =messages",
    ],
)
def test_a_cookie_that_this_site_has_not_given_out_changes_nothing(edge: Edge, cookie: str) -> None:
    known = warm(edge)
    assert without_queries(lambda: ask(edge, ROLE, cookie=cookie)) == known


def test_junk_costs_no_query_on_a_page_that_is_not_kept_either(edge: Edge) -> None:
    warm(edge, "/admin/login/")
    with CaptureQueriesContext(connection) as without:
        ask(edge, "/admin/login/")
    with CaptureQueriesContext(connection) as with_junk:
        ask(edge, "/admin/login/", cookie=f"sessionid={'a' * 40}")
    assert len(with_junk) == len(without)


def test_one_page_is_kept_however_its_host_is_written(edge: Edge) -> None:
    known = warm(edge)
    for host in ("127.0.0.1:08000", "127.0.0.1:0008000"):
        assert without_queries(lambda host=host: ask(edge, ROLE, host=host)) == known  # type: ignore[misc]
    localhost = warm(edge, ROLE)
    assert ask(edge, ROLE, host="LOCALHOST").headers["etag"] == localhost.headers["etag"]


@pytest.mark.parametrize(
    "host", [f"127.0.0.1:{'0' * 31_000}8000", "127.0.0.1:65536", "127.0.0.1:8e3", "127.0.0.1:8000, 127.0.0.1"]
)
def test_a_host_with_a_port_that_is_none_is_refused_and_not_kept(edge: Edge, host: str) -> None:
    assert ask(edge, ROLE, host=host).status == "400 Bad Request"
    assert edge.memory.bytes == 0


def test_other_methods_are_answered_by_django(edge: Edge) -> None:
    warm(edge)
    assert ask(edge, ROLE, method="OPTIONS").status == "405 Method Not Allowed"
    assert ask(edge, ROLE, method="POST").status == "403 Forbidden"  # without a form's token


@pytest.mark.parametrize("name", sorted(set(PAGES) - TYPED))
def test_every_page_that_is_the_same_for_all_is_kept(edge: Edge, name: str) -> None:
    assert warm(edge, PAGES[name]).status == "200 OK"
    told = without_queries(lambda: ask(edge, PAGES[name]))
    assert "public" in told.headers["cache-control"]
    assert "set-cookie" not in told.headers
    assert b"csrfmiddlewaretoken" not in told.body


@pytest.mark.parametrize("name", sorted(TYPED))
def test_no_page_with_typed_text_or_a_form_is_kept(edge: Edge, name: str) -> None:
    assert warm(edge, PAGES[name]).status == "200 OK"
    assert edge.memory.bytes == 0


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_no_answer_to_a_wrong_address_is_kept(edge: Edge, name: str) -> None:
    address, status = FAULTS[name]
    told = warm(edge, address)
    assert told.status.startswith(str(status))
    assert edge.memory.bytes == 0
    assert "etag" not in told.headers


def test_a_key_of_the_query_that_the_page_does_not_know_is_not_kept(edge: Edge) -> None:
    assert warm(edge, f"{ROLE}?unknown=letter").status == "200 OK"
    assert edge.memory.bytes == 0


def test_a_parameter_that_others_add_to_links_is_that_of_no_page(edge: Edge) -> None:
    known = warm(edge)
    assert without_queries(lambda: ask(edge, f"{ROLE}?utm_source=letter&fbclid=1&ref=x")) == known


@pytest.mark.parametrize("charset", ["utf-7", "utf-16", "hex", "nonsense", '"utf-16"', "\0"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_text_that_is_not_utf_8_is_refused(edge: Edge, charset: str, method: str) -> None:
    told = ask(edge, "/resolve/?title=Engineer", method, content_type=f"text/plain; charset={charset}")
    assert told.status == "415 Unsupported Media Type"
    assert checks.wrong_headers((name.title(), value) for name, value in told.headers.items()) == []


def test_a_redirect_leads_on(edge: Edge) -> None:
    told = warm(edge, "/roles/aimlam.gen.p3/")
    assert (told.status, told.headers["location"]) == ("301 Moved Permanently", ROLE)


def test_the_sitemap_is_kept_for_each_host(edge: Edge, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    one = ask(edge, "/sitemap.xml", host="one.example")
    two = ask(edge, "/sitemap.xml", host="two.example")
    assert b"http://one.example/" in one.body
    assert b"one.example" not in two.body
