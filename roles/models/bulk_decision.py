"""Bulk decisions: what an editor was shown and asked about, and how much of it is done."""

from django.conf import settings
from django.db import models

from roles.models.receipt import new_token


class BulkDecision(models.Model):
    """One action on many rows, taken in batches; ``roles.actions.bulk_decisions`` writes it.

    ``rows`` is frozen when the editor is asked: ``[id, id of the latest history record]`` for each row, in the order
    of the list. ``done`` and ``refusals`` grow with each batch; ``next`` is the place of the first row of the next one.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=40)
    action = models.CharField(max_length=40)
    rows = models.JSONField()
    next = models.PositiveIntegerField(default=0)
    done = models.JSONField(default=list, blank=True)
    """The rows that were decided on, with the history record of the decision."""
    refusals = models.JSONField(default=list, blank=True)
    """A sentence for each row that was refused."""
    back = models.TextField(blank=True)
    """The query of the list that the editor came from."""
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()  # whoever may take the action, and only the editor who began it
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.action} {len(self.rows):,} rows of {self.model}"

    @property
    def is_finished(self) -> bool:
        """Whether every row was decided on or refused."""
        return self.next >= len(self.rows)

    @property
    def left(self) -> int:
        """How many rows are still to be decided on."""
        return max(len(self.rows) - self.next, 0)
