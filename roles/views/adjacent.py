"""The full list of adjacent roles, with the map of the neighbourhood."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles.adjacent.map import neighbourhood_map
from roles.adjacent.neighbour import neighbours
from roles.adjacent.ranking import ranked
from roles.domain.coordinates import MatchBand, MoveKind
from roles.forms import AdjacentForm
from roles.models import Role
from roles.views.addresses import with_role
from roles.views.paging import page_of
from roles.views.public import public

_PAGE_SIZE = 50


@public("band", "move", "page")
@require_safe
@with_role
def adjacent(request: HttpRequest, role: Role) -> HttpResponse:
    """All listed roles by distance, of a band and kind of move if chosen; wrong choices are named, with 400."""
    form = AdjacentForm(request.GET)
    is_valid = form.is_valid()
    band, move = form.cleaned_data.get("band"), form.cleaned_data.get("move")
    roles = ranked(role, MatchBand[band.upper()] if band else None, MoveKind[move.upper()] if move else None)
    page, page_fault = page_of(request, roles, _PAGE_SIZE)
    found = neighbours(role, list(page.object_list))
    context = {
        "role": role,
        "form": form,
        "page": page,
        "page_fault": page_fault,
        "fault_messages": [page_fault] if page_fault else [],
        "neighbours": found,
        "map": neighbourhood_map(role, found),
    }
    status = 400 if not is_valid else 404 if page_fault else 200
    return render(request, "roles/adjacent.html", context, status=status)
