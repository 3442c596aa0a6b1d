"""A list of titles that a process works on: how far it is, and for an hour the answer."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from roles.actions.title_lists import processes
from roles.domain.choices import JobState
from roles.formats.title_lists import UnreadableList
from roles.models import TitleListJob
from roles.resolve.list_form import TitleListForm
from roles.resolve.stored import unpack, unpack_fault
from roles.views.downloads import ENDINGS
from roles.views.resolve_list import answer_download, keep, show_form, shown

SLOWEST_REFRESH = 10  # seconds
TIME_TO_START = 3  # seconds, for a process

GONE = (
    "The work on this list ended before it was finished: it took too long, or the server was started again. "
    "Send the list again; if that ends in the same way, send it in parts."
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resolve_job(request: HttpRequest, token: str) -> HttpResponse:
    """The answer, with ``?as=csv`` as a file; posted, it is kept as a receipt. Until it is there: 202, how far it is.

    A list that cannot be read is explained with 400.
    """
    job = TitleListJob.objects.defer("content").filter(token=token, expires_at__gt=timezone.now()).first()
    if job is None:
        raise Http404("There is no such list. Its answer is kept for an hour, then it is deleted.")
    if job.is_unfinished:
        return _progress(request, job)
    if job.state == JobState.DONE:
        return _answer(request, job)
    is_refused = job.state == JobState.REFUSED
    has_ended = is_refused or job.state == JobState.FAILED
    outcome = unpack_fault(bytes(job.answer or b"")) if has_ended else UnreadableList(GONE)
    form = TitleListForm(job.wish, outcome=outcome)
    form.is_valid()
    heading = "" if is_refused else "The list was not finished"
    return show_form(request, form, status=400 if is_refused else 200, heading=heading)


def _progress(request: HttpRequest, job: TitleListJob) -> HttpResponse:
    waited = (timezone.now() - job.created_at).seconds
    if job.state == JobState.WAITING and waited >= TIME_TO_START:
        processes.wake()  # the one that was woken when the list came may be gone
    before = TitleListJob.objects.unfinished().filter(pk__lt=job.pk).count()
    response = render(request, "roles/resolve_job.html", {"job": job, "before": before}, status=202)
    response.headers["Refresh"] = str(min(SLOWEST_REFRESH, 1 + waited // 10))  # works without JavaScript
    return response


def _answer(request: HttpRequest, job: TitleListJob) -> HttpResponse:
    if job.receipt_id:
        return redirect(
            reverse("roles:receipt", args=[job.receipt.token], query={"changes": job.token})  # type: ignore[union-attr]
        )
    answer = unpack(bytes(job.answer or b""))
    lines = list(answer.lines)
    if request.method == "POST":
        return keep(request, lines, job.revision)
    if (ending := request.GET.get("as")) in ENDINGS:
        return answer_download(request, lines, ending, job.revision)
    context = shown(lines, request.GET) | {
        "job": job,
        "list": answer.titles,
        "form": TitleListForm(initial=job.wish),
        "receipt_days": settings.RECEIPT_DAYS,
    }
    return render(request, "roles/resolve_job.html", context)
