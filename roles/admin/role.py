"""Roles and their core outputs."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from roles.actions import bulk_decisions, mappings, roles, rows, suggestions
from roles.actions.bulk_decisions import Outcome
from roles.actions.refusal import decide_each
from roles.admin.base import CatalogueAdmin
from roles.admin.columns import ConfidenceColumn, RoleColumn, state_chip
from roles.admin.editing.bulk import BulkAction, for_many
from roles.admin.editing.review import Decision, ReviewAdmin, bulk_decisions_of
from roles.admin.filters import ConfidenceBandFilter
from roles.admin.role_form import RoleForm, question
from roles.admin.role_rows import (
    AddedAliases,
    AddedComponents,
    AddedMappings,
    OutputFormSet,
    Outputs,
    Pay,
    Present,
    PresentAliases,
    PresentComponents,
    PresentMappings,
)
from roles.documents.fields import Section, columns_in
from roles.domain.choices import Status
from roles.models import Alias, CoreOutput, Role


def _to(status: Status) -> Any:
    return lambda row, by, reason: roles.change_status(role=row, status=status, by=by, reason=reason)


DECISIONS = (
    Decision("review", "Send to review", "sent to review", Status.IN_REVIEW, _to(Status.IN_REVIEW)),
    Decision("publish", "Publish", "published", Status.PUBLISHED, _to(Status.PUBLISHED)),
    Decision("retire", "Retire", "retired", Status.RETIRED, _to(Status.RETIRED)),
    Decision("draft", "Back to draft", "back to draft", Status.DRAFT, _to(Status.DRAFT)),
)


def _infer(entries: Any, by: Any) -> Outcome:
    found = Role.objects.filter(pk__in=[entry[0] for entry in entries]).order_by("code")
    done, refusals = decide_each(found, lambda role: mappings.infer(role=role, by=by))
    return Outcome(done, [[role.pk] for role in done], refusals)


def _suggest(entries: Any, by: Any) -> Outcome:
    made = suggestions.generate(roles=Role.objects.filter(pk__in=[entry[0] for entry in entries]))
    collisions = [
        f"“{one.candidate.text}” of {one.role} with {one.collides_with};" for one in made if one.collides_with
    ]
    return Outcome([], [[one.candidate.text] for one in made], collisions)


INFER = BulkAction("infer_mappings", "Infer missing mappings", "mapped", _infer, batch=100)
SUGGEST = BulkAction(
    "suggest_aliases",
    "Suggest aliases from stems and level patterns",
    "aliases made; they are pending",
    _suggest,
    refused="of them collide with a title of another role",
    batch=200,
)


@admin.register(Role)
class RoleAdmin(ConfidenceColumn, ReviewAdmin):
    """Roles; decisions alone change their status, as the transition table allows."""

    form = RoleForm
    decisions = DECISIONS
    bulk_review = bulk_decisions.ROLES
    bulk_actions = (*bulk_decisions_of(bulk_decisions.ROLES, DECISIONS), INFER, SUGGEST)
    actions = [for_many(action) for action in bulk_actions]
    list_display = [
        "code",
        "title",
        "status_word",
        "confidence_words",
        "scope",
        "version",
        "titles_to_decide",
    ]
    list_filter = ["status", "function", "track", "level", "scope", ConfidenceBandFilter]
    search_fields = ["^code", "title", "aliases__text"]
    search_help_text = "Title or alias, or the beginning of a code"
    ordering = ["code"]
    autocomplete_fields = ["focus", "level", "replaced_by"]
    readonly_fields = ["code", "status", "accepted_findings"]
    fieldsets = [
        (None, {"fields": ["code", "focus", "level", *columns_in(Section.ABOUT)]}),
        (
            "Facts",
            {"fields": [*columns_in(Section.STATUS), *columns_in(Section.FACTS), "accepted_findings"]},
        ),
        ("Story", {"classes": ["collapse"], "fields": [*columns_in(Section.STORY)]}),
    ]
    inlines = [
        Outputs,
        PresentComponents,
        AddedComponents,
        PresentAliases,
        AddedAliases,
        PresentMappings,
        AddedMappings,
        Pay,
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Annotate the roles with the number of their pending aliases."""
        pending = Alias.objects.awaiting_review().filter(role=OuterRef("pk")).order_by().values("role")
        number = Coalesce(Subquery(pending.annotate(number=Count("pk")).values("number")), 0)
        return super().get_queryset(request).annotate(titles_to_decide=number)

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Leave out the inlines of present rows for a new role."""
        return [inline for inline in self.inlines if obj is not None or not issubclass(inline, Present)]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Let only a retired role have another that replaces it."""
        retired = obj is not None and obj.is_retired
        return [*self.readonly_fields, *([] if retired else ["replaced_by"])]

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The page with the question about a title that another role has."""
        context |= question(context["adminform"].form)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save through the action, which leaves a redirect when the role has moved."""
        user: Any = request.user
        roles.save(role=obj, by=user, reason=form.cleaned_data.get("change_reason", ""))

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Save the rows below: core outputs as one list, added rows at the end of their lists."""
        if isinstance(formset, OutputFormSet):
            formset.save(commit=False)  # collects what changed, for the admin's log
            roles.set_core_outputs(role=form.instance, texts=formset.texts())
        elif hasattr(formset.model, "position"):
            _append(formset, form.instance)
        else:
            super().save_formset(request, form, formset, change)

    @admin.display(description="status", ordering="status")
    def status_word(self, row: Role) -> str:
        """The status as a chip."""
        return state_chip(self.state_of(row))

    @admin.display(description="accepted findings")
    def accepted_findings(self, row: Role) -> str:
        """The findings of check_catalogue that the role's file accepts, each with its reason."""
        lines = ((" ".join(filter(None, (a["rule"], a.get("place")))), a["reason"]) for a in row.accepted)
        return format_html_join("", "{}: {}<br>", lines) or "–"

    @admin.display(description="titles to decide", ordering="titles_to_decide")
    def titles_to_decide(self, row: Any) -> str:
        """The number of pending aliases, as a link to them."""
        if not row.titles_to_decide:
            return "–"
        query = {"role__id__exact": row.pk, "state__exact": "pending"}
        address = reverse("admin:roles_alias_changelist", query=query)
        return format_html('<a href="{}">{}</a>', address, row.titles_to_decide)


def _append(formset: Any, role: Role) -> None:
    for row in formset.save(commit=False):
        if row.pk is None:
            row.position = rows.next_position(type(row)._default_manager.filter(role=role))
        row.save()
    for row in formset.deleted_objects:
        row.delete()


@admin.register(CoreOutput)
class CoreOutputAdmin(RoleColumn, CatalogueAdmin):
    """Core outputs."""

    list_display = ["text", "role_code", "position"]
    list_select_related = ["role"]
    list_filter = ["role__function"]
    search_fields = ["text", "^role__code"]
    autocomplete_fields = ["role"]
