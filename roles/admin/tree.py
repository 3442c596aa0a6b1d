"""Superfunctions, functions and focuses."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from roles.actions import tree
from roles.admin.base import CatalogueForm
from roles.admin.fields import LinesField
from roles.admin.placing import PlacingAdmin
from roles.domain import codes
from roles.models import Focus, Function, Superfunction


class StemsForm(CatalogueForm):
    """The form of a function or focus, its title stems as lines."""

    title_stems = LinesField(
        most_lines=50,
        line_length=120,
        help_text="The stems from which aliases are generated, one on each line.",
    )


@admin.register(Superfunction)
class SuperfunctionAdmin(PlacingAdmin):
    """The broad fields."""

    standing = "superfunction"
    list_display = ["code", "name", "soc_major_group", "position"]
    list_select_related = ["soc_major_group"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["soc_major_group"]


@admin.register(Function)
class FunctionAdmin(PlacingAdmin):
    """The occupation families; a new one gets its focus GEN."""

    standing = "function"
    form = StemsForm
    list_display = ["code", "name", "superfunction", "position"]
    list_select_related = ["superfunction"]
    list_filter = ["superfunction"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["superfunction"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, with the general focus."""
        super().save_model(request, obj, form, change)
        tree.add_general_focus(function=obj)


@admin.register(Focus)
class FocusAdmin(PlacingAdmin):
    """The specialisms. GEN stays with its function: every function has it."""

    standing = "focus"
    form = StemsForm
    list_display = ["code", "name", "function", "position"]
    list_select_related = ["function"]
    list_filter = ["function"]
    search_fields = ["code", "name", "function__code", "function__name"]
    autocomplete_fields = ["function"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The focuses with their functions, which their names begin with."""
        return super().get_queryset(request).select_related("function")

    def get_actions(self, request: HttpRequest) -> Any:
        """None that deletes many: a GEN could be among them."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Code and function of a GEN are fixed."""
        return ["code", "function"] if _is_general(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Not for a GEN."""
        return super().has_delete_permission(request, obj) and not _is_general(obj)


def _is_general(focus: Focus | None) -> bool:
    return focus is not None and focus.code == codes.GENERAL_FOCUS
