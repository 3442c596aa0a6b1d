"""Mappings as a queue to decide on."""

from typing import Any

from django.contrib import admin
from django.db.models import Case, Value, When
from django.http import HttpRequest

from roles.actions import bulk_decisions, mappings, rows
from roles.admin.columns import ConfidenceColumn, RoleColumn, state_chip
from roles.admin.editing.bulk import for_many
from roles.admin.editing.review import Decision, ReviewAdmin, bulk_decisions_of
from roles.admin.filters import ConfidenceBandFilter
from roles.domain.choices import ReviewState
from roles.models import Mapping

DECISIONS = (
    Decision(
        name="confirm",
        label="Confirm",
        past="confirmed",
        leads_to=ReviewState.CONFIRMED,
        take=lambda row, by, reason: mappings.confirm(mapping=row, by=by, reason=reason),
    ),
    Decision(
        name="reject",
        label="Reject",
        past="rejected",
        leads_to=ReviewState.REJECTED,
        take=lambda row, by, reason: mappings.reject(mapping=row, by=by, reason=reason),
    ),
    Decision(
        name="undo",
        label="Undo",
        past="in need of review again",
        leads_to=ReviewState.NEEDS_REVIEW,
        take=lambda row, by, reason: mappings.undo(mapping=row, by=by, reason=reason),
    ),
)


@admin.register(Mapping)
class MappingAdmin(RoleColumn, ConfidenceColumn, ReviewAdmin):
    """The queue, unreviewed mappings first. A decided mapping is not edited until the decision is taken back."""

    decisions = DECISIONS
    bulk_review = bulk_decisions.MAPPINGS
    bulk_actions = bulk_decisions_of(bulk_decisions.MAPPINGS, DECISIONS)
    actions = [for_many(action) for action in bulk_actions]
    list_display = [
        "entry",
        "role_code",
        "buttons",
        "depth",
        "relation",
        "confidence_words",
        "review_word",
        "source",
        "decided",
    ]
    list_select_related = ["role", "entry__classification"]
    list_filter = [
        "review",
        "source",
        "relation",
        "entry__classification",
        "role__function",
        ConfidenceBandFilter,
    ]
    search_fields = ["^role__code", "^entry__code", "entry__title"]
    search_help_text = "Beginning of a role code or of the entry's code, or title of the entry"
    autocomplete_fields = ["role", "entry"]
    fieldsets = [
        (None, {"fields": ["role", "entry", "relation", "confidence"]}),
        ("Review", {"fields": ["review", "source", "decided_by", "decided_at"]}),
    ]
    readonly_fields = ["review", "source", "decided_by", "decided_at"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Join what the names of mappings are made of."""
        return super().get_queryset(request).select_related("role", "entry__classification")

    def get_ordering(self, request: HttpRequest) -> Any:
        """Order by unreviewed first, then by role."""
        reviewed = Case(When(review=ReviewState.NEEDS_REVIEW.value, then=Value(0)), default=Value(1))
        return [reviewed, "role__code", "position"]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """Fix role, entry and relation once they are decided on: the decision was about them."""
        decided = obj is not None and obj.review != ReviewState.NEEDS_REVIEW.value
        return [*self.readonly_fields, *(["role", "entry", "relation"] if decided else [])]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Save; a new mapping comes last."""
        if not change:
            obj.position = rows.next_position(obj.role.mappings.all())
        super().save_model(request, obj, form, change)

    @admin.display(description="depth")
    def depth(self, row: Mapping) -> str:
        """The depth of the entry, for example ``SOC major group``."""
        return row.entry.depth

    @admin.display(description="review", ordering="review")
    def review_word(self, row: Mapping) -> str:
        """The state as a chip."""
        return state_chip(self.state_of(row))
