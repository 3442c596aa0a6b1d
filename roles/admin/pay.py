"""Market pay."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from roles.admin.base import CatalogueAdmin
from roles.admin.columns import RoleColumn
from roles.models import PayBenchmark


@admin.register(PayBenchmark)
class PayBenchmarkAdmin(RoleColumn, CatalogueAdmin):
    list_display = ["role_code", "region", "year", "period", "currency", "median", "source"]
    list_select_related = ["role"]
    list_filter = ["period", "year", "currency", "role__function"]
    search_fields = ["^role__code", "region", "source"]
    autocomplete_fields = ["role"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The rows with the roles that their names are made of."""
        return super().get_queryset(request).select_related("role")
