"""Every family of pages in every state, light and dark, narrow and wide, large and on paper: anyone can read it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.looking import barriers, barriers_of_colour, misfits, overflow
from tests.site import states
from tests.site.families import ADDRESSES, PAGES

_TWICE_AS_LARGE = "--blink-settings=defaultFontSize=32"


@pytest.mark.parametrize("name", ADDRESSES)
class TestEveryFamily:
    """Each page as it is with the catalogue of fixtures/."""

    def test_nobody_meets_a_barrier_in_either_scheme(self, page: Page, name: str) -> None:
        page.emulate_media(color_scheme="light")
        page.goto(ADDRESSES[name])
        assert barriers(page) == []
        page.emulate_media(color_scheme="dark")
        assert barriers_of_colour(page) == []

    def test_it_fits_every_width_and_finger(self, page: Page, name: str) -> None:
        page.goto(ADDRESSES[name])
        assert misfits(page) == []

    def test_it_can_be_read_at_twice_the_size(self, visitor: Visitor, name: str) -> None:
        page = visitor(viewport={"width": 640, "height": 480}, device_scale_factor=2)
        page.goto(ADDRESSES[name])
        assert overflow(page) == []


@pytest.mark.usefixtures("live_catalogue")
class TestVeryLongWords:
    """Pages whose titles, names and labels are as long as they may be, with a word that nothing can break."""

    def test_nothing_bursts_its_frame(self, page: Page, tmp_path: Path) -> None:
        states.load(tmp_path)
        found = {}
        for name, address in states.PAGES.items():
            page.goto(address)
            found[name] = misfits(page)
        assert {name: faults for name, faults in found.items() if faults} == {}

    def test_nobody_meets_a_barrier(self, page: Page, tmp_path: Path) -> None:
        states.load(tmp_path)
        found = {}
        for name, address in states.PAGES.items():
            page.goto(address)
            found[name] = barriers(page)
        assert {name: faults for name, faults in found.items() if faults} == {}


class TestLargeText:
    """A reader whose browser is set to letters of twice the usual size."""

    @pytest.fixture(scope="class")
    def large(self, browser_type: BrowserType, browser_type_launch_args: dict[str, Any]) -> Iterator[Any]:
        args = [*browser_type_launch_args["args"], _TWICE_AS_LARGE]
        browser = browser_type.launch(**{**browser_type_launch_args, "args": args})
        yield browser
        browser.close()

    def test_all_text_grows_and_nothing_bursts(self, large: Any, site: str) -> None:
        page = large.new_page(base_url=site)
        found = {}
        for name, address in PAGES.items():
            page.goto(address)
            found[name] = overflow(page)
        page.goto("/roles/AIMLAM.GEN.P3/")
        expect(page.get_by_text("A narrative, not a specification")).to_have_css("font-size", "26.656px")
        assert {name: faults for name, faults in found.items() if faults} == {}
        page.close()


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
