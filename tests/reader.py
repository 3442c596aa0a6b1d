"""A page as its reader takes it in: opened by its address, looked through by element, row and link."""

from collections.abc import Iterator

from django.http import HttpResponse
from django.test import Client

from tests.site.page import Element, Page

Scope = Page | Element


def opened(client: Client, address: str, status: int = 200) -> Page:
    """The page at an address; fails when it answers with another status."""
    response = client.get(address)
    assert response.status_code == status, f"{address} answers {response.status_code}"
    return page_of(response)


def page_of(response: HttpResponse) -> Page:
    """The page of a response."""
    return Page(response.wsgi_request.get_full_path(), response.content.decode())


def within(scope: Scope) -> Iterator[Element]:
    """Every element inside, in the order of the text."""
    if isinstance(scope, Page):
        yield from scope.elements
        return
    for part in scope.content:
        if isinstance(part, Element):
            yield part
            yield from within(part)


def every(scope: Scope, /, *tags: str, **attributes: str) -> list[Element]:
    """The elements of the tags that have the attributes (``data_x`` for ``data-x``, ``class_`` for a class)."""
    wanted = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    return [
        element
        for element in within(scope)
        if element.tag in tags and all(_has(element, name, value) for name, value in wanted.items())
    ]


def the(scope: Scope, /, *tags: str, **attributes: str) -> Element:
    """The one element of that description; fails when there is none, or more than one."""
    found = every(scope, *tags, **attributes)
    assert len(found) == 1, f"{len(found)} × {tags} {attributes}"
    return found[0]


def _has(element: Element, name: str, value: str) -> bool:
    held = element.attributes.get(name)
    if held is None:
        return False
    return value in held.split() if name == "class" else held == value


def texts(scope: Scope, /, *tags: str, **attributes: str) -> list[str]:
    """The texts of such elements."""
    return [element.text for element in every(scope, *tags, **attributes)]


def links(scope: Scope) -> dict[str, str]:
    """Where the links lead, by their text; of links with one text the last."""
    return {link.text: link.attributes["href"] for link in every(scope, "a") if "href" in link.attributes}


def rows(table: Element) -> list[list[Element]]:
    """The cells of each row of a table's body."""
    return [every(row, "th", "td") for body in every(table, "tbody") for row in every(body, "tr")]


def cells(table: Element) -> list[list[str]]:
    """The texts of each row of a table's body."""
    return [[cell.text for cell in row] for row in rows(table)]


def captioned(scope: Scope, beginning: str) -> Element:
    """The one table whose caption begins so."""
    found = [
        table
        for table in every(scope, "table")
        if any(caption.startswith(beginning) for caption in texts(table, "caption"))
    ]
    assert len(found) == 1, f"{len(found)} tables captioned “{beginning}”"
    return found[0]


def shown_codes(scope: Scope) -> list[str]:
    """The codes of the roles that stand in a page's lists, in order."""
    return [
        code.text for cell in every(scope, "th", "td") for code in every(cell, "a", "code", class_="code")
    ]


def definitions(scope: Scope) -> dict[str, str]:
    """The terms of the definition lists with what is said of each."""
    return dict(zip(texts(scope, "dt"), texts(scope, "dd"), strict=True))


def faults(page: Page) -> list[str]:
    """The sentences of the notice that says what is wrong with an address."""
    return [
        text
        for notice in every(page, "div", "p", role="alert")
        for text in texts(notice, "li") or [notice.text]
    ]
