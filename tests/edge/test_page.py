"""A finished page: its encodings and ETags, and the headers of requests that choose among them."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy_site.page import Page, accepted_encoding, is_known

BODY = b"<p>A role has one page, one code and one place.</p>" * 50


def a_page(status: str = "200 OK") -> Page:
    return Page("7.1a-build", [("Content-Type", "text/html"), ("X-Frame-Options", "DENY")], BODY, status)


def test_every_encoding_gives_the_body_back_and_has_an_etag_of_its_own() -> None:
    page = a_page()
    undone = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
    for encoding, undo in undone.items():
        assert undo(page.variant(encoding).body) == BODY
    assert {page.variant(encoding).etag for encoding in undone} == {
        '"7.1a-build-br"',
        '"7.1a-build-gzip"',
        '"7.1a-build-identity"',
    }


def test_an_encoding_is_made_once() -> None:
    page = a_page()
    assert not page.has("br")
    assert page.variant("br") is page.variant("br")
    assert page.has("br")


def test_headers_of_the_application_stay_and_those_of_the_encoding_are_added() -> None:
    headers = dict(a_page().variant("br").headers)
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Content-Encoding"] == "br"
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert "stale-while-revalidate" in headers["Cache-Control"]
    assert "Content-Encoding" not in dict(a_page().variant("identity").headers)


def test_an_answer_that_is_not_kept_says_nothing_that_makes_others_keep_it() -> None:
    headers = dict(a_page("404 Not Found").variant("gzip").headers)
    assert "ETag" not in headers
    assert headers["Cache-Control"] == "no-cache"


def test_a_page_counts_every_encoding_that_it_has() -> None:
    page = a_page()
    before = page.size
    page.variant("gzip")
    assert page.size == before + len(page.variant("gzip").body)


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("", "identity"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.1, gzip;q=0.9", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=nonsense", "identity"),
        ("zstd", "identity"),
    ],
)
def test_the_best_encoding_that_is_accepted(header: str, encoding: str) -> None:
    assert accepted_encoding(header) == encoding


@given(st.text(max_size=60))
def test_whatever_the_header_says_the_answer_is_an_encoding(header: str) -> None:
    assert accepted_encoding(header) in ("br", "gzip", "identity")


@given(
    st.dictionaries(st.sampled_from(["br", "gzip", "identity", "zstd"]), st.sampled_from(["0", "0.5", "1"]))
)
def test_an_encoding_that_is_refused_is_never_used(weights: dict[str, str]) -> None:
    header = ", ".join(f"{name};q={weight}" for name, weight in weights.items())
    chosen = accepted_encoding(header)
    assert chosen == "identity" or weights.get(chosen) in ("0.5", "1")


@pytest.mark.parametrize(
    ("tags", "known"),
    [
        ('"a"', True),
        ('W/"a"', True),
        ('"b", "a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
    ],
)
def test_which_tags_name_an_etag(tags: str, known: bool) -> None:
    assert is_known('"a"', tags) is known


def test_no_tag_names_an_answer_without_one() -> None:
    assert not is_known("", "*")
