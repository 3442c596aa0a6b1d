"""Aliases as a queue of titles to decide on."""

from collections import defaultdict
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html_join

from roles.actions import aliases, bulk_decisions, rows
from roles.admin.columns import ConfidenceColumn, RoleColumn, code_link, state_chip
from roles.admin.editing.bulk import for_many
from roles.admin.editing.fields import look_alike_warning
from roles.admin.editing.history import HistoryForm
from roles.admin.editing.review import Decision, ReviewAdmin, bulk_decisions_of
from roles.admin.filters import ConfidenceBandFilter
from roles.domain.choices import AliasState
from roles.domain.titles import mixed_scripts
from roles.models import Alias

DECISIONS = (
    Decision(
        name="approve",
        label="Approve",
        past="approved",
        leads_to=AliasState.APPROVED,
        take=lambda row, by, reason: aliases.approve(alias=row, by=by, reason=reason),
    ),
    Decision(
        name="reject",
        label="Reject",
        past="rejected",
        leads_to=AliasState.REJECTED,
        take=lambda row, by, reason: aliases.reject(alias=row, by=by, reason=reason),
    ),
    Decision(
        name="undo",
        label="Undo",
        past="pending again",
        leads_to=AliasState.PENDING,
        take=lambda row, by, reason: aliases.undo(alias=row, by=by, reason=reason),
    ),
)


class AliasForm(HistoryForm):
    """The form of an alias; a second spelling of the same title is refused."""

    derived = frozenset({"key"})


@admin.register(Alias)
class AliasAdmin(RoleColumn, ConfidenceColumn, ReviewAdmin):
    """The queue, pending titles first. A decided title is not edited until the decision is taken back."""

    form = AliasForm
    decisions = DECISIONS
    bulk_review = bulk_decisions.ALIASES
    bulk_actions = bulk_decisions_of(bulk_decisions.ALIASES, DECISIONS)
    actions = [for_many(action) for action in bulk_actions]
    list_display = [
        "text",
        "role_code",
        "buttons",
        "contested",
        "confidence_words",
        "state_word",
        "type",
        "origin",
        "decided",
    ]
    list_select_related = ["role"]
    list_filter = ["state", "type", "role__function", "origin", ConfidenceBandFilter]
    search_fields = ["text", "^role__code"]
    search_help_text = "Title, or the beginning of a role code"
    autocomplete_fields = ["role"]
    fieldsets = [
        (None, {"fields": ["text", "role", "type", "confidence", "scope"]}),
        ("Review", {"fields": ["state", "origin", "decided_by", "decided_at"]}),
    ]
    readonly_fields = ["state", "origin", "decided_by", "decided_at"]

    def get_ordering(self, request: HttpRequest) -> Any:
        """Order as in the queue."""
        return Alias.objects.pending_first().query.order_by

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Fix title, role and scope once they are decided on: the decision was about them."""
        decided = obj is not None and obj.state != AliasState.PENDING.value
        return [*self.readonly_fields, *(["text", "role", "scope"] if decided else [])]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; a new alias comes last."""
        if not change:
            obj.position = rows.next_position(obj.role.aliases.all())
        super().save_model(request, obj, form, change)

    def prepare(self, page: list[Any]) -> None:
        """Find the other roles with one of the titles, without those for which it was rejected."""
        others: dict[str, list[Alias]] = defaultdict(list)
        found = Alias.objects.filter(key__in={row.key for row in page}).select_related("role")
        for alias in found.exclude(state=AliasState.REJECTED.value).order_by("role__code"):
            others[alias.key].append(alias)
        for row in page:
            row.contenders = [alias for alias in others[row.key] if alias.role_id != row.role_id]

    @admin.display(description="state", ordering="state")
    def state_word(self, row: Alias) -> str:
        """The state as a chip."""
        return state_chip(self.state_of(row))

    @admin.display(description="contested with")
    def contested(self, row: Any) -> str:
        """The other roles that have the title, with its state there; and words that only look like others."""
        links = [
            code_link(
                alias.role, f" {alias.state}" + (f" in {alias.scope}" if alias.scope != row.scope else "")
            )
            for alias in row.contenders
        ]
        links += [look_alike_warning(row.text)] if mixed_scripts(row.text) else []
        return format_html_join(", ", "{}", ((link,) for link in links)) or "–"
