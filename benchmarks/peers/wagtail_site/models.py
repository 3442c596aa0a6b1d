"""A role as a Wagtail page: its texts as fields, what it has several of as ordered children."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page

TEXTS = ("tagline", "summary", "who", "external", "internal", "why", "plan", "stakes", "success")


class RolePage(Page):
    """A role."""

    code = models.CharField(max_length=20)
    tagline = models.CharField(max_length=200)
    summary = models.TextField()
    who = models.TextField(blank=True)
    external = models.TextField(blank=True)
    internal = models.TextField(blank=True)
    why = models.TextField(blank=True)
    plan = models.JSONField(default=list, blank=True)
    stakes = models.TextField(blank=True)
    success = models.TextField(blank=True)
    guide = models.JSONField(default=list, blank=True)

    template = "role_page.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        FieldPanel("code"),
        *(FieldPanel(name) for name in TEXTS),
        InlinePanel("components"),
        InlinePanel("aliases"),
        InlinePanel("related_pages"),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The page with its children, each kind of them in one query."""
        groups: dict[str, list[Component]] = {}
        for component in self.components.all():
            groups.setdefault(component.kind, []).append(component)
        related = self.related_pages.select_related("page")
        return super().get_context(request, *args, **kwargs) | {
            "groups": groups.items(),
            "aliases": list(self.aliases.all()),
            "related": list(related),
        }


class Component(Orderable):
    """A component of a role."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="components")
    kind = models.CharField(max_length=40)
    label = models.CharField(max_length=200)
    slug = models.CharField(max_length=200)


class Alias(Orderable):
    """Another title of a role."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=200)
    confidence = models.DecimalField(max_digits=3, decimal_places=2)


class RelatedPage(Orderable):
    """A role near another one."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="related_pages")
    page = models.ForeignKey(RolePage, on_delete=models.CASCADE, related_name="+")
    distance = models.DecimalField(max_digits=3, decimal_places=2)
    move = models.CharField(max_length=200)
    why = models.CharField(max_length=200)
    shared = models.PositiveSmallIntegerField()
    all = models.PositiveSmallIntegerField()
