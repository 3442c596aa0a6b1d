"""Titles: the index from A to Z, the page of one title, and the form to suggest one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from roles.actions import suggestions
from roles.actions.refusal import ActionRefused
from roles.domain.titles import title_slug
from roles.forms import SuggestTitleForm
from roles.models import Role
from roles.titles import pages
from roles.views.public import public
from roles.views.throttle import is_too_often


@public("letter")
@require_safe
def titles(request: HttpRequest) -> HttpResponse:
    """The titles that begin with a letter, approved aliases included; a letter that is none is explained, with 400."""
    letter = request.GET.get("letter", "a").lower()
    known = letter in pages.LETTERS or letter == pages.DIGITS
    after, before = (request.GET.get(name, "").replace("\0", "")[:120] for name in ("after", "before"))
    page = pages.keys_of(letter if known else "a", after=after, before=before)
    context = {
        "entries": pages.entries(page.keys),
        "page": page,
        "is_first": not (after or before),
        "letter": letter if known else "a",
        "wrong": "" if known else letter,
        "letters": [*pages.LETTERS, pages.DIGITS],
    }
    return render(request, "roles/titles.html", context, status=200 if known else 400)


@public()
@require_safe
def title(request: HttpRequest, slug: str) -> HttpResponse:
    """What a title may mean; a title that no role has is read all the same, with 404."""
    folded = title_slug(slug.replace("\0", " "))
    if not any(character.isalnum() for character in folded):
        raise Http404("A title has at least one letter or number.")
    page = pages.title_page(folded)
    if slug != folded and page.is_known:
        return redirect("roles:title", folded)
    return render(
        request, "roles/title.html", {"page": page, "slug": slug}, status=200 if page.is_known else 404
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def suggest_title(request: HttpRequest) -> HttpResponse:
    """The form to suggest a title for a role; posted, it becomes a pending alias. Faults are named, with 400."""
    if request.method != "POST":
        form = SuggestTitleForm(initial={name: request.GET.get(name, "")[:120] for name in ("role", "title")})
        return render(request, "roles/suggest_title.html", {"form": form})
    form = SuggestTitleForm(request.POST)
    status = 400
    if form.is_valid() and is_too_often(request, "suggest-title", limit=10, seconds=3600):
        form.add_error(None, "You have suggested ten titles within an hour. Thank you; try again later.")
        status = 429
    elif form.is_valid():
        try:
            if not form.is_a_machine:
                suggestions.suggest(role=form.cleaned_data["role"], text=form.cleaned_data["title"])
        except ActionRefused as refusal:
            form.add_error("title", str(refusal))
        else:
            code = form.cleaned_data["role"].code
            return redirect(reverse("roles:title_suggested", query={"role": code}))
    return render(request, "roles/suggest_title.html", {"form": form}, status=status)


@public("role")
@require_safe
def title_suggested(request: HttpRequest) -> HttpResponse:
    """What happens next with a suggested title.

    The title is not in the address: whoever wrote a link to this page could otherwise have the catalogue show a text.
    """
    code = request.GET.get("role", "").replace("\0", "")[:20]
    role = Role.objects.listed().filter(code=code).only("code", "title").first()
    return render(request, "roles/title_suggested.html", {"suggested_for": role})
