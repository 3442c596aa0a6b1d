"""Receipts: answers for a list of titles that a visitor asked the catalogue to keep."""

import secrets

from django.db import models
from django.urls import reverse


def new_token() -> str:
    """A token that no one can guess: 128 bits."""
    return secrets.token_urlsafe(16)


class Receipt(models.Model):
    """The lines of an answer as plain data, with the revision that it was made from."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revision = models.PositiveBigIntegerField()
    lines = models.JSONField()

    class Meta:
        default_permissions = ()  # everyone with the address may read and delete it, and no one else
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"receipt of {self.created_at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        """The page of the receipt."""
        return reverse("roles:receipt", args=[self.token])
