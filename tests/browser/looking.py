"""What can be seen of a page in a browser: barriers, overflow, small targets."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

WIDTHS = (320, 360, 768, 1280)

_ALL_RULES = {
    "type": "tag",
    "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"],
}
_RULES_OF_COLOUR = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
_AXE = Axe()
_HAS_AXE = "typeof axe !== 'undefined'"


def barriers(page: Page, within: str | None = None, *, rules: dict[str, Any] = _ALL_RULES) -> list[str]:
    """Violations of WCAG 2.0 to 2.2, A and AA, and of axe's best practices: rule, element and reason."""
    # On the admin's pages axe would load their style sheets anew, against the site's policy.
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": within is None}
    if not page.evaluate(_HAS_AXE):  # half a megabyte, once for each page
        page.evaluate(_AXE.axe_script)
    found = page.evaluate("([within, options]) => axe.run(within ?? document, options)", [within, options])
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def barriers_of_colour(page: Page, within: str | None = None) -> list[str]:
    """Violations that depend on colours, for a page whose other rules were judged in another scheme."""
    return barriers(page, within, rules=_RULES_OF_COLOUR)


def misfits(page: Page, widths: tuple[int, ...] = WIDTHS) -> list[str]:
    """What makes the page scroll sideways, or is too small for a finger, at each of the widths."""
    found = []
    for width in widths:
        page.set_viewport_size(ViewportSize(width=width, height=900))
        found += [f"at {width}: {fault}" for fault in overflow(page) + small_targets(page)]
    return found


@contextmanager
def twice_the_size(page: Page) -> Iterator[None]:
    """A window of 1280 pixels in which everything is shown at twice the size."""
    before = page.viewport_size
    browser = page.context.new_cdp_session(page)
    size = {"width": 640, "height": 480, "deviceScaleFactor": 2, "mobile": False}
    browser.send("Emulation.setDeviceMetricsOverride", size)
    yield
    browser.send("Emulation.clearDeviceMetricsOverride")
    browser.detach()
    page.set_viewport_size(before)


@contextmanager
def large_letters(page: Page) -> Iterator[None]:
    """A reader whose browser is set to letters of twice the usual size."""
    browser = page.context.new_cdp_session(page)
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})
    yield
    browser.send("Page.setFontSizes", {"fontSizes": {"standard": 16, "fixed": 13}})
    browser.detach()


def overflow(page: Page) -> list[str]:
    """The elements that make the page itself scroll sideways; none when it does not."""
    return page.evaluate(
        """() => {
          const width = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= width) return [];
          const framed = (e) => e.closest(".table-frame") && !e.matches(".table-frame");
          const wide = [...document.body.querySelectorAll("*")].filter(
            (e) => !framed(e) && e.getBoundingClientRect().right > width + 1);
          return [`${document.documentElement.scrollWidth} in ${width}`,
            ...wide.map((e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)];
        }"""
    )


def small_targets(page: Page) -> list[str]:
    """Controls, and links that are not a part of a line of text, that are less than 24 pixels wide or high."""
    return page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, summary")]
          .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.type !== "hidden")
          .filter((e) => getComputedStyle(e).display !== "inline" && !e.matches(".skip"))
          .map((e) => [e, e.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24)
          .map(([e, box]) => `${e.outerHTML.slice(0, 90)}: ${box.width} x ${box.height}`)"""
    )
