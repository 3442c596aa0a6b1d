"""A page as the sweeps see it: a tree of elements, read with the standard library's parser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)


@dataclass(eq=False)
class Element:
    """An element with its attributes and what stands inside it, in order: texts and elements."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    content: list["str | Element"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text inside, with runs of white space as one space."""
        return " ".join("".join(self._pieces()).split())

    def _pieces(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, Element):
                yield from part._pieces()
            else:
                yield part

    def inside(self, tag: str) -> bool:
        """Whether an ancestor is such an element."""
        return any(element.tag == tag for element in self.ancestors())

    def ancestors(self) -> Iterator["Element"]:
        """The elements around it, nearest first."""
        element = self.parent
        while element:
            yield element
            element = element.parent

    def __str__(self) -> str:
        attributes = "".join(f' {name}="{value}"' for name, value in self.attributes.items())
        return f"<{self.tag}{attributes}>"


class Page(HTMLParser):
    """The elements of a page, in the order of the text."""

    def __init__(self, address: str, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.address = address
        self.elements: list[Element] = []
        self._open: Element | None = None
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open)
        self.elements.append(element)
        if self._open:
            self._open.content.append(element)
        if tag not in _VOID:
            self._open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is closed where it begins, as in SVG."""
        before = self._open
        self.handle_starttag(tag, attrs)
        self._open = before

    def handle_endtag(self, tag: str) -> None:
        """End the nearest open element of the name."""
        element = self._open
        while element and element.tag != tag:
            element = element.parent
        if element:
            self._open = element.parent

    def handle_data(self, data: str) -> None:
        """Text belongs to the element that is open."""
        if self._open:
            self._open.content.append(data)

    def all(self, *tags: str) -> list[Element]:
        """The elements with one of the names."""
        return [element for element in self.elements if element.tag in tags]

    @cached_property
    def ids(self) -> list[str]:
        """Every id, as often as it stands there."""
        return [element.attributes["id"] for element in self.elements if "id" in element.attributes]

    @property
    def title(self) -> str:
        """The text of the first <title> of the head; drawings have titles of their own."""
        return next((title.text for title in self.all("title") if title.inside("head")), "")

    @property
    def links(self) -> list[Element]:
        """The links that a reader can follow."""
        return [link for link in self.all("a") if "href" in link.attributes]

    @property
    def ways_on(self) -> list[Element]:
        """The links in the page's own content, beside those that stand on every page."""
        return [link for link in self.links if link.inside("main")]
