"""Filters of change lists."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from roles.domain.confidence import ConfidenceBand


class ConfidenceBandFilter(admin.SimpleListFilter):
    """Rows by the band of their confidence."""

    title = "confidence"
    parameter_name = "band"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [(band.value, band.value) for band in ConfidenceBand]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        """The rows in the chosen band; all of them for a value that is no band."""
        if self.value() not in list(ConfidenceBand):
            return queryset
        low, above = ConfidenceBand(str(self.value())).limits
        return queryset.filter(confidence__gte=low, confidence__lt=above)
