"""The catalogue revision: one figure that every committed write raises."""

from django.db import models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

catalogue_changed = Signal()
"""Sent in this process once a write is committed."""


class Revision(models.Model):
    """The single row (id 1) with the revision's number and the time of the last write."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="revision_single_row",
                condition=models.Q(pk=1),
                violation_error_message="The catalogue has one revision.",
            )
        ]

    def __str__(self) -> str:
        return f"revision {self.number}"

    @classmethod
    def current(cls) -> "Revision":
        """The present revision; number 0 before the first write."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def bump(cls) -> None:
        """Raise the number by one; call it inside the transaction of the write that it stands for."""
        if not cls.objects.filter(pk=1).update(number=F("number") + 1, changed_at=timezone.now()):
            cls.objects.create(pk=1, number=1)
        transaction.on_commit(lambda: catalogue_changed.send(sender=cls))
