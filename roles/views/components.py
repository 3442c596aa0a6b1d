"""The components of the catalogue."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from roles.components import (
    PAGE_SIZE,
    ROLES_PAGE_SIZE,
    ComponentList,
    component_page,
    kind_counts,
    role_components_of,
)
from roles.domain.choices import Kind
from roles.forms import ComponentsForm
from roles.models import Component
from roles.views.paging import page_of
from roles.views.public import public


@public("kind", "page")
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """All components by label, of one kind if chosen; a wrong choice is named, with 400."""
    form = ComponentsForm(request.GET)
    is_valid = form.is_valid()
    asked = request.GET.get("kind", "")
    kind = Kind.parse(asked) if asked else None
    wrong_kind = "" if kind or not asked else asked[:40]
    found = ComponentList(kind, form.cleaned_data.get("q", ""))
    page, page_fault = page_of(request, found, PAGE_SIZE)
    context = {
        "form": form,
        "kind": kind,
        "wrong_kind": wrong_kind,
        "kinds": kind_counts(),
        "page": page,
        "page_fault": page_fault,
    }
    status = 400 if wrong_kind or not is_valid else 404 if page_fault else 200
    return render(request, "roles/components.html", context, status=status)


@public("page")
@require_safe
def component(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The roles that have a component."""
    found = get_object_or_404(Component, kind=kind, slug=slug.lower().replace("\0", ""))
    shown = component_page(found)
    page, page_fault = page_of(request, shown.roles, ROLES_PAGE_SIZE)
    context = {
        "component": shown,
        "page": page,
        "page_fault": page_fault,
        "fault_messages": [page_fault] if page_fault else [],
        "roles": role_components_of(found, list(page.object_list)),
    }
    return render(request, "roles/component.html", context, status=404 if page_fault else 200)
