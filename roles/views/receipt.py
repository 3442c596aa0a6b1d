"""A receipt: an answer that was kept, what has changed since, and its end."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from roles.actions import receipts
from roles.actions.refusal import ActionRefused
from roles.actions.title_lists import jobs, processes
from roles.domain.choices import JobState
from roles.models import Receipt, Revision, TitleListJob
from roles.resolve.batch import Line, resolve_list
from roles.resolve.receipt import changes, lines_of
from roles.resolve.stored import unpack
from roles.views.downloads import ENDINGS
from roles.views.resolve_list import PAGE_SIZE, answer_download, check_long_lists, shown, when_to_send_again
from roles.views.throttle import too_often, visitor_hash


def _receipt(token: str) -> Receipt:
    found = Receipt.objects.kept().filter(token=token).first()
    if found is None:
        raise Http404("There is no such receipt. It may have been deleted, or have expired.")
    return found


@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The answer as it was kept; ``?as=csv`` downloads it.

    ``?changes=1`` resolves a short one again and shows what differs; of a long one the value is the token of the job
    that has resolved it again.
    """
    kept = _receipt(token)
    lines = lines_of(kept.lines)
    if (ending := request.GET.get("as")) in ENDINGS:
        return answer_download(request, lines, ending, kept.revision)
    is_short = len(lines) <= PAGE_SIZE
    context = shown(lines, request.GET) | {"receipt": kept, "now": Revision.current(), "is_short": is_short}
    now = _resolved_again(kept, lines, request.GET.get("changes", ""), is_short=is_short)
    if now is not None:
        context["changes"] = changes(lines, now)
    return render(request, "roles/receipt.html", context)


def _resolved_again(
    kept: Receipt, lines: Sequence[Line], wanted: str, *, is_short: bool
) -> Sequence[Line] | None:
    if wanted == "1" and is_short:
        return resolve_list([line.asked for line in lines])
    job = TitleListJob.objects.filter(receipt=kept, token=wanted[:32], state=JobState.DONE.value).first()
    return unpack(bytes(job.answer or b"")).lines if job else None


@require_POST
def resolve_again(request: HttpRequest, token: str) -> HttpResponse:
    """Have the titles of a receipt resolved again by a process, and lead to it."""
    try:
        check_long_lists(request)
        job = jobs.begin_again(visitor=visitor_hash(request), receipt=_receipt(token))
    except ActionRefused as refusal:
        status, seconds = when_to_send_again(refusal)
        return too_often(request, str(refusal), seconds=int(seconds), status=status)
    processes.wake()
    return redirect(job)


@require_POST
def delete_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the receipt; whoever has its address may."""
    receipts.delete(receipt=_receipt(token))
    return redirect("roles:resolve_list")
