"""Structural coordinates, the distance between two roles, and its match band: edition ``structural@1``.

    taxonomy t = 0     the same focus
                 0.15  the same function, one of the two focuses being GEN
                 0.25  the same function, two different specialisms
                 0.45  the same superfunction
                 1     otherwise
    level    l = min(1, |grade a - grade b| / 11 + 0.10 if the tracks differ)
    distance d = 0.4 t + 0.6 l

The arithmetic is exact (fractions), so that a distance on the limit of a band falls on the right side of it.
The page "How coordinates work" renders from the constants of this module.
"""

from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction
from functools import cache

from roles.domain.codes import GENERAL_FOCUS

EDITION = "structural@1"
TAXONOMY_WEIGHT = Fraction(4, 10)
LEVEL_WEIGHT = Fraction(6, 10)
TRACK_STEP = Fraction(10, 100)
GRADES = range(1, 13)
GRADE_SPAN = GRADES[-1] - GRADES[0]
CONFIDENT_LIMIT = Fraction(15, 100)
REVIEW_LIMIT = Fraction(30, 100)


@dataclass(frozen=True)
class Coordinates:
    """A role's place: the codes of its superfunction, function, focus and track, and its grade (1 to 12)."""

    superfunction: str
    function: str
    focus: str
    track: str
    grade: int


class Kinship(Enum):
    """How two roles are related in the tree, with the taxonomy term t of their distance."""

    SAME_FOCUS = (Fraction(0), "same focus")
    GENERAL_AND_SPECIALISM = (Fraction(15, 100), "same function, general and specialism")
    TWO_SPECIALISMS = (Fraction(25, 100), "same function, another specialism")
    SAME_SUPERFUNCTION = (Fraction(45, 100), "same superfunction, another function")
    ELSEWHERE = (Fraction(1), "another superfunction")

    def __init__(self, term: Fraction, words: str) -> None:
        self.term = term
        self.words = words

    @property
    def term_figure(self) -> str:
        """The term to two decimals, for a page."""
        return f"{float(self.term):.2f}"


class MatchBand(StrEnum):
    """The three states of a match, the same three words everywhere."""

    CONFIDENT = "Confident"
    NEEDS_REVIEW = "Needs review"
    NO_MATCH = "No confident match"

    @property
    def slug(self) -> str:
        """The band in an address or an attribute: ``confident``, ``needs_review`` or ``no_match``."""
        return self.name.lower()


class MoveKind(StrEnum):
    """What a step from one role to another is called."""

    PROMOTION = "promotion"  # same focus and track, a higher grade
    STEP_DOWN = "step down"  # same focus and track, a lower grade
    LATERAL = "lateral"  # another focus of the function on the same level
    CHANGE_OF_TRACK = "change of track"  # same focus, another track
    CHANGE_OF_FOCUS = "change of focus"  # another focus of the function on another level
    CHANGE_OF_FUNCTION = "change of function"

    @property
    def slug(self) -> str:
        """The kind in an address: ``promotion``, ``step_down`` and so on."""
        return self.name.lower()


