"""Adjacent roles: the nearest by structural coordinates, each distance taken apart."""

from dataclasses import dataclass

from django.db.models import Q

from roles.content import components_of
from roles.coordinates import (
    CONFIDENT_LIMIT,
    REVIEW_LIMIT,
    Distance,
    MatchBand,
    MoveKind,
    distance,
    move_kind,
)
from roles.models import Role
from roles.models.role import DISTANCE_UNITS, RoleQuerySet
from roles.overlap import Share, share

NEAREST = 8
NEAREST_OUTSIDE = 4


@dataclass(frozen=True)
class Neighbour:
    """A role seen from another: distance with its terms, kind of move, and share of components in common."""

    role: Role
    distance: Distance
    move: MoveKind
    share: Share


def neighbours(role: Role, others: list[Role]) -> list[Neighbour]:
    """Other roles as neighbours of one, in the order given; one query for the shares."""
    components = components_of([role.pk, *(other.pk for other in others)])
    place = role.coordinates
    return [
        Neighbour(
            other,
            distance(place, other.coordinates),
            move_kind(place, other.coordinates),
            share(components[role.pk], components[other.pk]),
        )
        for other in others
    ]


@dataclass(frozen=True)
class Adjacency:
    """What the role page shows: the nearest roles, and the nearest outside the role's function."""

    nearest: list[Neighbour]
    outside: list[Neighbour]


def adjacency(role: Role) -> Adjacency:
    """The nearest eight, and the nearest four outside the function; three queries."""
    ranked = Role.objects.listed().with_card().by_distance_from(role)
    nearest = list(ranked[:NEAREST])
    outside = list(ranked.exclude(function_id=role.function_id)[:NEAREST_OUTSIDE])
    found = neighbours(role, [*nearest, *outside])
    return Adjacency(found[: len(nearest)], found[len(nearest) :])


def ranked(role: Role, band: MatchBand | None = None, move: MoveKind | None = None) -> RoleQuerySet:
    """All listed roles but the role itself, nearest first, of a band and a kind of move if given."""
    roles = Role.objects.listed().with_card().by_distance_from(role)
    if band:
        roles = roles.filter(_in_band(band))
    return roles.filter(_moving(role, move)) if move else roles


def _in_band(band: MatchBand) -> Q:
    confident, review = (int(limit * DISTANCE_UNITS) for limit in (CONFIDENT_LIMIT, REVIEW_LIMIT))
    match band:
        case MatchBand.CONFIDENT:
            return Q(distance_units__lte=confident)
        case MatchBand.NEEDS_REVIEW:
            return Q(distance_units__gt=confident, distance_units__lte=review)
        case MatchBand.NO_MATCH:
            return Q(distance_units__gt=review)


def _moving(role: Role, move: MoveKind) -> Q:
    function, focus = Q(function_id=role.function_id), Q(focus_id=role.focus_id)
    track, level = Q(track_id=role.track_id), Q(level_id=role.level_id)
    match move:
        case MoveKind.PROMOTION:
            return focus & track & Q(grade__gt=role.grade)
        case MoveKind.STEP_DOWN:
            return focus & track & Q(grade__lt=role.grade)
        case MoveKind.LATERAL:
            return function & level
        case MoveKind.CHANGE_OF_TRACK:
            return focus & ~track
        case MoveKind.CHANGE_OF_FOCUS:
            return function & ~focus & ~level
        case MoveKind.CHANGE_OF_FUNCTION:
            return ~function
