"""Comparison of two to four roles: the page and its downloads."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.compare.comparison import comparison
from roles.compare.export import table
from roles.forms import LEAST_COMPARED, CompareForm
from roles.views.downloads import table_download
from roles.views.public import public


def _address(codes: list[str], name: str = "roles:compare", **more: str) -> str:
    return reverse(name, query={"role": codes, **more})


@public("role", "differences")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison of the named roles; with fewer than two, the picker. Faults are named, with 400."""
    form = CompareForm(request.GET)
    is_valid = form.is_valid()
    codes = form.codes
    found = comparison(codes) if form.is_comparable else None
    context = {
        "form": form,
        "comparison": found,
        "only_differences": form.only_differences,
        "columns": [(role, _address([c for c in codes if c != role.code])) for role in found.roles]
        if found
        else [],
        "swap_url": _address(codes[::-1]),
        "switch_url": _address(codes) if form.only_differences else _address(codes, differences="1"),
        "kept_url": "" if is_valid or len(codes) < LEAST_COMPARED else _address(codes),
        "csv_url": _address(codes, "roles:compare_csv"),
        "xlsx_url": _address(codes, "roles:compare_xlsx"),
    }
    return render(request, "roles/compare.html", context, status=200 if is_valid else 400)


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponse:
    """The comparison as CSV; roles that cannot be compared lead to the page that says why."""
    return _download(request, "csv")


@require_safe
def compare_xlsx(request: HttpRequest) -> HttpResponse:
    """The comparison as a workbook; roles that cannot be compared lead to the page that says why."""
    return _download(request, "xlsx")


def _download(request: HttpRequest, ending: str) -> HttpResponse:
    form = CompareForm(request.GET)
    if not form.is_comparable:
        return redirect(reverse("roles:compare", query=request.GET or None))
    name = f"compare-{'-'.join(form.codes)}"
    return table_download(table(comparison(form.codes)), ending, name=name, sheet="Comparison")
