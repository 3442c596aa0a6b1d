"""Outside classifications and their entries."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from roles.admin.base import CatalogueAdmin, CatalogueForm
from roles.domain import classifications
from roles.models import Classification, ClassificationEntry


@admin.register(Classification)
class ClassificationAdmin(CatalogueAdmin):
    list_display = ["code", "name", "publisher"]
    search_fields = ["code", "name", "publisher"]


class EntryForm(CatalogueForm):
    """A form that checks an entry against its classification."""

    def clean(self) -> Any:
        """Check that the code is one of the classification's, and the parent in the same classification."""
        super().clean()
        standard, code = self.cleaned_data.get("classification"), self.cleaned_data.get("code")
        if standard and code and not classifications.is_code(standard.code, code):
            self.add_error("code", ValidationError(f"This cannot be a code of {standard}."))
        parent = self.cleaned_data.get("parent")
        if standard and parent and parent.classification_id != standard.pk:
            self.add_error("parent", ValidationError(f"The parent is an entry of {standard} too."))
        return self.cleaned_data


@admin.register(ClassificationEntry)
class ClassificationEntryAdmin(CatalogueAdmin):
    """The entries with their depth."""

    form = EntryForm
    list_display = ["code", "title", "depth", "classification"]
    list_select_related = ["classification"]
    list_filter = ["classification"]
    search_fields = ["code", "title"]
    autocomplete_fields = ["parent"]
