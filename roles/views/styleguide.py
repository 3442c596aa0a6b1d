"""The style guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.forms import DistanceForm
from roles.styleguide import samples
from roles.views.public import public


@public()
@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component with long, short and empty content."""
    context = {
        "samples": samples(),
        "form": DistanceForm(),
        "faulty": DistanceForm({"a": ""}, auto_id="faulty-%s"),
    }
    return render(request, "roles/styleguide.html", context)
