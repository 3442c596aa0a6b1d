"""The sentences that journeys have in common: a journey is a test of given, when and then."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.looking import barriers
from tests.site.families import ADDRESSES

Visitor = Callable[..., Page]

with_and_without_script = pytest.mark.parametrize(
    "script", [True, False], ids=["with script", "without script"]
)
"""For journeys in which a script takes part, and which must be possible without it."""


class Journey:
    """A visitor with a page, and what any visitor does and sees. Unless a test asks for more, no script runs."""

    @pytest.fixture
    def script(self) -> bool:
        """Whether the visitors' browsers run scripts."""
        return False

    @pytest.fixture(autouse=True)
    def _visitor(self, visitor: Visitor, page: Page, site: str, *, script: bool) -> None:
        self.visitor, self.page, self.site, self.script = visitor, page, site, script

    @property
    def main(self) -> Locator:
        """The content of the page."""
        return self.page.get_by_role("main")

    def given_i_am_on(self, address: str) -> None:
        """Type an address."""
        self.page.goto(address)

    def when_i_follow(self, link: str, *, within: Locator | None = None, exact: bool = True) -> None:
        """Follow the link with these words."""
        (within or self.main).get_by_role("link", name=link, exact=exact).first.click()

    def when_i_enter(self, text: str, field: str, *, within: Locator | None = None) -> None:
        """Put a text into the field with this label."""
        (within or self.main).get_by_label(field, exact=True).fill(text)

    def when_i_choose(self, option: str, field: str) -> None:
        """Choose an option of the list with this label; a count in brackets may stand behind it."""
        words = re.compile(rf"^\s*{re.escape(option)}( \(\d+\))?\s*$")
        found = self.main.get_by_label(field, exact=True)
        found.select_option(found.locator("option").filter(has_text=words).first.get_attribute("value"))

    def when_i_press(self, button: str, *, within: Locator | None = None) -> None:
        """Press the button with these words."""
        (within or self.main).get_by_role("button", name=button, exact=True).click()

    def then_i_am_on(self, address: str) -> None:
        """The address bar shows path and query."""
        expect(self.page).to_have_url(f"{self.site}{address}")

    def then_the_heading_is(self, words: str) -> None:
        """The chief heading says exactly this."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(words)

    def then_i_read(self, words: str, *, within: Locator | None = None) -> None:
        """The words stand there for all to see."""
        expect((within or self.main).get_by_text(words).first).to_be_visible()

    def then_i_do_not_read(self, words: str) -> None:
        """The words stand nowhere in the content."""
        expect(self.main.get_by_text(words)).to_have_count(0)

    def then_nobody_meets_a_barrier(self) -> None:
        """The page where the journey ends breaks no rule of access.

        The judge is a script, so that without script another visitor opens the address; test_looks.py judges those of
        the families.
        """
        page = self.page
        if not self.script:
            if self.path() in ADDRESSES.values():
                return
            page = self.visitor(script=True)
            page.goto(self.page.url)
        assert barriers(page) == []

    def rows(self, caption: str) -> list[str]:
        """The headings of the rows of the table with this caption."""
        table = self.main.get_by_role("table", name=re.compile(caption))
        return [row.strip() for row in table.get_by_role("rowheader").all_inner_texts()]

    def path(self) -> str:
        """Path and query of the present address."""
        parts = urlsplit(self.page.url)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
