"""Roles, which the catalogue lists, and their core outputs."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.db.models import Q, Subquery
from django.db.models.functions import Collate, Lower
from simple_history.models import HistoricalRecords

from roles.documents.fields import Text, fields_of
from roles.domain import codes
from roles.domain.choices import Status
from roles.domain.confidence import ConfidenceBand, confidence_band
from roles.domain.coordinates import Coordinates
from roles.models.addresses import address
from roles.models.alias import SCOPE_MESSAGE, address_of
from roles.models.constraints import code_form, code_validator, one_of, within_zero_and_one
from roles.models.level import Level, Track
from roles.models.tree import Focus, Function, Superfunction

PROSE = tuple(field.column for field in fields_of(Text.PROSE))
"""The long texts of a role, which lists leave unread."""

LISTED = ~Q(status=Status.RETIRED.value)
"""The condition of ``RoleQuerySet.listed``, for the indexes that lists are read from."""

TIERS = {
    "focus": ("focus",),
    "function": ("function",),
    "superfunction": ("superfunction",),
    "catalogue": (),
}
"""The indexes for ``roles.adjacent.nearest``, by name: each has the listed roles of a part of the tree on one track and
grade in order of their codes, which is what a distance tier is read from."""


def no_steps() -> list[str]:
    """The default of a story's plan."""
    return []


def nothing_accepted() -> list[dict[str, str]]:
    """The default of the accepted findings."""
    return []


class RoleQuerySet(models.QuerySet["Role"]):
    """Named queries over roles."""

    def get_by_natural_key(self, code: str) -> "Role":
        """The role of a code."""
        return self.get(code=code)

    def of_code(self, code: str) -> "RoleQuerySet":
        """The role that has the code, or had it before it was moved: at most one."""
        redirects: Any = self.model._meta.get_field("redirects")
        former = redirects.related_model.objects.filter(code=code).values("role")
        # A subquery of one row instead of a join: with OR over a join the database would read every role.
        return self.filter(Q(code=code) | Q(pk=Subquery(former)))

    def with_key(self) -> Any:
        """With ``key``, the title normalised as far as the database can; compared by character, as in role_by_title."""
        lower = Lower("title")
        return self.annotate(key=Collate(lower, "C") if connection.vendor == "postgresql" else lower)

    def listed(self) -> "RoleQuerySet":
        """Those in lists, search and sitemaps: all but the retired."""
        return self.exclude(status=Status.RETIRED.value)

    def with_place(self) -> "RoleQuerySet":
        """With its place in the tree: focus, function, superfunction and level."""
        return self.select_related("focus", "function", "superfunction", "level__track")

    def for_summaries(self) -> "RoleQuerySet":
        """With their place and without the prose, which no line of a list shows."""
        return self.with_place().defer(
            *PROSE, "accepted", "function__definition", "focus__definition", "superfunction__definition"
        )

    def in_confidence_band(self, band: ConfidenceBand) -> "RoleQuerySet":
        """Those whose confidence lies in the band."""
        low, above = band.limits
        return self.filter(confidence__gte=low, confidence__lt=above)


