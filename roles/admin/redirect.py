"""Redirects from former codes."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from roles.admin.base import CatalogueAdmin, CatalogueForm
from roles.admin.columns import RoleColumn
from roles.models import Redirect, Role


class RedirectForm(CatalogueForm):
    """A form that refuses a code which a role has."""

    def clean_code(self) -> str:
        """Refuse the present code of a role, whose page the redirect would hide."""
        code: str = self.cleaned_data["code"]
        if Role.objects.filter(code=code).exists():
            raise ValidationError(f"{code} is the present code of a role.")
        return code


@admin.register(Redirect)
class RedirectAdmin(RoleColumn, CatalogueAdmin):
    """Former codes and their roles; moving a role adds them."""

    form = RedirectForm
    list_display = ["code", "role_code"]
    list_select_related = ["role"]
    search_fields = ["^code", "^role__code", "role__title"]
    autocomplete_fields = ["role"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The redirects with the roles that their names are made of."""
        return super().get_queryset(request).select_related("role")
