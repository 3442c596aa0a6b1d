"""What of a request is brought into one form: its host, its query, its visitor's address, its encoding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxonomy_site.incoming import is_readable, plain_host, visitor_address, without_tracking


@pytest.mark.parametrize(
    ("host", "scheme", "plain"),
    [
        ("Example.COM", "http", "example.com"),
        ("example.com.", "http", "example.com"),
        ("example.com:80", "http", "example.com"),
        ("example.com:00080", "http", "example.com"),
        ("example.com:80", "https", "example.com:80"),
        ("example.com:443", "https", "example.com"),
        ("[::1]:8000", "http", "[::1]:8000"),
        ("example.com:65535", "http", "example.com:65535"),
        ("example.com:65536", "http", ""),
        ("example.com:" + "0" * 400, "http", ""),
        ("example.com:", "http", ""),
        ("example.com:8e3", "http", ""),
        ("a, b", "http", ""),
        (".", "http", ""),
        ("", "http", ""),
        ("a" * 254, "http", ""),
    ],
)
def test_a_host_is_written_in_one_way(host: str, scheme: str, plain: str) -> None:
    assert plain_host(host, scheme) == plain


@given(st.text(max_size=400), st.sampled_from(["http", "https"]))
def test_a_plain_host_stays_as_it_is(host: str, scheme: str) -> None:
    plain = plain_host(host, scheme)
    assert plain_host(plain, scheme) == plain


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ""),
        ("q=x", "q=x"),
        ("utm_source=letter", ""),
        ("q=x&utm_source=a&utm_medium=b&page=2", "q=x&page=2"),
        ("fbclid=1&gclid=2&msclkid=3&mc_cid=4&ref=5", ""),
        ("%75tm_source=letter", ""),
        ("q=utm_source&reference=1", "q=utm_source&reference=1"),
        ("q=a%26utm_source=b&&", "q=a%26utm_source=b&&"),
    ],
)
def test_what_others_add_to_a_link_is_left_out(query: str, left: str) -> None:
    assert without_tracking(query) == left


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("203.0.113.9", 0, "192.0.2.1"),
        ("203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 1, "203.0.113.9"),
        ("198.51.100.1, 203.0.113.9", 2, "198.51.100.1"),
        ("198.51.100.1", 2, "192.0.2.1"),
        ("", 1, "192.0.2.1"),
        ("somebody", 1, "192.0.2.1"),
        ("203.0.113.9:4711", 1, "203.0.113.9"),
        ("[2001:DB8::1]:4711", 1, "2001:db8::1"),
        ("2001:DB8::1", 1, "2001:db8::1"),
    ],
)
def test_the_visitor_is_counted_from_the_right(forwarded: str, proxies: int, address: str) -> None:
    assert visitor_address("192.0.2.1", forwarded, proxies) == address


@given(st.text(max_size=80), st.integers(0, 3))
def test_whatever_is_forwarded_there_is_an_address(forwarded: str, proxies: int) -> None:
    assert visitor_address("192.0.2.1", forwarded, proxies)


@pytest.mark.parametrize(
    ("content_type", "readable"),
    [
        ("", True),
        ("application/x-www-form-urlencoded", True),
        ("application/x-www-form-urlencoded; charset=UTF-8", True),
        ('text/plain; charset="utf-8"', True),
        ("multipart/form-data; boundary=x; charset=iso-8859-1", True),
        ("text/plain; charset=utf-7", False),
        ("text/plain; CHARSET = UTF-16", False),
        ("text/plain;charset=hex", False),
        ("text/plain; charset=\0", False),
        ("text/plain; charset*=hex''41", False),
    ],
)
def test_text_is_read_as_utf_8_or_what_includes_it(content_type: str, readable: bool) -> None:
    assert is_readable(content_type) is readable
