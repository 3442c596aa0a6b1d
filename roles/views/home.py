"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles import functions
from roles.explanation import example_role
from roles.models import Level, Role
from roles.views.public import public


@public()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the catalogue is, a search box, the superfunctions, and how to start."""
    return render(
        request,
        "roles/home.html",
        {
            "superfunctions": functions.superfunctions(),
            "role_count": Role.objects.listed().count(),
            "level_count": Level.objects.count(),
            "example": example_role(),
        },
    )
