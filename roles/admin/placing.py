"""Pages about what roles stand on: a change to the tree or the ladder places the roles on it anew."""

from typing import Any

from django.http import HttpRequest

from roles.actions import tree
from roles.admin.base import CatalogueAdmin
from roles.models import Role

_PLACING = {"code", "track", "grade", "function", "superfunction"}


class PlacingAdmin(CatalogueAdmin):
    """The base of those pages. ``standing`` is the field of a role that leads to the row."""

    standing = ""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; when code, grade or parent changed, every role that stands on the row follows."""
        super().save_model(request, obj, form, change)
        if change and _PLACING.intersection(form.changed_data):
            user: Any = request.user
            moved = tree.replace_coordinates(roles=Role.objects.filter(**{self.standing: obj}), by=user)
            if moved:
                self.message_user(
                    request,
                    f"{len(moved):,} {'role was' if len(moved) == 1 else 'roles were'} placed anew; "
                    "a former code leads to its role.",
                )
