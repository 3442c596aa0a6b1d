"""What changes from one rung to the next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.compare.step import step as read_step
from roles.models import Focus, Role
from roles.views.addresses import in_capitals
from roles.views.public import public


@public()
@require_safe
@in_capitals
def step(request: HttpRequest, function: str, focus: str, lower: str, upper: str) -> HttpResponse:
    """The step between two levels of a focus."""
    found = get_object_or_404(
        Focus.objects.select_related("function__superfunction"), function__code=function, code=focus
    )
    if lower == upper:
        raise Http404(f"{lower} and {upper} are one level; a step leads from one level to another.")
    try:
        page = read_step(found, lower, upper)
    except Role.DoesNotExist as missing:
        raise Http404(f"{function}.{focus} has no role on {missing}.") from None
    return render(request, "roles/step.html", {"step": page, "focus": found})