class Role(models.Model):
    """Function × focus × level, with one code and one page.

    ``set_coordinates`` derives ``code``, ``function``, ``superfunction``, ``track`` and ``grade`` from focus and level.
    They are columns so that adjacency and lists need no join.
    """

    code = models.CharField(max_length=20, unique=True, editable=False)
    focus = models.ForeignKey(Focus, on_delete=models.PROTECT, related_name="roles")
    level = models.ForeignKey(Level, on_delete=models.PROTECT, related_name="roles")
    function = models.ForeignKey(Function, on_delete=models.PROTECT, related_name="roles", editable=False)
    superfunction = models.ForeignKey(
        Superfunction, on_delete=models.PROTECT, related_name="roles", editable=False
    )
    track = models.ForeignKey(Track, on_delete=models.PROTECT, related_name="roles", editable=False)
    grade = models.PositiveSmallIntegerField(editable=False)

    title = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200)
    summary = models.TextField(max_length=2000)
    story_who = models.TextField("who does this work", max_length=2000, blank=True)
    story_external = models.TextField("the external problem", max_length=2000, blank=True)
    story_internal = models.TextField("the internal problem", max_length=2000, blank=True)
    story_why = models.TextField("why it matters", max_length=2000, blank=True)
    story_plan = models.JSONField("the plan", default=no_steps, blank=True, help_text="A JSON list of steps.")
    story_stakes = models.TextField("what is at stake", max_length=2000, blank=True)
    story_success = models.TextField("what success looks like", max_length=2000, blank=True)

    confidence = models.DecimalField(max_digits=3, decimal_places=2, help_text="0.00 to 1.00")
    status = models.CharField(max_length=9, choices=Status.choices(), default=Status.DRAFT.value)
    scope = models.CharField(
        max_length=6,
        default=codes.GLOBAL_SCOPE,
        validators=[code_validator(codes.SCOPE, SCOPE_MESSAGE)],
        help_text=SCOPE_MESSAGE,
    )
    version = models.PositiveSmallIntegerField(default=1)
    replaced_by = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replaces"
    )
    accepted = models.JSONField(
        "accepted findings",
        default=nothing_accepted,
        blank=True,
        editable=False,
        help_text="Findings of check_catalogue that stand, as its files give them: rule, place, reason.",
    )

    objects = RoleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        indexes = [
            *(
                models.Index(
                    fields=[*within, "track", "grade", "code"], name=f"role_tier_{word}", condition=LISTED
                )
                for word, within in TIERS.items()
            ),
            models.Index(address_of(Lower("title")), name="role_by_address"),
            # The facet index reads these columns of every role; from this index it does so without the long texts.
            models.Index(fields=["focus", "level", "status", "confidence", "scope"], name="role_facets"),
        ]
        constraints = [
            code_form(
                "role_code_form",
                "code",
                codes.ROLE,
                "A role's code is FUNCTION.FOCUS.LEVEL, for example AIMLAM.GEN.P3.",
            ),
            models.UniqueConstraint(
                name="role_once_per_focus_and_level",
                fields=["focus", "level"],
                violation_error_message="This focus has a role on that level already.",
            ),
            within_zero_and_one("role_confidence_range"),
            code_form("role_scope_form", "scope", codes.SCOPE, SCOPE_MESSAGE),
            one_of("role_status_known", "status", Status, "The status is not one of the list."),
            models.CheckConstraint(
                name="role_replaced_only_when_retired",
                condition=Q(replaced_by__isnull=True) | Q(status=Status.RETIRED.value),
                violation_error_message="Only a retired role is replaced by another.",
            ),
            models.CheckConstraint(
                name="role_version_from_one",
                condition=Q(version__gte=1),
                violation_error_message="Versions count from 1.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def set_coordinates(self) -> None:
        """Derive code and coordinates from focus and level."""
        self.function = self.focus.function
        self.superfunction = self.function.superfunction
        self.track = self.level.track
        self.grade = self.level.grade
        self.code = f"{self.function.code}.{self.focus.code}.{self.level.code}"

    def clean(self) -> None:
        """Derive the coordinates first, so that the constraints check the new code."""
        if self.focus_id and self.level_id:
            self.set_coordinates()
        if self.pk and self.replaced_by_id == self.pk:
            raise ValidationError({"replaced_by": "A role cannot be replaced by itself."})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with code and coordinates derived from focus and level."""
        self.set_coordinates()
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str]:
        """The code."""
        return (self.code,)

    natural_key.dependencies = ["roles.focus", "roles.level"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """The role's page."""
        return address("roles:role", self.code)

    @property
    def coordinates(self) -> Coordinates:
        """The structural coordinates; without a query for a role read ``with_place``."""
        return Coordinates(
            self.superfunction.code, self.function.code, self.focus.code, self.level.track.code, self.grade
        )

    @property
    def confidence_band(self) -> ConfidenceBand:
        """The word for the confidence."""
        return confidence_band(self.confidence)

    @property
    def status_word(self) -> str:
        """The status as a page shows it."""
        return Status(self.status).label

    @property
    def is_retired(self) -> bool:
        """Whether the role has left the lists."""
        return self.status == Status.RETIRED.value


class CoreOutputQuerySet(models.QuerySet["CoreOutput"]):
    """Named queries over core outputs."""

    def get_by_natural_key(self, role: str, position: int) -> "CoreOutput":
        """The output of a role's code and its position."""
        return self.get(role__code=role, position=position)


class CoreOutput(models.Model):
    """Something that the role delivers, at its position among the others."""

    role = models.ForeignKey(Role, on_delete=models.CASCADE, related_name="core_outputs")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=200)

    objects = CoreOutputQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(
                name="core_output_place_once_per_role",
                fields=["role", "position"],
                violation_error_message="Another output of the role has this place.",
            )
        ]

    def __str__(self) -> str:
        return self.text

    def natural_key(self) -> tuple[str, int]:
        """The role's code and the position."""
        return (self.role.code, self.position)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]
