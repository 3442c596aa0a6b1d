"""Browse: the list of roles with its filters."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from roles.browse import PAGE_SIZE, role_filter, unknown_keys
from roles.codes import MalformedCode, RoleCode
from roles.models import Role
from roles.views.paging import page_of


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """The list; a code in the search box, present or former, goes straight to its page. Faults are named, with 400."""
    if role := _exactly(request.GET.get("q", "")):
        return redirect(role)
    filters = role_filter(request.GET)
    unknown = unknown_keys(request.GET)
    wrong = not filters.form.is_valid()
    page, page_fault = page_of(request, filters.qs if not wrong else Role.objects.none(), PAGE_SIZE)
    chosen = {k: v for k, v in filters.form.data.items() if v and k not in ("page", "sort")}
    context = {
        "filters": filters,
        "page": page,
        "page_fault": page_fault,
        "unknown": unknown,
        "wrong": wrong,
        "is_filtered": bool(chosen),
    }
    status = 400 if wrong or unknown else 404 if page_fault else 200
    return render(request, "roles/browse.html", context, status=status)


def _exactly(text: str) -> Role | None:
    try:
        return Role.objects.of_code(str(RoleCode.parse(text))).first()
    except MalformedCode:
        return None
