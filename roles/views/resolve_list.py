"""A list of titles resolved: pasted or uploaded, answered as a page or a file, kept only as a receipt."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from roles.actions import receipts
from roles.forms import TitleListForm
from roles.resolve import batch
from roles.resolve.batch import Line, LineState
from roles.views.downloads import ENDINGS, table_download

PAGE_SIZE = 200


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve_list(request: HttpRequest) -> HttpResponse:
    """The form; posted, the answer as the button asks: a page, CSV, XLSX, or a receipt. What cannot be read: 400."""
    if request.method != "POST":
        return render(request, "roles/resolve_list.html", {"form": TitleListForm()})
    form = TitleListForm(request.POST, request.FILES)
    if not form.is_valid():
        return render(request, "roles/resolve_list.html", {"form": form}, status=400)
    titles = form.cleaned_data["list"]
    lines = batch.resolve_list(titles.rows)
    wanted = request.POST.get("then", "")
    if wanted in ENDINGS:
        return answer_download(lines, wanted)
    if wanted == "keep":
        return redirect(receipts.keep(lines=lines))
    context = shown(lines, request.POST) | {"form": form, "list": titles, "carried": form.carried()}
    return render(request, "roles/resolve_list.html", context)


def shown(lines: list[Line], query: Any) -> dict[str, Any]:
    """What a page shows of an answer: counts by state, and the lines of the chosen state, a page of them."""
    state = query.get("state", "")
    chosen = [line for line in lines if line.state == state] if state else lines
    page = Paginator(chosen, PAGE_SIZE).get_page(query.get("page"))
    return {
        "lines": page.object_list,
        "page": page,
        "state": state,
        "counts": [(band, number) for band, number in batch.counts(lines).items()],
        "number": len(lines),
        "titles": sum(line.band is not LineState.NO_TITLE for line in lines),
    }


def answer_download(lines: list[Line], ending: str, revision: int | None = None) -> HttpResponse:
    """The answer as a file, at the present revision of the catalogue unless an earlier one is given."""
    return table_download(batch.table(lines, revision), ending, name="titles-resolved", sheet="Titles")
