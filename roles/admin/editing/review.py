"""Review queues: decisions on one row with one click, and on many rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect, QueryDict
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join

from roles.actions import bulk_decisions
from roles.actions.bulk_decisions import BulkReview, Outcome
from roles.actions.refusal import ActionRefused
from roles.admin.editing.bulk import BulkAction, BulkAdmin, undo_button
from roles.admin.editing.fields import BIDI_OVERRIDE, one_paragraph
from roles.domain.choices import Choice
from roles.domain.titles import has_bidi_override

_FILTERS = "_changelist_filters"  # Django's own name for the list's query string
_NEXT = "_next"
_BUTTON = (
    '<button type="submit" class="decision" {}formmethod="post" formaction="{}" aria-label="{}">{}</button>'
)
_FORM = "decisions"
"""The id of the form with the buttons on the page of one row."""


@dataclass(frozen=True)
class Decision:
    """A decision that an editor can take.

    ``name`` stands in addresses, ``label`` on buttons, ``past`` in reports ("3 approved"). ``take`` is called
    with the row, the user and a reason, and raises ActionRefused.
    """

    name: str
    label: str
    past: str
    leads_to: Choice
    take: Callable[[Any, Any, str], object]


def bulk_decisions_of(review: BulkReview, decisions: Iterable[Decision]) -> tuple[BulkAction, ...]:
    """The decisions as actions on many rows."""
    return tuple(
        BulkAction(
            name=decision.name,
            label=decision.label,
            past=decision.past,
            take=partial(_decide_many, review, decision.leads_to),
            can_undo=True,
            batch=review.batch,
        )
        for decision in decisions
    )


def _decide_many(review: BulkReview, state: Choice, entries: Any, by: Any) -> Outcome:
    return bulk_decisions.decide(review, entries, state=state, by=by)


class ReviewList(ChangeList):
    """A change list whose rows know the way back to it and who looks at them."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of the page, made ready by the admin's ``prepare``."""
        super().get_results(request)
        rows = list(self.result_list)
        review_admin: Any = self.model_admin
        may_decide = review_admin.has_change_permission(request)
        for row, following in zip_longest(rows, rows[1:]):
            row.list_query = request.GET.urlencode()
            row.may_decide = may_decide
            neighbour = following or (rows[-2] if len(rows) > 1 else None)
            row.neighbour = {_NEXT: neighbour.pk} if neighbour else {}
        review_admin.prepare(rows)
        self.result_list = rows


class ReviewAdmin(BulkAdmin):
    """The base of pages about rows that are decided on; each names its decisions and how many are decided on."""

    change_list_template = "admin/roles/review_change_list.html"
    change_form_template = "admin/roles/review_change_form.html"
    decisions: tuple[Decision, ...] = ()

    @property
    def transitions(self) -> Mapping[Any, frozenset[Any]]:
        """The states that a decision may lead to, by the present one."""
        return self.bulk_review.transitions

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The list, which is wide: without the sidebar of all tables."""
        return super().changelist_view(request, {"is_nav_sidebar_enabled": False, **(extra_context or {})})

    def prepare(self, page: list[Any]) -> None:
        """Read what the columns of a page of rows need, in a constant number of queries."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The list whose rows carry buttons."""
        return ReviewList

    def open_decisions(self, row: Any) -> list[Decision]:
        """The decisions that the row's state allows."""
        ways = self.transitions[self.state_of(row)]
        return [decision for decision in self.decisions if decision.leads_to in ways]

    @admin.display(description="decide")
    def buttons(self, row: Any) -> str:
        """A button for each open decision; the form of the list carries the token that it needs.

        The first has an id, so that the page after a decision can begin at the next row.
        """
        if not row.may_decide:
            return "–"
        query = {_FILTERS: row.list_query, **row.neighbour}
        return format_html_join(
            " ",
            _BUTTON,
            (
                (
                    "" if i else format_html('id="decide-{}" ', row.pk),
                    self._address(way, row, query),
                    f"{way.label}: {row}",
                    way.label,
                )
                for i, way in enumerate(self.open_decisions(row))
            ),
        )

    @admin.display(description="decided")
    def decided(self, row: Any) -> str:
        """Who decided and when."""
        if not row.decided_at:
            return "–"
        return f"{row.decided_by}, {date_format(timezone.localtime(row.decided_at), 'j M Y, H:i e')}"

    def _address(self, decision: Decision, row: Any, query: Mapping[str, str]) -> str:
        return reverse(f"admin:roles_{self.opts.model_name}_{decision.name}", args=[row.pk], query=query)

    def get_urls(self) -> list[Any]:
        """An address for each decision on one row, before Django's catch-all."""
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
        """Take the decision on one row, say so or say why not, and go back to where the button stood."""
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not self.has_change_permission(request):
            raise PermissionDenied
        row = self.get_queryset(request).filter(pk=pk).first()
        if row is None:
            self.message_user(
                request, f"This {self.opts.verbose_name} does not exist any more.", messages.ERROR
            )
            return HttpResponseRedirect(self._back(request, None))
        former = self.state_of(row)
        reason = one_paragraph(request.POST.get("reason", ""))
        try:
            if has_bidi_override(reason):
                raise ActionRefused(BIDI_OVERRIDE)
            decision.take(row, request.user, reason)
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log(request, [row], decision.past)
            self.message_user(
                request,
                format_html("{}: {}.{}", row, decision.past, self._undo(request, row, former)),
                messages.SUCCESS,
            )
        return HttpResponseRedirect(self._back(request, row))

    def _back(self, request: HttpRequest, row: Any) -> str:
        """The page that the button was on; a list begins at the row that has the place of the one decided on."""
        filters = request.GET.get(_FILTERS, "")
        if row is not None and "from_form" in request.POST:
            query = {_FILTERS: filters} if filters else None
            return reverse(f"admin:roles_{self.opts.model_name}_change", args=[row.pk], query=query)
        following = request.GET.get(_NEXT, "")
        return reverse(
            f"admin:roles_{self.opts.model_name}_changelist",
            query=QueryDict(filters),
            fragment=f"decide-{following}" if following.isascii() and following.isdigit() else None,
        )

    def _undo(self, request: HttpRequest, row: Any, former: Choice) -> str:
        """The button that brings the row back to its former state; none where that state may not follow."""
        back = [decision for decision in self.open_decisions(row) if decision.leads_to is former]
        if not back:
            return ""
        form = _FORM if "from_form" in request.POST else "changelist-form"
        kept = {name: request.GET[name] for name in (_FILTERS, _NEXT) if request.GET.get(name)}
        return undo_button(self._address(back[0], row, kept), form)

    def render_change_form(
        self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The form's page with the buttons of the open decisions."""
        row = kwargs.get("obj")
        if row is not None and self.has_change_permission(request, row):
            filters = request.GET.get(_FILTERS, "")
            context["decisions"] = [
                (self._address(decision, row, {_FILTERS: filters} if filters else {}), decision.label)
                for decision in self.open_decisions(row)
            ]
        return super().render_change_form(request, context, *args, **kwargs)
