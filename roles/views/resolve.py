"""One title resolved: the state, the candidates and the evidence."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from roles.forms import ResolveForm
from roles.resolve.resolver import resolve_title
from roles.titles.pages import slug_of_page, with_roles
from roles.views.public import public


@public()
@require_safe
def resolve(request: HttpRequest) -> HttpResponse:
    """The form, and with ``?title=`` the answer; a title that cannot be read is explained, with 400."""
    form = ResolveForm(request.GET if "title" in request.GET else None)
    context: dict[str, Any] = {"form": form}
    if form.is_bound and form.is_valid():
        title = form.cleaned_data["title"]
        answer = resolve_title(title)
        candidates = with_roles(answer.candidates)
        context |= {
            "title": title,
            "answer": answer,
            "candidates": candidates,
            "slug": slug_of_page(title, answer.candidates),
            "compare_url": reverse("roles:compare", query={"role": [r.code for r, _ in candidates[:4]]}),
        }
    status = 400 if form.is_bound and not form.is_valid() else 200
    return render(request, "roles/resolve.html", context, status=status)
