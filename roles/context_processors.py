"""What the frame of every page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from roles.models import Revision


def revision(request: HttpRequest) -> dict[str, Any]:
    """The catalogue's revision as ``revision``, read only when a template shows it."""
    return {"revision": SimpleLazyObject(Revision.current)}
