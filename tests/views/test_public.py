"""Which views say that their page is the same for everybody; tests/edge/ shows what comes of it."""

import pytest
from django.urls import resolve

from roles.views.public import public


@pytest.mark.parametrize(
    ("address", "keys"),
    [
        ("/roles/AIMLAM.GEN.P3/", {"view"}),
        ("/compare/", {"role", "differences"}),
        ("/sitemap.xml", set()),
        ("/robots.txt", set()),
    ],
)
def test_pages_for_everybody_are_declared_with_their_keys(address: str, keys: set[str]) -> None:
    assert resolve(address).func.public_keys == keys  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    [
        "/resolve/list/",
        "/titles/suggest/",
        "/roles/suggest/",
        "/admin/",
        "/livez",
        "/readyz",
        "/roles/roles.csv",
    ],
)
def test_what_is_for_one_visitor_or_one_moment_is_not(address: str) -> None:
    assert not hasattr(resolve(address).func, "public_keys")


def test_free_text_is_no_key_under_which_a_page_is_kept() -> None:
    assert "q" not in resolve("/roles/").func.public_keys  # type: ignore[attr-defined]
    assert "title" not in resolve("/resolve/").func.public_keys  # type: ignore[attr-defined]


def test_the_declaration_leaves_the_view_as_it_is() -> None:
    def view() -> None:
        """A view."""

    assert public("page")(view) is view  # type: ignore[arg-type,comparison-overlap]
