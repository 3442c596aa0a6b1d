"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.home import home_page
from roles.views.public import public


@public()
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the catalogue is, a search box, the superfunctions, and how to start."""
    return render(request, "roles/home.html", vars(home_page()))
