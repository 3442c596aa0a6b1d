"""From the home page through every internal link, with the test client.

Roles, functions, steps and levels are opened in full; of the pages that are costly, stand for combinations
or come in thousands, as many as ``LIMITS`` says. A link that is not opened must still lead somewhere: its
address belongs to a view, and the codes in it are in the database.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from functools import cache
from urllib.parse import parse_qs, urldefrag, urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve

from roles.models import Component, Focus, Function, Level, Role
from tests.site.page import Page

LIMITS = {
    "component": 60,
    "components": 15,
    "browse": 20,
    "compare": 30,
    "browse_csv": 3,
    "browse_xlsx": 3,
    "titles": 15,
    "title": 60,
    "suggest_title": 10,
    "compare_csv": 3,
    "compare_xlsx": 3,
    "document": 20,
    "adjacent": 20,
    "role with a query": 5,
    "adjacent with a query": 5,
}
"""How many pages of a family are opened; the others are opened in full."""


@dataclass
class Visit:
    """An address that was opened, and what came back."""

    address: str
    found_on: str
    status: int
    headers: list[tuple[str, str]]
    page: Page | None


@dataclass
class Crawl:
    """Everything that was found."""

    visits: dict[str, Visit] = field(default_factory=dict)
    unopened: dict[str, str] = field(default_factory=dict)
    fragments: list[tuple[str, str, str]] = field(default_factory=list)

    @property
    def pages(self) -> list[Page]:
        """The pages that were opened."""
        return [visit.page for visit in self.visits.values() if visit.page]


def crawl(client: Client, start: str = "/") -> Crawl:
    """Follow every internal link from ``start``, breadth first."""
    found = Crawl()
    waiting = deque([(start, "the address bar")])
    seen = {start}
    opened: Counter[str] = Counter()
    while waiting:
        address, origin = waiting.popleft()
        family = family_of(address)
        if family == "admin" or opened[family] >= LIMITS.get(family, 1_000_000):
            found.unopened[address] = origin
            continue
        opened[family] += 1
        visit = _open(client, address, origin)
        found.visits[address] = visit
        for link in visit.page.links if visit.page else []:
            target, fragment = urldefrag(urljoin(address, link.attributes["href"]))
            if urlsplit(target).netloc:
                found.unopened[target] = address
                continue
            if fragment:
                found.fragments.append((address, target, fragment))
            if target not in seen:
                seen.add(target)
                waiting.append((target, address))
    return found


@cache
def family_of(address: str) -> str:
    """The name of the view that an address leads to; "" when there is none."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    if match.namespaces[:1] == ["admin"]:
        return "admin"
    name = match.url_name or ""
    return f"{name} with a query" if parts.query and name in ("role", "adjacent") else name


def _open(client: Client, address: str, origin: str) -> Visit:
    response = client.get(address)
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    page = Page(address, response.content.decode()) if is_page else None
    return Visit(address, origin, response.status_code, list(response.headers.items()), page)


class Known:
    """What an address may name."""

    def __init__(self) -> None:
        self.roles = set(Role.objects.values_list("code", flat=True))
        self.functions = set(Function.objects.values_list("code", flat=True))
        self.focuses = set(Focus.objects.values_list("function__code", "code"))
        self.levels = set(Level.objects.values_list("code", flat=True))
        self.components = set(Component.objects.values_list("kind", "slug"))

    def leads_somewhere(self, address: str) -> bool:
        """Whether the address belongs to a view and everything that it names is in the catalogue."""
        parts = urlsplit(address)
        if parts.netloc or not family_of(address):
            return False
        named = resolve(parts.path).kwargs
        query = parse_qs(parts.query)
        checks = {
            "component": lambda: (named["kind"], named["slug"]) in self.components,
            "role": lambda: named["code"] in self.roles,
            "adjacent": lambda: named["code"] in self.roles,
            "document": lambda: named["code"] in self.roles,
            "function": lambda: named["function"] in self.functions,
            "level": lambda: named["code"] in self.levels,
            "step": lambda: (named["function"], named["focus"]) in self.focuses,
        }
        name = family_of(address).removesuffix(" with a query")
        return checks.get(name, lambda: True)() and set(query.get("role", [])) <= self.roles
