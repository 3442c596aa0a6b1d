"""The catalogue revision: one number that every committed write raises.

Pages, ETags and the facet index are cached by it, so that nothing has to be invalidated.
"""

from django.db import models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from roles.models.role import Role
from roles.models.search import index_version

catalogue_changed = Signal()
"""Sent in the process that wrote, when the write is committed."""


class Revision(models.Model):
    """The single row (id 1) with the revision's number and the time of the last write."""

    number = models.PositiveBigIntegerField(default=0)
    of_roles = models.PositiveBigIntegerField(default=0, db_default=0)
    """The number of the last write that may have changed facets or the tree; the facet index is cached by it."""
    listed = models.PositiveIntegerField("listed roles", default=0, db_default=0)
    """How many roles were listed after that write."""
    index_version = models.PositiveSmallIntegerField(default=index_version, db_default=0)
    """The version of the code that built the search index; 0 before versions were counted."""
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
    def hold(cls) -> None:
        """Lock the revision until this transaction ends, after other transactions that hold or raise it.

        Call it before reading rows from which others also derive something. SQLite has one writer at a time anyway.
        """
        cls.objects.select_for_update().filter(pk=1).first()

    @classmethod
    def bump(cls, *, of_roles: bool = True) -> None:
        """Raise the number by one; call it in the transaction of the write.

        ``of_roles=False`` means that the write changed no role's facets and not the tree.
        """
        number, listed = F("number") + 1, Role.objects.listed()
        changes = {"of_roles": number, "listed": listed.count()} if of_roles else {}
        if not cls.objects.filter(pk=1).update(number=number, changed_at=timezone.now(), **changes):
            cls.objects.create(pk=1, number=1, of_roles=1, listed=listed.count())
        transaction.on_commit(lambda: catalogue_changed.send(sender=cls))
