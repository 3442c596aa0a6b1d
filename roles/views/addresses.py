"""What every address with a code in it has in common: capitals, former codes, and roles that do not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from roles.models import Redirect
from roles.role.rows import role_of

View = Callable[..., HttpResponse]


def in_capitals(view: View) -> View:
    """Lead an address whose codes are not in capitals to the one that has them, for good."""

    @wraps(view)
    def inner(request: HttpRequest, **codes: str) -> HttpResponse:
        capitals = {name: code.upper() for name, code in codes.items()}
        if capitals != codes:
            return _moved(request, capitals)
        return view(request, **codes)

    return inner


def with_role(view: View) -> View:
    """Call a view with the role of the address's code; a former code leads to the role's present address."""

    @wraps(view)
    def inner(request: HttpRequest, code: str) -> HttpResponse:
        if role := role_of(code):
            return view(request, role)
        former = Redirect.objects.select_related("role").filter(code=code).first()
        if former:
            return _moved(request, {"code": former.role.code})
        raise Http404(f"There is no role {code}.")

    return in_capitals(inner)


def _moved(request: HttpRequest, codes: dict[str, Any]) -> HttpResponse:
    match = request.resolver_match
    assert match is not None
    return redirect(reverse(match.view_name, kwargs=codes, query=request.GET or None), permanent=True)
