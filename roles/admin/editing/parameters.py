"""What an address or a form may contain: nothing in it makes a page of the admin fail."""

from decimal import InvalidOperation
from typing import Any

from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.views.main import ERROR_FLAG
from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from roles.admin.editing.fields import is_id, one_paragraph

_COSTLY = ("regex", "iregex")
"""Lookups that a database may refuse or never finish."""


def _unusable(name: str, value: str) -> bool:
    return "\0" in name + value or name.rsplit("__", 1)[-1] in _COSTLY


class CarefulAdmin(BaseModelAdmin):
    """For all pages: what cannot be read is left out, with a message."""

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, without filters that cannot be read and with chosen rows only."""
        query = request.GET.copy()
        for name in [name for name, values in query.lists() if any(_unusable(name, v) for v in values)]:
            del query[name]
        if len(query) != len(request.GET):
            return self._without(request, query.urlencode(), "A filter of the address cannot be read.")
        if not all(map(is_id, request.POST.getlist(helpers.ACTION_CHECKBOX_NAME))):
            return self._without(
                request, query.urlencode(), "Nothing is done: the chosen rows cannot be read."
            )
        try:
            return super().changelist_view(request, extra_context)  # type: ignore[misc]
        except (DataError, DisallowedModelAdminLookup, InvalidOperation, OverflowError, ValueError):
            if request.method == "POST" or not (request.GET.keys() - {ERROR_FLAG}):
                raise
            return self._without(request, "", "The filters of the address cannot be read.")

    def _without(self, request: HttpRequest, query: str, sentence: str) -> HttpResponse:
        self.message_user(request, sentence, messages.ERROR)  # type: ignore[attr-defined]
        return HttpResponseRedirect(f"{request.path}?{query}" if query else request.path)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """The rows that a search finds; control characters, which PostgreSQL refuses, separate words."""
        return super().get_search_results(request, queryset, one_paragraph(search_term))  # type: ignore[misc]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address fills in; without what is not the id of a row."""
        given = super().get_changeform_initial_data(request)  # type: ignore[misc]
        relations = {field.name for field in self.opts.get_fields() if field.is_relation}
        return {name: value for name, value in given.items() if name not in relations or is_id(str(value))}
