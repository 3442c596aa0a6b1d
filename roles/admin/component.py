"""Components, and the components of roles."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest

from roles.admin.base import CatalogueAdmin, CatalogueForm
from roles.admin.columns import RoleColumn
from roles.models import Component, RoleComponent
from roles.models.component import component_slug


class ComponentForm(CatalogueForm):
    """A form that refuses a label which differs from another in case, spacing or punctuation only."""

    derived = frozenset({"key", "slug"})

    def clean_label(self) -> str:
        """Refuse a label without anything to make its address from."""
        label: str = self.cleaned_data["label"]
        if not component_slug(label):
            raise ValidationError("A label holds at least one letter or figure.")
        return label


@admin.register(Component)
class ComponentAdmin(CatalogueAdmin):
    """The components, with how many roles have each."""

    form = ComponentForm
    list_display = ["label", "kind", "role_count"]
    list_filter = ["kind"]
    search_fields = ["label"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The components, counted by a subquery so that only the page's rows are."""
        uses = RoleComponent.objects.filter(component=OuterRef("pk")).order_by().values("component")
        counted = Coalesce(Subquery(uses.annotate(number=Count("pk")).values("number")), 0)
        return super().get_queryset(request).annotate(role_count=counted)

    @admin.display(description="roles", ordering="role_count")
    def role_count(self, component: Any) -> int:
        return component.role_count


@admin.register(RoleComponent)
class RoleComponentAdmin(RoleColumn, CatalogueAdmin):
    list_display = ["component", "kind", "role_code", "commonness", "origin", "position"]
    list_select_related = ["role", "component"]
    list_filter = ["component__kind", "commonness", "origin", "role__function"]
    search_fields = ["component__label", "^role__code"]
    autocomplete_fields = ["role", "component"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows with the tables that their names are made of."""
        return super().get_queryset(request).select_related("role", "component")

    @admin.display(description="kind", ordering="component__kind")
    def kind(self, row: RoleComponent) -> str:
        return row.component.kind
