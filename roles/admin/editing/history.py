"""The base of pages about rows with a history: who changed what, when and why."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin
from simple_history.models import ModelChange

from roles.actions.rows import REASON_LENGTH
from roles.admin.base import CatalogueAdmin, CatalogueForm
from roles.admin.editing.fields import ParagraphField, is_id

_DERIVED = frozenset({"function", "grade", "key", "position", "superfunction", "track"})
"""Fields that the history does not list, because they follow from others."""


class HistoryForm(CatalogueForm):
    """A form that asks why the row is changed."""

    change_reason = ParagraphField(
        label="Why",
        required=False,
        max_length=REASON_LENGTH,
        help_text="The reason for this change; the history keeps it.",
        widget=admin.widgets.AdminTextInputWidget,
    )


class HistoryAdmin(CatalogueAdmin, SimpleHistoryAdmin):
    """Adds the reason to the form, and every changed field to the history."""

    form: Any = HistoryForm
    object_history_list_template = "admin/roles/history_list.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fieldsets, with the reason when an existing row may be changed."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or not self.has_change_permission(request, obj):
            return fieldsets
        return [*fieldsets, (None, {"fields": ["change_reason"]})]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; simple_history keeps the reason."""
        obj._change_reason = form.cleaned_data.get("change_reason") or None
        super().save_model(request, obj, form, change)

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Iterable[Any], foreign_keys_are_objs: bool = True
    ) -> None:
        """Add the fields that no form edits, which simple_history leaves out, and so every decision."""
        for newer, older in pairwise(historical_records):
            delta = newer.diff_against(older, foreign_keys_are_objs=foreign_keys_are_objs)
            names = {field.name for field in older.tracked_fields if not field.editable} - _DERIVED
            pairs = ((name, getattr(older, name), getattr(newer, name)) for name in sorted(names))
            decided = [ModelChange(name, old, new) for name, old, new in pairs if old != new]
            helper = self.get_historical_record_context_helper(request, newer)
            newer.history_delta_changes = helper.context_for_delta_changes(
                replace(delta, changes=[*decided, *delta.changes])
            )

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> HttpResponse:
        """The versions of a row; simple_history fails on what is no id."""
        if not is_id(object_id):
            raise Http404("There is no such row.")
        return super().history_view(request, object_id, *args, **kwargs)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """A former version, read-only: simple_history hides the button but would still accept a post."""
        if not is_id(object_id) or not is_id(version_id):
            raise Http404("There is no such version.")
        if request.method not in ("GET", "HEAD") or not self.has_view_or_change_permission(request):
            raise PermissionDenied
        return super().history_form_view(request, object_id, version_id, *args, **kwargs)
