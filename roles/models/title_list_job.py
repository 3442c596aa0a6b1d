"""Lists of titles that processes work on: what was sent, how far it is, and the answer, for an hour."""

from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from roles.domain.choices import JobState
from roles.models.receipt import Receipt, new_token

KEPT = timedelta(hours=1)
"""How long a job and its answer are kept."""

LONGEST_WAIT = timedelta(minutes=15)
"""How long a job waits to be taken up before it is given up."""


def _expiry() -> datetime:
    return timezone.now() + KEPT


class TitleListJobQuerySet(models.QuerySet["TitleListJob"]):
    """Named queries over jobs."""

    def expired(self) -> "TitleListJobQuerySet":
        return self.filter(expires_at__lte=timezone.now())

    def unfinished(self) -> "TitleListJobQuerySet":
        """Those that wait or are worked on, without those that were given up."""
        now = timezone.now()
        is_waiting = Q(state=JobState.WAITING.value, created_at__gt=now - LONGEST_WAIT)
        return self.filter(is_waiting | Q(state=JobState.WORKING.value, alive_until__gt=now))


class TitleListJob(models.Model):
    """One list. The process that works on it moves ``alive_until`` on; once that is past, the process is gone."""

    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    visitor = models.CharField(max_length=32, db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=_expiry, db_index=True)
    state = models.CharField(max_length=10, choices=JobState.choices(), default=JobState.WAITING.value)
    alive_until = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField("titles that are resolved", default=0)
    total = models.PositiveIntegerField("titles", default=0)
    asked = models.JSONField("how the list is to be read")
    content = models.BinaryField("what was sent, until it is taken up", null=True, blank=True)
    receipt = models.ForeignKey(
        Receipt, models.CASCADE, null=True, blank=True, help_text="whose titles are resolved again"
    )
    revision = models.PositiveBigIntegerField(null=True, blank=True)
    answer = models.BinaryField("the answer, packed", null=True, blank=True)

    objects = TitleListJobQuerySet.as_manager()

    class Meta:
        default_permissions = ()  # whoever has the address may read it; no one else

    def __str__(self) -> str:
        return f"list of titles, {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("roles:resolve_job", args=[self.token])

    @property
    def wish(self) -> dict[str, Any]:
        """What the visitor told of the file."""
        return dict(self.asked.get("wish", {}))

    @property
    def is_unfinished(self) -> bool:
        """Whether it waits or is worked on, and the process that does so is alive."""
        if self.state == JobState.WAITING:
            return self.created_at > timezone.now() - LONGEST_WAIT
        return self.state == JobState.WORKING and bool(self.alive_until and self.alive_until > timezone.now())
