"""Receipts: answers for a list of titles that a visitor asked the catalogue to keep."""

import secrets

from django.db import models
from django.urls import reverse


def new_token() -> str:
    """A token that no one can guess: 128 random bits."""
    return secrets.token_urlsafe(16)


class Receipt(models.Model):
    """The lines of an answer (``roles.resolve.batch.Line`` as plain data), with the revision that gave it."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveBigIntegerField()
    lines = models.JSONField()

    class Meta:
        default_permissions = ()  # whoever has the address may read and delete it; no one else
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"receipt of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("roles:receipt", args=[self.token])
