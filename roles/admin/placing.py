"""The base of pages about the tree and the ladder, whose changes give roles other coordinates."""

from typing import Any

from django.http import HttpRequest

from roles.actions import tree
from roles.admin.base import CatalogueAdmin
from roles.models import Role

_PLACING = {"code", "track", "grade", "function", "superfunction"}


class PlacingAdmin(CatalogueAdmin):
    """Moves the roles of a row with it; ``role_field`` is the field of a role that refers to the row."""

    role_field = ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; when code, grade or parent changed, the roles of the row get their new coordinates and codes."""
        super().save_model(request, obj, form, change)
        if change and _PLACING.intersection(form.changed_data):
            user: Any = request.user
            moved = tree.replace_coordinates(roles=Role.objects.filter(**{self.role_field: obj}), by=user)
            if moved:
                self.message_user(
                    request,
                    f"{len(moved):,} {'role was' if len(moved) == 1 else 'roles were'} placed anew; "
                    "a former code leads to its role.",
                )
