"""The sitemap: the addresses that a search engine should know."""

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from roles.models import Component, Function, Level, Role


class RoleSitemap(Sitemap):
    """The listed roles; the retired have left."""

    limit = 10_000

    def items(self) -> QuerySet[Role]:
        """All listed roles by code."""
        return Role.objects.listed().order_by("code")


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

    def items(self) -> QuerySet[Component]:
        """All components in use."""
        listed = Role.objects.listed()
        return Component.objects.filter(role_components__role__in=listed).distinct().order_by("pk")


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
