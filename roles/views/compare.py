"""Comparison of two to four roles: the page and its downloads."""

from dataclasses import dataclass, field

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.compare.comparison import LEAST, MOST, Comparison, comparison
from roles.compare.export import table
from roles.did_you_mean import Suggestion, near_roles
from roles.domain.codes import MalformedCode, RoleCode
from roles.formats.tables import CSV, XLSX, write_csv, write_xlsx
from roles.models import Redirect, Role
from roles.views.public import public


@dataclass
class Choice:
    """The roles that an address names, and what is wrong with them."""

    codes: list[str]
    faults: list[str] = field(default_factory=list)
    near: list[Suggestion] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    @property
    def is_comparable(self) -> bool:
        """Whether there is something to compare."""
        return not self.faults and LEAST <= len(self.codes) <= MOST


def _read(query: QueryDict) -> Choice:
    given = [text.strip() for text in query.getlist("role") if text.strip()]
    choice = Choice([], fields=[text[:120] for text in given[:MOST]])
    former = {
        r.code: r.role.code for r in Redirect.objects.filter(code__in=_codes(given)).select_related("role")
    }
    for text in given[: MOST + 1]:
        try:
            code = str(RoleCode.parse(text))
        except MalformedCode as fault:
            choice.faults.append(str(fault))
            choice.near += near_roles(text, 3)
            continue
        code = former.get(code, code)
        if code in choice.codes:
            choice.faults.append(f"{code} is named twice. Name each role once.")
        else:
            choice.codes.append(code)
    if len(given) > MOST:
        choice.faults.append(f"{len(given)} roles are named. Compare two to four at a time.")
    known = set(Role.objects.filter(code__in=choice.codes).values_list("code", flat=True))
    for code in choice.codes:
        if code not in known:
            choice.faults.append(f"There is no role {code}.")
            choice.near += near_roles(code, 3)
    choice.codes = [code for code in choice.codes if code in known][:MOST]
    choice.fields += [""] * (MOST - len(choice.fields))
    return choice


def _codes(given: list[str]) -> list[str]:
    return [text.upper() for text in given[: MOST + 1] if "\0" not in text]


def _address(codes: list[str], name: str = "roles:compare") -> str:
    return reverse(name, query={"role": codes})


@public("role", "differences")
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """The comparison of the named roles; with fewer than two, the picker. Faults are named, with 400."""
    choice = _read(request.GET)
    codes = choice.codes
    found = comparison(codes) if choice.is_comparable else None
    only_differences = request.GET.get("differences") == "1"
    context = {
        "choice": choice,
        "comparison": found,
        "only_differences": only_differences,
        "columns": [(role, _address([c for c in codes if c != role.code])) for role in found.roles]
        if found
        else [],
        "kept_url": _address(codes) if choice.faults and len(codes) >= LEAST else "",
        "swap_url": _address(codes[::-1]),
        "switch_url": reverse(
            "roles:compare", query={"role": codes} | ({} if only_differences else {"differences": "1"})
        ),
        "csv_url": _address(codes, "roles:compare_csv"),
        "xlsx_url": _address(codes, "roles:compare_xlsx"),
    }
    return render(request, "roles/compare.html", context, status=400 if choice.faults else 200)


@require_safe
def compare_csv(request: HttpRequest) -> HttpResponse:
    """The comparison as CSV; whatever cannot be compared leads to the page that says why."""
    found = _found(request)
    return _download(write_csv(table(found)), CSV, found, "csv") if found else _explained(request)


@require_safe
def compare_xlsx(request: HttpRequest) -> HttpResponse:
    """The comparison as a workbook; whatever cannot be compared leads to the page that says why."""
    found = _found(request)
    return (
        _download(write_xlsx(table(found), "Comparison"), XLSX, found, "xlsx")
        if found
        else _explained(request)
    )


def _found(request: HttpRequest) -> Comparison | None:
    choice = _read(request.GET)
    return comparison(choice.codes) if choice.is_comparable else None


def _explained(request: HttpRequest) -> HttpResponse:
    return redirect(reverse("roles:compare", query=request.GET or None))


def _download(content: bytes, content_type: str, found: Comparison, ending: str) -> HttpResponse:
    name = "-".join(role.code for role in found.roles)
    return HttpResponse(
        content,
        content_type=content_type,
        headers={"Content-Disposition": f'attachment; filename="compare-{name}.{ending}"'},
    )
