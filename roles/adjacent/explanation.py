"""Explanations of distances: two roles, their coordinates and the terms of their distance."""

from dataclasses import dataclass

from roles.domain.codes import GENERAL_FOCUS
from roles.domain.coordinates import Distance, MoveKind, distance, move_kind
from roles.facets.index import TREE_ORDER, FacetIndex
from roles.models import Role


@dataclass(frozen=True)
class CoordinateRow:
    """A coordinate of both roles."""

    name: str
    a: str
    b: str


@dataclass(frozen=True)
class Explanation:
    """Two roles, their coordinates, and the distance with its terms."""

    a: Role
    b: Role
    rows: tuple[CoordinateRow, ...]
    distance: Distance
    move: MoveKind


def explanation(a: Role, b: Role) -> Explanation:
    """The explanation for two roles that were read ``with_place``."""
    first, second = a.coordinates, b.coordinates
    rows = tuple(
        CoordinateRow(name, str(getattr(first, name)), str(getattr(second, name)))
        for name in ("superfunction", "function", "focus", "track", "grade")
    )
    return Explanation(a, b, rows, distance(first, second), move_kind(first, second))


def example_role(known: FacetIndex) -> Role | None:
    """The role that pages show as an example: the first general one on P3, or the first of all."""
    general = known.matching({"focus": GENERAL_FOCUS, "level": "P3"})
    first = known.page(general or known.all, TREE_ORDER, 0, 1)
    return Role.objects.for_summaries().filter(pk__in=first).first()


def worked_example(known: FacetIndex) -> Explanation | None:
    """The example role and a role of its function, on another track if there is one; None without such a pair."""
    a = example_role(known)
    if a is None:
        return None
    others = Role.objects.listed().for_summaries().exclude(pk=a.pk).filter(function_id=a.function_id)
    b = (
        others.exclude(track_id=a.track_id).order_by("-grade", "code").first()
        or others.order_by("code").first()
    )
    return explanation(a, b) if b else None
