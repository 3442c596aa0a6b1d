"""Superfunctions, functions and focuses."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from roles.actions import tree
from roles.admin.base import CatalogueForm
from roles.admin.editing.fields import LinesField
from roles.admin.placing import PlacingAdmin
from roles.domain import codes
from roles.models import Focus, Function, Superfunction


class StemsForm(CatalogueForm):
    """A form with title stems as lines."""

    title_stems = LinesField(
        most_lines=50,
        line_length=120,
        help_text="The stems from which aliases are generated, one on each line.",
    )


@admin.register(Superfunction)
class SuperfunctionAdmin(PlacingAdmin):
    role_field = "superfunction"
    list_display = ["code", "name", "soc_major_group", "position"]
    list_select_related = ["soc_major_group"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["soc_major_group"]


@admin.register(Function)
class FunctionAdmin(PlacingAdmin):
    """A new function gets its focus GEN."""

    role_field = "function"
    form = StemsForm
    list_display = ["code", "name", "superfunction", "position"]
    list_select_related = ["superfunction"]
    list_filter = ["superfunction"]
    search_fields = ["code", "name"]
    autocomplete_fields = ["superfunction"]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save, and add the general focus if the function has none."""
        super().save_model(request, obj, form, change)
        tree.add_general_focus(function=obj)


@admin.register(Focus)
class FocusAdmin(PlacingAdmin):
    """GEN stays with its function, because every function has it."""

    role_field = "focus"
    form = StemsForm
    list_display = ["code", "name", "function", "position"]
    list_select_related = ["function"]
    list_filter = ["function"]
    search_fields = ["code", "name", "function__code", "function__name"]
    autocomplete_fields = ["function"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """The focuses with their functions, whose codes their names begin with."""
        return super().get_queryset(request).select_related("function")

    def get_actions(self, request: HttpRequest) -> Any:
        """Without deleting many at once: a GEN could be among them."""
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """The code and the function of a GEN are fixed."""
        return ["code", "function"] if _is_general(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not _is_general(obj)


def _is_general(focus: Focus | None) -> bool:
    return focus is not None and focus.code == codes.GENERAL_FOCUS
