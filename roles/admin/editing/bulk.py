"""Actions on many rows: a page that asks, batches with their progress, and the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
    QueryDict,
)
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from roles.actions import bulk_decisions
from roles.actions.bulk_decisions import BulkReview, Outcome
from roles.actions.refusal import ActionRefused
from roles.admin.editing.history import HistoryAdmin
from roles.models import BulkDecision

_SHOWN = 10
"""How many of the rows the question shows, and how many refusals the report."""


@dataclass(frozen=True)
class BulkAction:
    """An action on many rows.

    ``label`` is on the button, ``past`` in the report ("3 approved"), ``refused`` counts what was not done. ``take`` is
    called with the entries of a batch and the user.
    """

    name: str
    label: str
    past: str
    take: Callable[[Any, Any], Outcome]
    refused: str = "refused"
    can_undo: bool = False
    batch: int = bulk_decisions.BATCH


def for_many(action: BulkAction) -> Callable[..., HttpResponse | None]:
    """The admin action that asks about the chosen rows."""

    def ask(modeladmin: Any, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        return modeladmin.ask(request, queryset, action)

    ask.__name__ = action.name
    return admin.action(
        ask, permissions=["change"], description=f"{action.label} selected %(verbose_name_plural)s"
    )


class BulkAdmin(HistoryAdmin):
    """The base of pages with actions on many rows, each of which is asked about before anything is written."""

    bulk_actions: tuple[BulkAction, ...] = ()
    bulk_review: BulkReview

    def ask(self, request: HttpRequest, queryset: Any, action: BulkAction) -> HttpResponse | None:
        """Freeze the rows that were chosen and lead to the question about them."""
        user: Any = request.user
        try:
            bulk = bulk_decisions.ask(
                rows=queryset, action=action.name, by=user, back=request.GET.urlencode()
            )
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return None
        return HttpResponseRedirect(self._bulk_address("bulk", bulk))

    def get_urls(self) -> list[Any]:
        """The address of an action on many rows, and the one that takes it back."""
        name = self.opts.model_name
        view = self.admin_site.admin_view
        return [
            path("bulk/<str:token>/", view(self.bulk_view), name=f"roles_{name}_bulk"),
            path("bulk/<str:token>/undo/", view(self.bulk_undo_view), name=f"roles_{name}_bulk_undo"),
            *super().get_urls(),
        ]

    def bulk_view(self, request: HttpRequest, token: str) -> HttpResponse:
        """The question, the progress or the result; a POST takes the next batch."""
        bulk = self._bulk(request, token)
        action = self._bulk_action(bulk)
        if request.method != "POST":
            return self._bulk_page(request, bulk, action)
        return self._continue(request, bulk, action, request.POST.get("at", ""))

    def bulk_undo_view(self, request: HttpRequest, token: str) -> HttpResponse:
        """Take back what was decided so far."""
        bulk = self._bulk(request, token)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        user: Any = request.user
        undo = bulk_decisions.ask_back(bulk=bulk, by=user)
        return self._continue(request, undo, self._bulk_action(undo), "0")

    def _bulk(self, request: HttpRequest, token: str) -> BulkDecision:
        if not self.has_change_permission(request):
            raise PermissionDenied
        found = BulkDecision.objects.filter(model=self.opts.model_name, user=request.user.pk)
        bulk = found.filter(token=token.replace("\0", "")).first()
        if bulk is None:
            raise Http404("There is no such question to you, or it is too old.")
        return bulk

    def _bulk_action(self, bulk: BulkDecision) -> BulkAction:
        if bulk.action == "undo_bulk":
            review = self.bulk_review
            return BulkAction(
                "undo_bulk",
                "Undo",
                "taken back",
                lambda entries, by: bulk_decisions.decide(review, entries, state=None, by=by),
                batch=review.batch,
            )
        return next(action for action in self.bulk_actions if action.name == bulk.action)

    def _continue(
        self, request: HttpRequest, bulk: BulkDecision, action: BulkAction, at: str
    ) -> HttpResponse:
        user: Any = request.user

        def take(entries: Any) -> Outcome:
            outcome = action.take(entries, user)
            self.log(request, outcome.rows, action.past)
            return outcome

        if at.isascii() and at.isdigit() and len(at) < 9:
            bulk = bulk_decisions.take_next(bulk=bulk, at=int(at), take=take, size=action.batch)
        if not bulk.is_finished:
            return HttpResponseRedirect(self._bulk_address("bulk", bulk))
        level = messages.WARNING if bulk.refusals else messages.SUCCESS
        self.message_user(request, self._bulk_report(bulk, action), level)
        return HttpResponseRedirect(self._list_address(bulk))

    def _bulk_report(self, bulk: BulkDecision, action: BulkAction) -> str:
        """How many rows were decided on, what was refused and why, and a button that takes it back."""
        report = f"{len(bulk.done):,} {action.past}."
        if bulk.refusals:
            shown = " ".join(bulk.refusals[:_SHOWN])
            report = f"{report} {len(bulk.refusals):,} {action.refused}: {shown}"
        more = len(bulk.refusals) - _SHOWN
        link = format_html(' <a href="{}">… and {} more.</a>', self._bulk_address("bulk", bulk), f"{more:,}")
        undo = undo_button(self._bulk_address("bulk_undo", bulk))
        return format_html(
            "{}{}{}", report, link if more > 0 else "", undo if action.can_undo and bulk.done else ""
        )

    def _bulk_page(self, request: HttpRequest, bulk: BulkDecision, action: BulkAction) -> HttpResponse:
        ids = [entry[0] for entry in bulk.rows[:_SHOWN]]
        rows = {row.pk: row for row in self.get_queryset(request).filter(pk__in=ids)}
        context = {
            **self.admin_site.each_context(request),
            "title": f"{action.label}: {len(bulk.rows):,} {self._many(len(bulk.rows))}",
            "opts": self.opts,
            "bulk": bulk,
            "action": action,
            "number": len(bulk.rows),
            "batch": min(action.batch, bulk.left),
            "many": self._many(len(bulk.rows)),
            "rows": [
                (rows[pk], getattr(rows[pk], "role", None), self.state_of(rows[pk]))
                for pk in ids
                if pk in rows
            ],
            "back": self._list_address(bulk),
            "undo": self._bulk_address("bulk_undo", bulk) if action.can_undo and bulk.done else "",
        }
        return TemplateResponse(request, "admin/roles/bulk_decision.html", context)

    def _many(self, number: int) -> str:
        return str(self.opts.verbose_name if number == 1 else self.opts.verbose_name_plural)

    def _bulk_address(self, name: str, bulk: BulkDecision) -> str:
        return reverse(f"admin:roles_{self.opts.model_name}_{name}", args=[bulk.token])

    def _list_address(self, bulk: BulkDecision) -> str:
        return reverse(f"admin:roles_{self.opts.model_name}_changelist", query=QueryDict(bulk.back))

    def state_of(self, row: Any) -> Any:
        """The key of the row in the transition table."""
        return self.bulk_review.state_of(row)

    def log(self, request: HttpRequest, done: list[Any], past: str) -> None:
        """Add the decisions to the editor's recent actions on the first page of the admin."""
        user: Any = request.user
        if done:
            LogEntry.objects.log_actions(user.pk, done, CHANGE, f"{past[0].upper()}{past[1:]}.")


def undo_button(address: str, form: str = "changelist-form") -> str:
    """A button for a message: it belongs to a form of the page, which has the token that the button needs."""
    return format_html(
        ' <button type="submit" class="decision" form="{}" formmethod="post" formaction="{}">Undo</button>',
        form,
        address,
    )
