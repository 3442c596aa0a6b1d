"""The ladder: tracks, levels, and the overrides of the level guide."""

from django.db import models
from django.db.models import F, Q

from roles.domain import codes, coordinates
from roles.models.addresses import address
from roles.models.constraints import code_form, code_validator
from roles.models.tree import Function

GUIDE_ROWS = (
    "description",
    "scope",
    "autonomy",
    "complexity",
    "impact",
    "decision_rights",
    "leadership",
)
"""The rows of the level guide, in the order of the page."""

_LEVEL_MESSAGE = "A level's code is its track and a figure, for example P3."


class TrackQuerySet(models.QuerySet["Track"]):
    """Named queries over tracks."""

    def get_by_natural_key(self, code: str) -> "Track":
        """The track of a code."""
        return self.get(code=code)


class Track(models.Model):
    """Support, professional, management or executive."""

    code = models.CharField(max_length=1, unique=True)
    name = models.CharField(max_length=120, unique=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = TrackQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            code_form("track_code_form", "code", "[SPME]", "A track's code is one of S, P, M and E.")
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        """The code."""
        return (self.code,)


class LevelQuerySet(models.QuerySet["Level"]):
    """Named queries over levels."""

    def get_by_natural_key(self, code: str) -> "Level":
        """The level of a code."""
        return self.get(code=code)

    def in_order(self) -> "LevelQuerySet":
        """Track by track, from the lowest grade up."""
        return self.select_related("track").order_by("track__position", "grade")


class Level(models.Model):
    """A step on a track, with the guide that describes its start."""

    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="levels")
    code = models.CharField(
        max_length=2, unique=True, validators=[code_validator(codes.LEVEL, _LEVEL_MESSAGE)]
    )
    name = models.CharField(max_length=120, unique=True)
    min_years = models.PositiveSmallIntegerField("least typical years")
    max_years = models.PositiveSmallIntegerField(
        "most typical years", null=True, blank=True, help_text="Empty means open, as in “15+”."
    )
    grade = models.PositiveSmallIntegerField(help_text="1 to 12, on one scale shared by all tracks.")
    description = models.CharField(max_length=200)
    scope = models.CharField(max_length=200)
    autonomy = models.CharField(max_length=200)
    complexity = models.CharField(max_length=200)
    impact = models.CharField(max_length=200)
    decision_rights = models.CharField(max_length=200)
    leadership = models.CharField(max_length=200)

    objects = LevelQuerySet.as_manager()

    class Meta:
        ordering = ["track__position", "grade"]
        constraints = [
            code_form("level_code_form", "code", codes.LEVEL, _LEVEL_MESSAGE),
            models.CheckConstraint(
                name="level_years_rise",
                condition=Q(max_years__isnull=True) | Q(max_years__gte=F("min_years")),
                violation_error_message="The most typical years cannot be fewer than the least.",
            ),
            models.CheckConstraint(
                name="level_grade_on_scale",
                condition=Q(grade__gte=coordinates.GRADES[0], grade__lte=coordinates.GRADES[-1]),
                violation_error_message="A grade is a figure from 1 to 12.",
            ),
            models.UniqueConstraint(
                name="level_grade_once_per_track",
                fields=["track", "grade"],
                violation_error_message="Another level of this track has that grade already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    def natural_key(self) -> tuple[str]:
        """The code."""
        return (self.code,)

    natural_key.dependencies = ["roles.track"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """The level's page."""
        return address("roles:level", self.code)

    @property
    def years(self) -> str:
        """The typical years in words, for example ``3–5 years`` or ``15 or more years``."""
        if self.max_years is None:
            return f"{self.min_years} or more years"
        return f"{self.min_years}–{self.max_years} years"


class LevelGuideQuerySet(models.QuerySet["LevelGuide"]):
    """Named queries over overrides of the level guide."""

    def get_by_natural_key(self, function: str, level: str) -> "LevelGuide":
        """The override of a function's and a level's code."""
        return self.get(function__code=function, level__code=level)


class LevelGuide(models.Model):
    """A function's override of the guide of a level; an empty row keeps the general text."""

    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="guides")
    level = models.ForeignKey(Level, on_delete=models.CASCADE, related_name="guides")
    description = models.CharField(max_length=200, blank=True)
    scope = models.CharField(max_length=200, blank=True)
    autonomy = models.CharField(max_length=200, blank=True)
    complexity = models.CharField(max_length=200, blank=True)
    impact = models.CharField(max_length=200, blank=True)
    decision_rights = models.CharField(max_length=200, blank=True)
    leadership = models.CharField(max_length=200, blank=True)

    objects = LevelGuideQuerySet.as_manager()

    class Meta:
        ordering = ["function__code", "level__code"]
        constraints = [
            models.UniqueConstraint(
                name="level_guide_once_per_function",
                fields=["function", "level"],
                violation_error_message="This function words that level already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.function.code} {self.level.code}"

    def natural_key(self) -> tuple[str, str]:
        """The function's code and the level's."""
        return (self.function.code, self.level.code)

    natural_key.dependencies = ["roles.function", "roles.level"]  # type: ignore[attr-defined]
