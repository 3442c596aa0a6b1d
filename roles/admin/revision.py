"""The catalogue's revision, read-only."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from roles.admin.base import CatalogueAdmin
from roles.models import Revision


@admin.register(Revision)
class RevisionAdmin(CatalogueAdmin):
    """The single row, which only writes to the catalogue raise."""

    list_display = ["number", "changed_at"]
    search_fields = ["number"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
