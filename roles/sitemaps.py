"""The sitemap: the addresses that a search engine should know."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from roles import cube
from roles.models import Component, Function, Level, Role

BATCH = 1000


class _ById(Sequence[Any]):
    """Rows whose ids are known, of which a page is read at a time, without skipping those before it."""

    def __init__(self, rows: QuerySet[Any], ids: Sequence[int]) -> None:
        self._rows, self._ids = rows, ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, wanted: Any) -> Any:
        """The rows of a slice, or one."""
        if not isinstance(wanted, slice):
            return self[wanted : wanted + 1][0]
        found: list[Any] = []
        ids = self._ids[wanted]
        for start in range(0, len(ids), BATCH):
            rows = self._rows.in_bulk(list(ids[start : start + BATCH]))
            found += [rows[pk] for pk in ids[start : start + BATCH] if pk in rows]
        return found

    def __iter__(self) -> Iterator[Any]:
        return iter(self[:])


class RoleSitemap(Sitemap):
    """The listed roles; the retired have left."""

    limit = 10_000

    def items(self) -> Sequence[Role]:
        """All listed roles by code."""
        known = cube.current()
        return _ById(Role.objects.only("code"), known.page(known.whole, ("code",), 0, len(known)))


class FunctionSitemap(Sitemap):
    """The ladders."""

    def items(self) -> QuerySet[Function]:
        """All functions."""
        return Function.objects.order_by("code")


class LevelSitemap(Sitemap):
    """The levels."""

    def items(self) -> QuerySet[Level]:
        """All levels."""
        return Level.objects.order_by("code")


class ComponentSitemap(Sitemap):
    """The components that a listed role has."""

    limit = 10_000

    def items(self) -> Sequence[Component]:
        """All components in use, most shared first."""
        used = Component.objects.filter(roles__gt=0).order_by("-roles", "key", "kind")
        return _ById(Component.objects.only("kind", "slug"), list(used.values_list("pk", flat=True)))


class PageSitemap(Sitemap):
    """The pages without a code."""

    def items(self) -> list[str]:
        """Their names."""
        return ["home", "browse", "functions", "levels", "components", "coordinates", "compare"]

    def location(self, item: str) -> str:
        """Their addresses."""
        return reverse(f"roles:{item}")


SITEMAPS = {
    "pages": PageSitemap,
    "functions": FunctionSitemap,
    "levels": LevelSitemap,
    "roles": RoleSitemap,
    "components": ComponentSitemap,
}
