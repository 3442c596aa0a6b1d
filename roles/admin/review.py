"""Review admins: decisions on many rows at once, or on one with a click."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html_join

from roles.actions.refusal import ActionRefused, decide_each
from roles.admin.history import HistoryAdmin
from roles.domain.choices import Choice

_SHOWN_REFUSALS = 10
_FILTERS = "_changelist_filters"  # Django's own name for the list's query string
_BUTTON = (
    '<button type="submit" class="decision" formmethod="post" formaction="{}" aria-label="{}">{}</button>'
)


@dataclass(frozen=True)
class Decision:
    """A decision that an editor can take.

    ``name`` is part of addresses, ``label`` of buttons, and ``past`` of reports ("3 approved"). ``take`` is called with
    the row, the user and a reason, and raises ActionRefused.
    """

    name: str
    label: str
    past: str
    leads_to: Choice
    take: Callable[[Any, Any, str], object]


def for_many(decision: Decision) -> Callable[..., None]:
    """Make the admin action that takes the decision on every chosen row and reports refusals."""

    def decide(modeladmin: Any, request: HttpRequest, queryset: Any) -> None:
        done, refusals = decide_each(queryset, lambda row: decision.take(row, request.user, ""))
        modeladmin.report(request, done, refusals, decision.past)

    decide.__name__ = decision.name
    return admin.action(
        decide, permissions=["change"], description=f"{decision.label} selected %(verbose_name_plural)s"
    )


class ReviewList(ChangeList):
    """A change list whose rows know its query string and whether the user may decide."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows of the page and let the admin ``prepare`` them."""
        super().get_results(request)
        rows = list(self.result_list)
        review_admin: Any = self.model_admin
        may_decide = review_admin.has_change_permission(request)
        for row in rows:
            row.list_query = request.GET.urlencode()
            row.may_decide = may_decide
        review_admin.prepare(rows)
        self.result_list = rows


class ReviewAdmin(HistoryAdmin):
    """Base of the admins of reviewed models; each has its decisions, states and transition table."""

    change_form_template = "admin/roles/review_change_form.html"
    decisions: tuple[Decision, ...] = ()
    transitions: Mapping[Any, frozenset[Any]] = {}
    states: type[Choice] = Choice
    state_field = "state"

    def state_of(self, row: Any) -> Choice:
        """The row's key in the transition table."""
        return self.states(getattr(row, self.state_field))

    def prepare(self, page: list[Any]) -> None:
        """Hook: read what the columns of a page of rows need, in a constant number of queries."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Use the list whose rows have buttons."""
        return ReviewList

    def open_decisions(self, row: Any) -> list[Decision]:
        """Return the decisions that the row's state allows."""
        ways = self.transitions[self.state_of(row)]
        return [decision for decision in self.decisions if decision.leads_to in ways]

    @admin.display(description="decide")
    def buttons(self, row: Any) -> str:
        """A button for each open decision; the form of the list has the CSRF token."""
        if not row.may_decide:
            return "–"
        return format_html_join(
            " ",
            _BUTTON,
            (
                (self._address(way, row, {_FILTERS: row.list_query}), f"{way.label}: {row}", way.label)
                for way in self.open_decisions(row)
            ),
        )

    @admin.display(description="decided")
    def decided(self, row: Any) -> str:
        """Who decided and when."""
        if not row.decided_at:
            return "–"
        return f"{row.decided_by}, {date_format(timezone.localtime(row.decided_at), 'j M Y, H:i')}"

    def report(self, request: HttpRequest, done: list[Any], refusals: list[str], past: str) -> None:
        """Show how many rows were decided on, and what was refused and why."""
        report = f"{len(done):,} {past}."
        if refusals:
            more = len(refusals) - _SHOWN_REFUSALS
            reasons = refusals[:_SHOWN_REFUSALS] + ([f"… and {more:,} more."] if more > 0 else [])
            report = f"{report} {len(refusals):,} refused: {' '.join(reasons)}"
        self._log(request, done, past)
        self.message_user(request, report, messages.WARNING if refusals else messages.SUCCESS)

    def _log(self, request: HttpRequest, done: list[Any], past: str) -> None:
        """Add the decisions to the editor's recent actions on the first page."""
        user: Any = request.user
        if done:
            LogEntry.objects.log_actions(user.pk, done, CHANGE, f"{past[0].upper()}{past[1:]}.")

    def _address(self, decision: Decision, row: Any, query: Mapping[str, str]) -> str:
        return reverse(f"admin:roles_{self.opts.model_name}_{decision.name}", args=[row.pk], query=query)

    def get_urls(self) -> list[Any]:
        """Add an address for each decision on one row, before Django's catch-all."""
        return [
            path(
                f"<int:pk>/{decision.name}/",
                self.admin_site.admin_view(self.decide_view),
                {"decision": decision},
                name=f"roles_{self.opts.model_name}_{decision.name}",
            )
            for decision in self.decisions
        ] + super().get_urls()

    def decide_view(self, request: HttpRequest, pk: int, decision: Decision) -> HttpResponse:
        """Take the decision on one row, show the result or the refusal, and go back to the page of the button."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        filters = request.GET.get(_FILTERS, "")
        back = reverse(f"admin:roles_{self.opts.model_name}_changelist", query=QueryDict(filters))
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None:
            self.message_user(
                request, f"This {self.opts.verbose_name} does not exist any more.", messages.ERROR
            )
            return HttpResponseRedirect(back)
        try:
            decision.take(row, request.user, request.POST.get("reason", "").strip())
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self._log(request, [row], decision.past)
            self.message_user(request, f"{row}: {decision.past}.", messages.SUCCESS)
        if "from_form" in request.POST:
            query = {_FILTERS: filters} if filters else None
            back = reverse(f"admin:roles_{self.opts.model_name}_change", args=[pk], query=query)
        return HttpResponseRedirect(back)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add the buttons of the open decisions to the form's page."""
        row = kwargs.get("obj")
        if row is not None and self.has_change_permission(request, row):
            filters = request.GET.get(_FILTERS, "")
            context["decisions"] = [
                (self._address(decision, row, {_FILTERS: filters} if filters else {}), decision.label)
                for decision in self.open_decisions(row)
            ]
        return super().render_change_form(request, context, *args, **kwargs)
