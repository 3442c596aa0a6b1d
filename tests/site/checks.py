"""What every page owes its reader, each as a function from a page to sentences about what is wrong with it."""

from collections import Counter
from collections.abc import Iterable

from tests.site.crawl import family_of
from tests.site.page import Element, Page

POLICY = {
    "default-src": {"'none'"},
    "script-src": {"'self'"},
    "style-src": {"'self'"},
    "img-src": {"'self'"},
    "font-src": {"'self'"},
    "connect-src": {"'self'"},
    "form-action": {"'self'"},
    "base-uri": {"'none'"},
    "frame-ancestors": {"'none'"},
}
"""The whole content security policy, written out: a source that somebody adds has to be added here too."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": (
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
    ),
}

_NO_LABEL_NEEDED = {"hidden", "submit", "button", "reset"}


def wrong_headers(headers: Iterable[tuple[str, str]]) -> list[str]:
    """Security headers that are missing or other than they should be."""
    sent = dict(headers)
    wrong = [
        f"{name} is {sent.get(name)!r}, not {value!r}"
        for name, value in HEADERS.items()
        if sent.get(name) != value
    ]
    policy = (
        {
            name: set(values)
            for name, *values in (part.split() for part in sent.get("Content-Security-Policy", "").split(";"))
            if name
        }
        if sent.get("Content-Security-Policy")
        else {}
    )
    if policy != POLICY:
        wrong.append(f"the content security policy is {policy}")
    return wrong


def wrong_head(page: Page) -> list[str]:
    """A page says its language, its title and what it is about, once each, and has one chief heading."""
    html = page.all("html")
    descriptions = [m for m in page.all("meta") if m.attributes.get("name") == "description"]
    headings = page.all("h1")
    wrong = []
    if [element.attributes.get("lang") for element in html] != ["en-GB"]:
        wrong.append("the language is not stated")
    if not page.title.removesuffix("– Role catalogue").strip():
        wrong.append("the title is empty")
    if len(descriptions) != 1 or not descriptions[0].attributes.get("content", "").strip():
        wrong.append(f"{len(descriptions)} descriptions, or an empty one")
    if len(headings) != 1 or not headings[0].text:
        wrong.append(f"{len(headings)} h1, or an empty one")
    return wrong


def wrong_landmarks(page: Page) -> list[str]:
    """One header, main and footer; at least one nav; several of a kind are distinguished by a label."""
    frame = {
        tag: [e for e in page.all(tag) if not e.inside("main") and not e.inside("article")]
        for tag in ("header", "main", "footer", "nav")
    }
    wrong = [f"{len(frame[tag])} <{tag}>" for tag in ("header", "main", "footer") if len(frame[tag]) != 1]
    if not frame["nav"]:
        wrong.append("no <nav>")
    names = Counter(_name(page, nav) for nav in page.all("nav"))
    wrong += [f"{count} <nav> are called {name!r}" for name, count in names.items() if count > 1 or not name]
    skip = [link for link in page.links if link.attributes["href"] == "#main"]
    if page.links[:1] != skip[:1]:
        wrong.append("the first link does not lead past the navigation")
    return wrong


def _name(page: Page, element: Element) -> str:
    named = element.attributes.get("aria-labelledby")
    if named:
        return " ".join(e.text for e in page.elements if e.attributes.get("id") in named.split())
    return element.attributes.get("aria-label", "").strip()


def unlabelled(page: Page) -> list[str]:
    """Form controls without a label in words, and forms of search without a name of their own."""
    labelled = {label.attributes.get("for") for label in page.all("label") if label.text}
    return [
        f"no label for {control}"
        for control in page.all("input", "select", "textarea")
        if control.attributes.get("type") not in _NO_LABEL_NEEDED
        and control.attributes.get("id") not in labelled
        and not _name(page, control)
        and not any(around.tag == "label" and around.text for around in control.ancestors())
    ] + [
        f"no words on {button}"
        for button in page.all("button")
        if not button.text and not _name(page, button)
    ]


def inline(page: Page) -> list[str]:
    """Styles, scripts and handlers that stand in the page itself: the policy would block them."""
    wrong = [f"<{e.tag}> with content" for e in page.all("style", "script") if e.text or e.tag == "style"]
    for element in page.elements:
        wrong += [
            f"{name} on <{element.tag}>"
            for name, value in element.attributes.items()
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:")
        ]
    return wrong


def wrong_ids(page: Page) -> list[str]:
    """Ids that stand twice, and references to ids that stand nowhere."""
    wrong = [
        f"the id {name!r} stands {count} times" for name, count in Counter(page.ids).items() if count > 1
    ]
    known = set(page.ids)
    for element in page.elements:
        for name in ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list"):
            wrong += [
                f"{name} names {target!r}, which is not there"
                for target in element.attributes.get(name, "").split()
                if target not in known
            ]
    return wrong


def ambiguous_links(page: Page) -> list[str]:
    """Links of the content that have the same words and lead to two pages of one family.

    A function and a role, or a skill and a competency, may well have one name: the words around tell those apart.
    """
    targets: dict[tuple[str, ...], set[str]] = {}
    for link in page.ways_on:
        address = link.attributes["href"]
        words = link.attributes.get("aria-label") or link.text
        kind = address.split("/")[2] if address.startswith("/components/") else ""
        targets.setdefault((words, family_of(address), kind), set()).add(address)
    return [f"{words[0]!r} leads to {sorted(found)}" for words, found in targets.items() if len(found) > 1]
