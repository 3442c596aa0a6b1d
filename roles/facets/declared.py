"""The facets of the list of roles, each declared once.

An entry of ``FACETS`` is all that a facet needs: the form of the list, the facet index, the counts, the downloads and
the keys under which the edge keeps a page are made from it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Case, CharField, Expression, Value, When
from django.db.models.functions import Concat

from roles.domain.choices import Status
from roles.domain.codes import GENERAL_FOCUS
from roles.domain.confidence import ConfidenceBand
from roles.models import Focus, Function, Level, Role, Superfunction, Track

Choices = Iterable[tuple[str, ...]]
"""(value, label) in order, or (value, label, value of the parent facet)."""


@dataclass(frozen=True)
class Facet:
    """A property of roles by which they are filtered and counted."""

    name: str
    """The key in the address."""
    label: str
    source: type[Focus | Level | Role]
    """The model that has the column: the role's focus, its level, or the role itself.

    What lies behind focus and level is read from their small tables, so that the roles are read without a join. A
    column of the role itself is read fastest when it is part of the index ``role_facets``.
    """
    column: str | Expression
    choices: Callable[[], Choices] | None = None
    """Every value that a form may offer; None for those that some listed role has, each as its own label."""
    parent: str = ""
    """The facet above this one in the tree: of a long list only the values below the chosen parent are offered."""
    everywhere: str = ""
    """A value that every parent has, ``PARENT.VALUE``, and that a form offers once for all of them."""


def _focuses() -> Choices:
    yield GENERAL_FOCUS, "General"
    special = Focus.objects.exclude(code=GENERAL_FOCUS).values_list("function__code", "code", "name")
    for function, code, name in special:
        yield f"{function}.{code}", name, function


_BAND = Case(
    *(
        When(confidence__gte=low, confidence__lt=above, then=Value(band.value))
        for band in ConfidenceBand
        for low, above in [band.limits]
    ),
    output_field=CharField(),
)

FACETS = (
    Facet(
        "superfunction",
        "Superfunction",
        source=Focus,
        column="function__superfunction__code",
        choices=lambda: Superfunction.objects.values_list("code", "name"),
    ),
    Facet(
        "function",
        "Function",
        source=Focus,
        column="function__code",
        choices=lambda: Function.objects.values_list("code", "name", "superfunction__code"),
        parent="superfunction",
    ),
    Facet(
        "focus",
        "Focus",
        source=Focus,
        column=Concat("function__code", Value("."), "code"),
        choices=_focuses,
        parent="function",
        everywhere=GENERAL_FOCUS,
    ),
    Facet(
        "track",
        "Track",
        source=Level,
        column="track__code",
        choices=lambda: Track.objects.values_list("code", "name"),
    ),
    Facet(
        "level",
        "Level",
        source=Level,
        column="code",
        choices=lambda: ((level.code, str(level)) for level in Level.objects.in_order()),
    ),
    Facet(
        "status",
        "Status",
        source=Role,
        column="status",
        choices=lambda: (choice for choice in Status.choices() if choice[0] != Status.RETIRED),
    ),
    Facet(
        "band",
        "Confidence",
        source=Role,
        column=_BAND,
        choices=lambda: ((band.value, band.value) for band in ConfidenceBand),
    ),
    Facet("scope", "Scope", source=Role, column="scope"),
)
"""In the order of the form."""
