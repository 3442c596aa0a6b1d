"""The sitemap: the addresses that a search engine should know."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from roles.facets import index as facet_index
from roles.facets.listing import LazySequence
from roles.models import Component, Function, Level, Role


class _ById(LazySequence[Any]):
    """Rows of known ids; a page of them is a range of ids, so that the database need not skip those before it."""

    def __init__(self, rows: QuerySet[Any], ids: Iterable[int]) -> None:
        self._rows, self._ids = rows.order_by("pk"), sorted(ids)

    def __len__(self) -> int:
        return len(self._ids)

    def part(self, start: int, stop: int) -> list[Any]:
        """The rows at these places; one query."""
        ids = self._ids[start:stop]
        return list(self._rows.filter(pk__gte=ids[0], pk__lte=ids[-1])) if ids else []


class RoleSitemap(Sitemap):
    """The listed roles; the retired have left."""

    limit = 10_000

    def items(self) -> Sequence[Role]:
        """All listed roles."""
        return _ById(Role.objects.listed().only("code"), facet_index.current().ids)


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
        """All components in use."""
        used = Component.objects.filter(roles__gt=0)
        return _ById(used.only("kind", "slug"), used.order_by().values_list("pk", flat=True))


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
