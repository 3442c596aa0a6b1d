"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles import functions
from roles.adjacent.explanation import example_role
from roles.facets import index as facet_index
from roles.models import Level
from roles.views.public import public


@public()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the catalogue is, a search box, the superfunctions, and how to start."""
    known = facet_index.current()
    shown = functions.some_functions(known)
    return render(
        request,
        "roles/home.html",
        {
            "superfunctions": shown,
            "more_superfunctions": len(known.facets["superfunction"].labels) - len(shown),
            "role_count": len(known),
            "level_count": Level.objects.count(),
            "example": example_role(known),
        },
    )
