"""A list of titles resolved: a short one in the request, a longer one by a process, at an address of its own."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from roles.actions import receipts
from roles.actions.refusal import ActionRefused
from roles.actions.title_lists import jobs, processes
from roles.resolve import batch
from roles.resolve.batch import Line, LineState
from roles.resolve.list_form import TitleListForm
from roles.views.downloads import ENDINGS, table_download, too_many_downloads
from roles.views.throttle import is_too_often, too_often, visitor_hash

PAGE_SIZE = 200
SHORT_LISTS, SHORT_LISTS_WITHIN = 120, 600
"""So many short lists of one visitor within so many seconds, each button of an answer included."""

SOON = 30
HOUR, DAY = 3600, 86_400


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve_list(request: HttpRequest) -> HttpResponse:
    """The form; posted, the answer as the button asks: a page, CSV, XLSX, or a receipt. What cannot be read: 400.

    A list that is not short leads to its job; 429 or 503 where there is no room for it.
    """
    if request.method != "POST":
        return show_form(request, TitleListForm())
    if is_too_often(request, "short-list", limit=SHORT_LISTS, seconds=SHORT_LISTS_WITHIN):
        return too_often(request, "You have sent many lists within ten minutes.", seconds=SHORT_LISTS_WITHIN)
    form = TitleListForm(request.POST, request.FILES)
    if not form.is_valid():
        return show_form(request, form, status=400)
    titles = form.cleaned_data["list"]
    if titles is None:
        return _begin(request, form)
    lines = batch.resolve_list(titles.rows)
    wanted = request.POST.get("then", "")
    if wanted in ENDINGS:
        return answer_download(request, lines, wanted)
    if wanted == "keep":
        return keep(request, lines)
    return show_form(request, form, list=titles, carried=form.carried(), **shown(lines, request.POST))


def show_form(request: HttpRequest, form: TitleListForm, status: int = 200, **context: Any) -> HttpResponse:
    """The page with the form, and with what is wrong with a list."""
    context |= {"form": form, "receipt_days": settings.RECEIPT_DAYS}
    return render(request, "roles/resolve_list.html", context, status=status)


def _begin(request: HttpRequest, form: TitleListForm) -> HttpResponse:
    try:
        check_long_lists(request)
        job = jobs.begin(visitor=visitor_hash(request), sent=form.sent)
    except ActionRefused as refusal:
        form.add_error(None, str(refusal))  # the form keeps the titles that were pasted
        response = show_form(request, form, heading="The list was not taken")
        response.status_code, response.headers["Retry-After"] = when_to_send_again(refusal)
        return response
    processes.wake()
    return redirect(job)


class TooManyLists(ActionRefused):
    """This visitor has sent too many long lists within an hour."""


def check_long_lists(request: HttpRequest) -> None:
    """Count a long list of the visitor. Raises TooManyLists."""
    if is_too_often(request, "long-list", limit=settings.LISTS_PER_VISITOR, seconds=HOUR):
        raise TooManyLists("You have sent many long lists within an hour.")


def when_to_send_again(refusal: ActionRefused) -> tuple[int, str]:
    """The status for a list that was not taken, 503 when others are the reason, and the value of Retry-After."""
    return (503 if isinstance(refusal, jobs.QueueIsFull) else 429), str(
        HOUR if isinstance(refusal, TooManyLists) else SOON
    )


def keep(request: HttpRequest, lines: list[Line], revision: int | None = None) -> HttpResponse:
    """Keep the answer as a receipt, and lead to it; 429 or 503 where there is no room for it."""
    if is_too_often(request, "receipt", limit=settings.RECEIPTS_PER_VISITOR, seconds=DAY):
        return too_often(
            request, "You have kept as many receipts today as there may be of one visitor.", seconds=DAY
        )
    try:
        return redirect(receipts.keep(lines=lines, revision=revision))
    except ActionRefused as refusal:
        return too_often(request, str(refusal), seconds=HOUR, status=503)


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


def answer_download(
    request: HttpRequest, lines: list[Line], ending: str, revision: int | None = None
) -> HttpResponse:
    """The answer as a file, at the present revision of the catalogue unless an earlier one is given."""
    refused = too_many_downloads(request, len(lines))
    return refused or table_download(
        batch.table(lines, revision), ending, name="titles-resolved", sheet="Titles"
    )
