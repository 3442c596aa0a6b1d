"""The levels and their guide."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.facets import index as facet_index
from roles.levels import level as level_reads
from roles.levels.guide import guide
from roles.models import Level
from roles.views.addresses import in_capitals
from roles.views.paging import page_of
from roles.views.public import public

_PAGE_SIZE = 50


@public()
@require_safe
def levels(request: HttpRequest) -> HttpResponse:
    """All levels on the one scale of grades."""
    return render(request, "roles/levels.html", {"levels": level_reads.levels(facet_index.current())})


@public("page")
@require_safe
@in_capitals
def level(request: HttpRequest, code: str) -> HttpResponse:
    """The guide of a level, and its roles."""
    found = get_object_or_404(Level.objects.select_related("track"), code=code)
    page, page_fault = page_of(request, level_reads.roles_of_level(facet_index.current(), found), _PAGE_SIZE)
    context = {
        "level": found,
        "guide": guide(found),
        "page": page,
        "page_fault": page_fault,
        "peers": Level.objects.filter(track=found.track).in_order(),
    }
    return render(request, "roles/level.html", context, status=404 if page_fault else 200)
