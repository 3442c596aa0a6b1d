"""The rows below a role, on the role's page.

Present rows and rows to add are separate inlines: component and entry of a present row are fixed, so that the page
needs no selection field (and no query) for each of them.
"""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db.models import Case, Value, When
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from roles.admin.alias import AliasForm
from roles.admin.base import CatalogueFields, CatalogueForm
from roles.domain.choices import Kind
from roles.models import Alias, CoreOutput, Mapping, PayBenchmark, RoleComponent

MOST_OUTPUTS = 12


class OutputForm(CatalogueForm):
    """The form of a core output; its position only orders it among the others."""

    position = forms.IntegerField(
        label="Place",
        required=False,
        min_value=0,
        widget=admin.widgets.AdminIntegerFieldWidget,
        help_text="Leave empty to put it last.",
    )

    def validate_unique(self) -> None:
        """Check nothing: positions are numbered again when the outputs are saved, so that two may be equal here."""


class LabelledFormSet(BaseInlineFormSet):
    """Rows of a table whose fields have names of their own: the heads of its columns are no labels of fields."""

    def add_fields(self, form: Any, index: int | None) -> None:
        """Add Django's fields, then name each by its column and its row."""
        super().add_fields(form, index)
        row = _row_name(form.instance)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)  # within the links to the other table
            widget.attrs.setdefault("aria-label", f"{str(field.label).capitalize()}: {row}")


def _row_name(row: Any) -> str:
    if row.pk is None:
        return f"new {row._meta.verbose_name}"
    return str(row.component if isinstance(row, RoleComponent) else row)


class OutputFormSet(LabelledFormSet):
    """The core outputs of a role, saved as one list."""

    def validate_unique(self) -> None:
        """Check nothing: two outputs with one position keep the order of the page."""

    def texts(self) -> list[str]:
        """Return the texts that are not deleted, by position."""
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data.get("text")]
        kept = [data for data in kept if not data.get("DELETE")]
        return [data["text"] for data in sorted(kept, key=_position)]


def _position(data: dict[str, Any]) -> float:
    position = data.get("position")
    return float("inf") if position is None else position


def _row_link(row: Any, words: Any = None) -> str:
    address = reverse(f"admin:roles_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, words or row)


class Outputs(CatalogueFields, admin.TabularInline):
    """The core outputs."""

    model = CoreOutput
    form = OutputForm
    formset = OutputFormSet
    fields = ["position", "text"]
    extra = 1
    max_num = MOST_OUTPUTS

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Refuse more outputs than a document may have."""
        return super().get_formset(request, obj, validate_max=True, **kwargs)


class Present(CatalogueFields, admin.TabularInline):
    """Base of the inlines of present rows."""

    formset = LabelledFormSet
    extra = 0
    related: tuple[str, ...] = ("role",)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows are added in the inline of rows to add."""
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Join what the names of the rows are made of."""
        return super().get_queryset(request).select_related(*self.related)


class Added(CatalogueFields, admin.TabularInline):
    """Base of the inlines of rows to add at the end of the role's list."""

    formset: Any = LabelledFormSet
    extra = 1

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Present rows are in an inline of their own."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """There is nothing to delete."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Show the inline to those who may add."""
        return self.has_add_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> Any:
        """No row."""
        return super().get_queryset(request).none()


_BY_KIND = Case(*(When(component__kind=kind.value, then=Value(i)) for i, kind in enumerate(Kind)))


class PresentComponents(Present):
    """The components of the role, each with commonness, origin and position."""

    model = RoleComponent
    fields = ["component", "kind", "commonness", "origin", "position"]
    readonly_fields = ["component", "kind"]
    related = ("role", "component")
    verbose_name_plural = "components"
    ordering: ClassVar[Any] = [_BY_KIND, "position", "pk"]

    @admin.display(description="kind")
    def kind(self, row: RoleComponent) -> str:
        return row.component.kind


class AddedComponents(Added):
    """Components to add."""

    model = RoleComponent
    fields = ["component", "commonness", "origin"]
    autocomplete_fields = ["component"]
    verbose_name = "component to add"
    verbose_name_plural = "components to add"


class PresentAliases(Present):
    """The aliases of the role with their states; they are decided on in the queue."""

    model = Alias
    fields: ClassVar[Any] = ["title", "type", "confidence", "state", "scope", "decided_by", "decided_at"]
    readonly_fields = fields

    @admin.display(description="text")
    def title(self, alias: Alias) -> str:
        """The title as a link to the page where it is decided on."""
        return _row_link(alias)


class AliasFormSet(LabelledFormSet):
    """New aliases of a role."""

    def clean(self) -> None:
        """Refuse a title that is twice in the form, which the database cannot see yet."""
        super().clean()
        seen: set[str] = set()
        for form in self.forms:
            if form.is_valid() and form.has_changed():
                if form.instance.key in seen:
                    form.add_error("text", "This title stands here twice.")
                seen.add(form.instance.key)


class AddedAliases(Added):
    """Aliases to add."""

    model = Alias
    form = AliasForm
    formset = AliasFormSet
    fields = ["text", "type", "confidence", "scope"]
    verbose_name = "alias to add"
    verbose_name_plural = "aliases to add"


class PresentMappings(Present):
    """The mappings of the role with their states; they are decided on in the queue."""

    model = Mapping
    fields: ClassVar[Any] = [
        "tie",
        "relation",
        "source",
        "confidence",
        "review",
        "decided_by",
        "decided_at",
    ]
    readonly_fields = fields
    related = ("role", "entry")

    @admin.display(description="entry")
    def tie(self, mapping: Mapping) -> str:
        """The entry as a link to the page where the mapping is decided on."""
        return _row_link(mapping, mapping.entry)


class AddedMappings(Added):
    """Mappings to add."""

    model = Mapping
    fields = ["entry", "relation", "confidence"]
    autocomplete_fields = ["entry"]
    verbose_name = "mapping to add"
    verbose_name_plural = "mappings to add"


class Pay(CatalogueFields, admin.StackedInline):
    """Market pay."""

    formset = LabelledFormSet
    model = PayBenchmark
    extra = 0
    fields = [
        ("region", "year", "period", "currency"),
        ("p10", "p25", "median", "p75", "p90"),
        ("source", "method"),
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Join the role that the names of the rows are made of."""
        return super().get_queryset(request).select_related("role")
