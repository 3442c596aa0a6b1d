"""The role page, and the role's document."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from roles import dump
from roles.models import Role
from roles.role.page import role_page
from roles.views.addresses import with_role
from roles.views.public import public


@public("view")
@require_safe
@with_role
def role(request: HttpRequest, role: Role) -> HttpResponse:
    """The page of a role; ``?view=print`` shows it without navigation and with every group open."""
    context = {"page": role_page(role), "role": role, "is_print": request.GET.get("view") == "print"}
    return render(request, "roles/role.html", context)


@public()
@require_safe
@with_role
def document(request: HttpRequest, role: Role) -> JsonResponse:
    """The role's document as JSON."""
    whole = dump.with_document(Role.objects.filter(pk=role.pk), is_public=True).get()
    response = JsonResponse(
        dump.document(whole).model_dump(mode="json"),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = f'attachment; filename="{role.code}.json"'
    return response
