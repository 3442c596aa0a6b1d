"""Journeys without a pointer: every control in the order of the text, seen when it has the focus, and of use."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.journey import Journey, with_and_without_script

_CONTROLS = """() => {
  window.controls ??= [...document.querySelectorAll("a[href], button, input, select, summary, [tabindex='0']")]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.type !== "hidden");
  return window.controls.length;
}"""

_FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e);
  const box = e.getClientRects()[0];  // of a link that goes on in the next line, its first line
  const x = Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1);
  const top = document.elementFromPoint(x, box.top + Math.min(box.height, 20) / 2);
  return {
    index: window.controls.indexOf(e),
    words: e.getAttribute("aria-label") ?? e.textContent.trim().slice(0, 40),
    ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
    covered: !(top && (e.contains(top) || top.contains(e))),
  };
}"""


def _walk(page: Page, key: str, steps: int) -> list[dict[str, Any]]:
    walked = []
    for _ in range(steps):
        page.keyboard.press(key)
        walked.append(page.evaluate(_FOCUSED))
    return walked


class TestWithoutAPointer(Journey):
    """Keys alone lead everywhere."""

    def test_the_first_key_leads_past_the_navigation(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        skip = self.page.get_by_role("link", name="Skip to the content")
        expect(skip).not_to_be_in_viewport()
        self.when_i_press_the_keys("Tab")
        expect(skip).to_be_focused()
        expect(skip).to_be_in_viewport()
        self.when_i_press_the_keys("Enter", "Tab")
        expect(self.main.get_by_role("link").first).to_be_focused()

    @with_and_without_script
    def test_a_search_and_its_result(self) -> None:
        self.given_i_am_on("/")
        self.main.get_by_label("Title, alias or code").focus()
        self.page.keyboard.type("experienced ai")
        self.when_i_press_the_keys("Enter")
        self.then_i_am_on("/roles/?q=experienced+ai")
        self.main.get_by_role("link", name="Experienced AI/ML Engineer").focus()
        self.when_i_press_the_keys("Enter")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/")

    def test_a_group_of_components_closes_and_opens(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/")
        group = self.main.locator("details").filter(has=self.page.get_by_role("heading", name="Skills"))
        line = group.get_by_role("link").first
        group.locator("summary").focus()
        self.when_i_press_the_keys("Enter")
        expect(line).to_be_hidden()
        self.when_i_press_the_keys("Space")
        expect(line).to_be_visible()
        self.when_i_press_the_keys("Tab")
        expect(line).to_be_focused()

    def test_a_filter_of_the_neighbours(self) -> None:
        self.given_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/")
        self.main.get_by_label("Match band").focus()
        self.page.keyboard.type("Conf")
        self.when_i_press_the_keys("Tab", "Tab")
        expect(self.main.get_by_role("button", name="Show")).to_be_focused()
        self.when_i_press_the_keys("Enter")
        self.then_i_am_on("/roles/AIMLAM.GEN.P3/adjacent/?band=confident&move=")

    def when_i_press_the_keys(self, *keys: str) -> None:
        """One after the other."""
        for key in keys:
            self.page.keyboard.press(key)


@pytest.mark.parametrize(
    "address",
    [
        "/roles/?level=Z9",
        "/roles/AIMLAM.GEN.P3/adjacent/?band=tepid",
        "/components/?kind=colour",
        "/coordinates/?a=&b=AIMLAM.GEN.P4",
        "/compare/?role=nonsense&role=AIMLAM.GEN.P4",
    ],
)
class TestAFault(Journey):
    """A page that says what is wrong begins with it."""

    def test_its_summary_has_the_focus(self, address: str) -> None:
        self.given_i_am_on(address)
        expect(self.main.get_by_role("alert")).to_be_focused()
        expect(self.main.get_by_role("alert")).to_be_in_viewport()


class TestTheOrderOfTheFocus(Journey):
    """The focus goes as the text goes, with a ring round it, and nothing lies over it."""

    @pytest.fixture
    def script(self) -> bool:
        return True

    @pytest.mark.parametrize(
        "address",
        [
            "/",
            "/roles/",
            "/roles/AIMLAM.GEN.P3/",
            "/roles/AIMLAM.GEN.P3/adjacent/",
            "/functions/AIMLAM/",
            "/coordinates/",
            "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4",
        ],
    )
    def test_the_focus_follows_the_text_and_can_be_seen(self, address: str) -> None:
        self.given_i_am_on(address)
        controls = self.page.evaluate(_CONTROLS)
        self.page.evaluate("document.activeElement.blur()")
        walked = _walk(self.page, "Tab", min(controls, 60))
        walked += _walk(self.page, "Shift+Tab", min(controls, 60) - 1)
        there = list(range(min(controls, 60)))
        assert [step["index"] for step in walked] == there + there[-2::-1]
        assert [step["words"] for step in walked if step["ring"] < 2] == []
        assert [step["words"] for step in walked if step["covered"]] == []