@dataclass(frozen=True)
class Distance:
    """The distance from one role to another with every term of the sum.

    ``steps`` is the signed difference of grades (positive is up); ``level`` is l and ``value`` is d, both from
    0 to 1. ``taxonomy_part`` and ``level_part`` are the weighted terms: they add up to ``value``.
    """

    kinship: Kinship
    steps: int
    tracks_differ: bool
    level: Fraction
    value: Fraction

    @property
    def taxonomy_part(self) -> Fraction:
        """0.4 t."""
        return TAXONOMY_WEIGHT * self.kinship.term

    @property
    def level_part(self) -> Fraction:
        """0.6 l."""
        return LEVEL_WEIGHT * self.level

    @property
    def band(self) -> MatchBand:
        return match_band(self.value)

    @property
    def figure(self) -> str:
        """The value to two decimals, for a list."""
        return f"{float(self.value):.2f}"

    @property
    def taxonomy_percent(self) -> str:
        """The weighted taxonomy term as a percentage of the whole scale, for a bar."""
        return f"{float(self.taxonomy_part) * 100:.2f}"

    @property
    def level_percent(self) -> str:
        """The weighted level term as a percentage of the whole scale, for a bar."""
        return f"{float(self.level_part) * 100:.2f}"

    @property
    def words(self) -> str:
        """Both terms in words, for example ``same focus, one level up``."""
        return f"{self.kinship.words}, {_level_words(self.steps, self.tracks_differ)}"

    @property
    def sum_in_figures(self) -> str:
        """The sum to redo by hand, for example ``0.4 × 0.15 + 0.6 × (2/11 + 0.10) = 0.2291``."""
        inner = f"{abs(self.steps)}/{GRADE_SPAN}" + (
            f" + {float(TRACK_STEP):.2f}" if self.tracks_differ else ""
        )
        level = "1" if self.level == 1 else f"({inner})"
        return (
            f"{float(TAXONOMY_WEIGHT):g} × {float(self.kinship.term):g} + {float(LEVEL_WEIGHT):g} × {level}"
            f" = {float(self.value):.4f}"
        )


def kinship(a: Coordinates, b: Coordinates) -> Kinship:
    """How two places are related in the tree; their level makes no difference."""
    if a.superfunction != b.superfunction:
        return Kinship.ELSEWHERE
    if a.function != b.function:
        return Kinship.SAME_SUPERFUNCTION
    if a.focus == b.focus:
        return Kinship.SAME_FOCUS
    if GENERAL_FOCUS in (a.focus, b.focus):
        return Kinship.GENERAL_AND_SPECIALISM
    return Kinship.TWO_SPECIALISMS


@cache  # a few hundred distances are all there are, and a list asks for thousands
def _distance(related: Kinship, steps: int, tracks_differ: bool) -> Distance:
    level = min(Fraction(1), Fraction(abs(steps), GRADE_SPAN) + (TRACK_STEP if tracks_differ else 0))
    value = TAXONOMY_WEIGHT * related.term + LEVEL_WEIGHT * level
    return Distance(related, steps, tracks_differ, level, value)


def distance(a: Coordinates, b: Coordinates) -> Distance:
    """The distance from a to b. Its value, from 0 (the same place) to 1, is a metric."""
    return _distance(kinship(a, b), b.grade - a.grade, a.track != b.track)


def match_band(value: Fraction) -> MatchBand:
    """The band of a distance: Confident up to 0.15, Needs review up to 0.30, then No confident match."""
    if value <= CONFIDENT_LIMIT:
        return MatchBand.CONFIDENT
    if value <= REVIEW_LIMIT:
        return MatchBand.NEEDS_REVIEW
    return MatchBand.NO_MATCH


def move_kind(a: Coordinates, b: Coordinates) -> MoveKind:
    """What the step from a to b is called; a step to the same place is lateral."""
    if (a.superfunction, a.function) != (b.superfunction, b.function):
        return MoveKind.CHANGE_OF_FUNCTION
    same_level = (a.track, a.grade) == (b.track, b.grade)
    if same_level:
        return MoveKind.LATERAL
    if a.focus != b.focus:
        return MoveKind.CHANGE_OF_FOCUS
    if a.track != b.track:
        return MoveKind.CHANGE_OF_TRACK
    return MoveKind.PROMOTION if b.grade > a.grade else MoveKind.STEP_DOWN


_NUMBERS = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"]


def _level_words(steps: int, tracks_differ: bool) -> str:
    unit = "grade" if tracks_differ else "level"
    if steps == 0:
        return "same grade on another track" if tracks_differ else "same level"
    plural = "" if abs(steps) == 1 else "s"
    words = f"{_NUMBERS[abs(steps)]} {unit}{plural} {'up' if steps > 0 else 'down'}"
    return f"{words} on another track" if tracks_differ else words
