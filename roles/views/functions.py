"""The functions and their ladders."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.facets import index as facet_index
from roles.functions import superfunctions
from roles.levels.ladder import ladder
from roles.models import Focus, Function
from roles.views.addresses import in_capitals
from roles.views.public import public


@public()
@require_safe
def functions(request: HttpRequest) -> HttpResponse:
    """All functions by superfunction."""
    return render(request, "roles/functions.html", {"superfunctions": superfunctions(facet_index.current())})


@public()
@require_safe
@in_capitals
def function(request: HttpRequest, function: str) -> HttpResponse:
    """The ladder of a function."""
    focuses = Prefetch("focuses", Focus.objects.order_by("position", "code"))
    found = get_object_or_404(
        Function.objects.select_related("superfunction").prefetch_related(focuses), code=function
    )
    return render(request, "roles/function.html", {"function": found, "ladder": ladder(found)})
