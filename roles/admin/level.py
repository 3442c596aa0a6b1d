"""Tracks, levels, and functions' overrides of the level guide."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError

from roles.admin.base import CatalogueAdmin, CatalogueForm
from roles.admin.placing import PlacingAdmin
from roles.models import Level, LevelGuide, Track
from roles.models.level import GUIDE_ROWS


@admin.register(Track)
class TrackAdmin(CatalogueAdmin):
    list_display = ["code", "name", "position"]
    search_fields = ["code", "name"]


class LevelForm(CatalogueForm):
    """A form that checks a level against its track."""

    def clean(self) -> Any:
        """Check that the code begins with the track's."""
        super().clean()
        code, track = self.cleaned_data.get("code"), self.cleaned_data.get("track")
        if code and track and code[0] != track.code:
            raise ValidationError(
                {"code": f"The code of a level on the track {track} begins with {track.code}."}
            )
        return self.cleaned_data


@admin.register(Level)
class LevelAdmin(PlacingAdmin):
    role_field = "level"
    form = LevelForm
    list_display = ["code", "name", "track", "years", "grade"]
    list_select_related = ["track"]
    list_filter = ["track"]
    search_fields = ["code", "name"]
    fieldsets = [
        (None, {"fields": ["track", "code", "name", "grade", "min_years", "max_years"]}),
        ("Guide", {"fields": GUIDE_ROWS}),
    ]


@admin.register(LevelGuide)
class LevelGuideAdmin(CatalogueAdmin):
    """A function's overrides; an empty row keeps the general text."""

    list_display = ["function_code", "level", "scope"]
    list_select_related = ["function", "level"]
    list_filter = ["function", "level__track"]
    search_fields = ["function__code", "function__name", "level__code", *GUIDE_ROWS]
    autocomplete_fields = ["function", "level"]

    def get_queryset(self, request: Any) -> Any:
        """The overrides with the codes that their names are made of."""
        return super().get_queryset(request).select_related("function", "level")

    @admin.display(description="function", ordering="function__code")
    def function_code(self, guide: LevelGuide) -> str:
        return guide.function.code
