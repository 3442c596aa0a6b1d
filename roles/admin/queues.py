"""What awaits a decision, counted for the first page of the admin."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from roles.domain.choices import AliasState, ReviewState
from roles.models import Alias, Mapping


@dataclass(frozen=True)
class Queue:
    """How many rows await a decision, in words, and the address of their list."""

    count: int
    words: str
    address: str


def review_queues(user: Any) -> list[Queue]:
    """The queues of the tables that the user may change."""
    queues = []
    if user.has_perm("roles.change_alias"):
        number = Alias.objects.awaiting_review().count()
        query = {"state__exact": AliasState.PENDING.value}
        address = reverse("admin:roles_alias_changelist", query=query)
        queues.append(Queue(number, "alias pending" if number == 1 else "aliases pending", address))
    if user.has_perm("roles.change_mapping"):
        number = Mapping.objects.awaiting_review().count()
        query = {"review__exact": ReviewState.NEEDS_REVIEW.value}
        address = reverse("admin:roles_mapping_changelist", query=query)
        words = "mapping needs review" if number == 1 else "mappings need review"
        queues.append(Queue(number, words, address))
    return queues
