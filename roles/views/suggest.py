"""Suggestions while typing."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from roles.search.query import suggestions

_LONGEST = 120


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """``{"roles": [{"code", "title"}, …]}`` for the text ``q``; empty for an empty or overlong text."""
    text = request.GET.get("q", "")
    roles = suggestions(text) if len(text) <= _LONGEST else []
    return JsonResponse({"roles": [{"code": role.code, "title": role.title} for role in roles]})
