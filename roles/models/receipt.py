"""Receipts: answers for a list of titles that a visitor asked the catalogue to keep."""

import secrets

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone


def new_token() -> str:
    """A token that no one can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


class ReceiptQuerySet(models.QuerySet["Receipt"]):
    """Named queries over receipts."""

    def kept(self) -> "ReceiptQuerySet":
        return self.filter(Q(expires_at=None) | Q(expires_at__gt=timezone.now()))

    def expired(self) -> "ReceiptQuerySet":
        return self.filter(expires_at__lte=timezone.now())


class Receipt(models.Model):
    """The lines of an answer (``roles.resolve.batch.Line`` as plain data), with the revision that gave it.

    Without a date of expiry it is kept until it is deleted, as its visitor was promised.
    """

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True, db_index=True)
    revision = models.PositiveBigIntegerField()
    lines = models.JSONField()

    objects = ReceiptQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # whoever has the address may read and delete it; no one else
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"receipt of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("roles:receipt", args=[self.token])
