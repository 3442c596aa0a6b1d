"""Every family of pages in every state, light and dark, narrow and wide, large and on paper: anyone can read it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser import looking
from tests.browser.looking import barriers, barriers_of_colour, misfits, overflow
from tests.site import states
from tests.site.families import ADDRESSES


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_page_can_be_read_and_used_by_anyone(page: Page, name: str) -> None:
    """In both colour schemes, at every width, at twice the size, and with letters of twice the usual size."""
    page.emulate_media(color_scheme="light")
    page.goto(ADDRESSES[name])
    found = {"in light": barriers(page)}
    page.emulate_media(color_scheme="dark")
    found["in dark"] = barriers_of_colour(page)
    found["by width"] = misfits(page)
    with looking.twice_the_size(page):
        found["at twice the size"] = overflow(page)
    with looking.large_letters(page):
        page.wait_for_timeout(100)  # the browser lays the page out again by and by
        found["with large letters"] = overflow(page)
    assert {how: faults for how, faults in found.items() if faults} == {}


def test_large_letters_are_large(page: Page) -> None:
    page.goto("/roles/AIMLAM.GEN.P3/")
    words = page.get_by_text("A narrative, not a specification")
    with looking.large_letters(page):
        expect(words).to_have_css("font-size", "26.656px")
    expect(words).not_to_have_css("font-size", "26.656px")


@pytest.mark.usefixtures("live_catalogue")
def test_very_long_words_burst_nothing_and_are_no_barrier(page: Page, tmp_path: Path) -> None:
    """Pages whose titles, names and labels are as long as they may be, with a word that nothing can break."""
    states.load(tmp_path)
    found = {}
    for name, address in states.PAGES.items():
        page.goto(address)
        found[name] = barriers(page) + misfits(page)
    assert {name: faults for name, faults in found.items() if faults} == {}


class TestOnPaper:
    """A role printed: the text without what only a screen can use."""

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_navigation_stays_on_the_screen_and_ink_is_dark(self, page: Page, scheme: str) -> None:
        page.emulate_media(media="print", color_scheme=scheme)
        page.goto("/roles/AIMLAM.GEN.P3/")
        for name in ("Main", "On this page", "About"):
            expect(page.get_by_role("navigation", name=name)).to_be_hidden()
        expect(page.get_by_role("search")).to_be_hidden()
        expect(page.get_by_role("link", name="Compare", exact=True)).to_be_hidden()
        expect(page.get_by_role("heading", name="Experienced AI/ML Engineer")).to_be_visible()
        expect(page.get_by_text("AIMLAM.GEN.P3", exact=True).first).to_be_visible()
        assert barriers_of_colour(page) == []

    def test_the_print_view_shows_every_component(self, page: Page) -> None:
        page.goto("/roles/AIMLAM.GEN.P3/")
        count = page.locator("#components li").count()
        page.get_by_role("link", name="Print view").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
        page.emulate_media(media="print")
        lines = page.locator("#components li")
        assert lines.count() == count > 30
        assert [line.inner_text() for line in lines.all() if not line.is_visible()] == []
        page.emulate_media(media="screen")
        page.get_by_role("link", name="Back to the page").click()
        expect(page.get_by_role("navigation", name="Main")).to_be_visible()
