"""Browse and search: the list of roles with its filters, as a table, as a grid and as a download."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.browse import choices
from roles.browse.export import table
from roles.browse.filters import PAGE_SIZE, VIEWS, RoleFilter, address, chips, role_filter
from roles.browse.grid import PAGE_SIZE as GRID_SIZE
from roles.browse.grid import focuses, grid
from roles.domain.codes import MalformedCode, RoleCode
from roles.facets.declared import FACETS
from roles.models import Role
from roles.search.highlights import attach_highlights
from roles.search.query import exact_match
from roles.views.downloads import table_download, too_many_downloads
from roles.views.paging import page_of
from roles.views.public import public


@public(*(facet.name for facet in FACETS), "sort", "view", "page")
@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The list; a code or title alone in the search box goes straight to its page. Faults are named, with 400."""
    if role := _exactly(request):
        return redirect(role)
    filters = role_filter(request.GET)
    unknown = filters.unknown_keys
    view = request.GET.get("view") or "list"
    wrong = not filters.form.is_valid() or view not in VIEWS
    as_grid = not wrong and view == "grid"
    rows: Any = [] if wrong else focuses(filters) if as_grid else filters.qs
    page, page_fault = page_of(request, rows, GRID_SIZE if as_grid else PAGE_SIZE)
    context = _context(request, filters, wrong=wrong) | {
        "page": page,
        "grid": grid(filters, list(page.object_list)) if as_grid else None,
        "page_fault": page_fault,
        "unknown": unknown,
        "wrong": wrong,
        "wrong_view": "" if view in VIEWS else view,
    }
    if not wrong and filters.hits and not as_grid:
        page.object_list = list(page.object_list)
        attach_highlights(page.object_list, filters.hits)
    status = 400 if wrong or unknown else 404 if page_fault else 200
    return render(request, "roles/browse.html", context, status=status)


def _context(request: HttpRequest, filters: RoleFilter, *, wrong: bool) -> dict[str, Any]:
    if wrong:
        choices.show_counts(filters)
        return {"filters": filters}
    choices.show_counts(filters, choices.facet_counts(filters))
    view = request.GET.get("view") or "list"
    return {
        "filters": filters,
        "hits": filters.hits,
        "chips": chips(filters),
        "view": view,
        "views": [
            (label, address(request.GET, view="" if v == "list" else v), v == view)
            for v, label in VIEWS.items()
        ],
        "csv_url": reverse("roles:browse_csv") + address(request.GET, view=""),
        "xlsx_url": reverse("roles:browse_xlsx") + address(request.GET, view=""),
    }


@require_safe
def browse_csv(request: HttpRequest) -> HttpResponse:
    """The roles that the address shows, all of them, as CSV; an address that cannot be read leads to the page."""
    return _download(request, "csv")


@require_safe
def browse_xlsx(request: HttpRequest) -> HttpResponse:
    """The roles that the address shows, all of them, as a workbook; a wrong address leads to the page."""
    return _download(request, "xlsx")


def _download(request: HttpRequest, ending: str) -> HttpResponse:
    filters = role_filter(request.GET)
    if not filters.form.is_valid():
        return redirect(reverse("roles:browse", query=request.GET or None))
    rows = table(filters.qs, _site(request))
    return too_many_downloads(request, len(filters.qs)) or table_download(
        rows, ending, name="roles", sheet="Roles"
    )


def _site(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _exactly(request: HttpRequest) -> Role | None:
    """The role whose code or title is all that the address asks for."""
    text = request.GET.get("q", "")
    if not text or any(value for key, value in request.GET.items() if key != "q"):
        return None
    try:
        return Role.objects.of_code(str(RoleCode.parse(text))).first()
    except MalformedCode:
        return exact_match(text)
