"""The review queues on the first page of the admin."""

from typing import Any

from django import template

from roles.admin import queues

register = template.Library()


@register.simple_tag(takes_context=True)
def review_queues(context: Any) -> list[queues.Queue]:
    """The queues that the user may work on, with how much waits in each."""
    return queues.review_queues(context["request"].user)
