"""A receipt: an answer that was kept, what has changed since, and its end."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from roles.actions import receipts
from roles.models import Receipt, Revision
from roles.resolve.receipt import changes, lines_of
from roles.views.downloads import ENDINGS
from roles.views.resolve_list import answer_download, shown


def _receipt(token: str) -> Receipt:
    found = Receipt.objects.filter(token=token).first()
    if found is None:
        raise Http404("There is no such receipt. It may have been deleted.")
    return found


@never_cache
@require_safe
def receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The answer as it was kept; ``?changes=1`` resolves again and shows what differs, ``?as=csv`` downloads."""
    kept = _receipt(token)
    lines = lines_of(kept.lines)
    if (ending := request.GET.get("as")) in ENDINGS:
        return answer_download(lines, ending, kept.revision)
    context = shown(lines, request.GET) | {"receipt": kept, "now": Revision.current()}
    if request.GET.get("changes") == "1":
        context["changes"] = changes(lines)
    return render(request, "roles/receipt.html", context)


@require_POST
def delete_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """Delete the receipt; whoever has its address may."""
    receipts.delete(receipt=_receipt(token))
    return redirect("roles:resolve_list")
