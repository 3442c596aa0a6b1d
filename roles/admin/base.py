"""The base classes of every admin page: form fields, constraints, and what a save brings up to date."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from roles.actions import component_counts, search_index
from roles.actions.refusal import ActionRefused
from roles.admin.editing.fields import LIMITS, ChosenByTyping, ParagraphField, look_alike_warning
from roles.admin.editing.parameters import CarefulAdmin
from roles.admin.editing.versions import VersionedAdmin
from roles.models import Alias, Mapping, Revision, Role, RoleComponent


def _roles_with_components(row: models.Model) -> list[int]:
    """The ids of the roles that lose a component when the row is deleted."""
    return [row.pk] if isinstance(row, Role) else [row.role_id] if isinstance(row, RoleComponent) else []


def _names(saved: Sequence[Any]) -> list[str]:
    """The names and titles that were written in the forms."""
    pairs = ((form, name) for form in saved for name in ("text", "title", "label", "name"))
    return [str(form.cleaned_data.get(name, "")) for form, name in pairs if name in form.changed_data]


class CatalogueForm(forms.ModelForm):
    """A form that checks every constraint of the row, so that the database refuses nothing that the form accepted.

    Django leaves out constraints over fields that are not on the form, and over the parent of an inline. ``derived``
    names the fields that the model derives from those on the form.
    """

    derived: frozenset[str] = frozenset()
    stale = ""
    """What keeps the form from being saved, whatever is in it."""

    def clean(self) -> Any:
        """Refuse a form that was opened before another editor saved."""
        super().clean()
        if self.stale:
            self.add_error(None, self.stale)
        return self.cleaned_data

    def validate_unique(self) -> None:
        """Check uniqueness, then, without errors so far, the constraints that Django left out."""
        super().validate_unique()
        if self.errors:
            return
        exclude = self._get_validation_exclusions() - self.derived  # type: ignore[attr-defined]
        try:
            self.instance.validate_constraints(exclude=exclude)
        except forms.ValidationError as error:
            self._update_errors(error)  # type: ignore[attr-defined]


class CatalogueFields(BaseModelAdmin):
    """For admin pages and their inlines: text without control characters, numbers within their limits."""

    form: Any = CatalogueForm
    formfield_overrides: ClassVar[Any] = {
        models.CharField: {"form_class": ParagraphField},
        models.TextField: {"form_class": ParagraphField},
    }

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's form field, with the limits of a number."""
        if db_field.name in LIMITS:
            least, most = LIMITS[db_field.name]
            kwargs = {"min_value": least, "max_value": most, **kwargs}
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Django's form field, with our field of suggestions."""
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = ChosenByTyping(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class CatalogueAdmin(CarefulAdmin, VersionedAdmin, CatalogueFields, admin.ModelAdmin):
    """The base of all pages: every write raises the catalogue's revision in its transaction."""

    change_form_template = "admin/roles/change_form.html"
    list_per_page = 50
    show_full_result_count = False  # it would count the whole table besides the filtered one

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The object; locked for a write, so that no decision taken meanwhile is overwritten."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST" and transaction.get_connection().in_atomic_block:
            found.refresh_from_db(from_queryset=self.model._default_manager.select_for_update())
        return found

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; when an action refuses what the form accepted, nothing is written and a message tells why."""
        try:
            return super().changeform_view(request, *args, **kwargs)
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save the row; the counts of its role follow, and of the role that the row belonged to before."""
        touched = [obj.role_id, form.initial.get("role")] if isinstance(obj, RoleComponent) else []
        with component_counts.following(touched):
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Sequence[Any], change: bool) -> None:
        """Save the inlines; the revision comes last, as in every action, so that locks are taken in one order."""
        with component_counts.following([form.instance.pk] if isinstance(form.instance, Role) else []):
            super().save_related(request, form, formsets, change)
        search_index.refresh(search_index.roles_touched_by(form.instance))
        Revision.bump(of_roles=not isinstance(form.instance, Alias | Mapping))
        for text in _names([form, *(below for formset in formsets for below in formset.forms)]):
            if warning := look_alike_warning(text):
                self.message_user(request, f"{warning}. Is that meant?", messages.WARNING)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete the row; counts and search index of its roles follow."""
        touched = list(search_index.roles_touched_by(obj).values_list("pk", flat=True))
        with component_counts.following(_roles_with_components(obj)):
            super().delete_model(request, obj)
        search_index.refresh(Role.objects.filter(pk__in=touched))
        Revision.bump()

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        """Delete the rows; counts and search index of their roles follow."""
        touched = {
            pk for row in queryset for pk in search_index.roles_touched_by(row).values_list("pk", flat=True)
        }
        with component_counts.following({pk for row in queryset for pk in _roles_with_components(row)}):
            super().delete_queryset(request, queryset)
        search_index.refresh(Role.objects.filter(pk__in=touched))
        Revision.bump()

    def view_on_site(self, obj: Any) -> str | None:
        """The object's page in the catalogue, or that of its role."""
        shown = obj if hasattr(obj, "get_absolute_url") else getattr(obj, "role", None)
        return shown.get_absolute_url() if shown else None
