"""Aliases: titles that people use for a role."""

from typing import Any

from django.db import models
from django.db.models import Case, Func, Q, Value, When
from simple_history.models import HistoricalRecords

from roles.domain import codes
from roles.domain.choices import AliasOrigin, AliasState, AliasType
from roles.domain.confidence import ConfidenceBand, confidence_band
from roles.domain.titles import normalise
from roles.models.constraints import code_form, code_validator, one_of, within_zero_and_one


def address_of(column: Any) -> Func:
    """The slug of a normalised title as ``domain.titles.title_slug`` makes it, computed in the database.

    The characters are part of the SQL: with parameters SQLite would not match the expression with that of the index.
    """
    template = "REPLACE(REPLACE(%(expressions)s, ' ', '-'), '/', '-')"
    return Func(column, template=template, output_field=models.CharField())


SCOPE_MESSAGE = "A scope is “global” or a region code such as DE or US-CA."


class AliasQuerySet(models.QuerySet["Alias"]):
    """Named queries over aliases."""

    def get_by_natural_key(self, role: str, key: str) -> "Alias":
        """The alias of a role's code and the normalised text."""
        return self.get(role__code=role, key=key)

    def approved(self) -> "AliasQuerySet":
        """Those that an editor has approved."""
        return self.filter(state=AliasState.APPROVED.value)

    def public(self) -> "AliasQuerySet":
        """Those that visitors may see somewhere: a title that one of them suggested only once it is approved."""
        return self.filter(~Q(origin=AliasOrigin.SUGGESTED.value) | Q(state=AliasState.APPROVED.value))

    def evidence(self) -> "AliasQuerySet":
        """Those by which search and title resolution find a role: public and not rejected."""
        return self.public().exclude(state=AliasState.REJECTED.value)

    def awaiting_review(self) -> "AliasQuerySet":
        """Those that no one has decided on."""
        return self.filter(state=AliasState.PENDING.value)

    def pending_first(self) -> "AliasQuerySet":
        """The review queue's order: undecided first, then by text."""
        rank = Case(When(state=AliasState.PENDING.value, then=Value(0)), default=Value(1))
        return self.order_by(rank, "key", "role__code")


class Alias(models.Model):
    """A title that people use for the role; an approved one resolves to exactly one role within its scope."""

    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=120)
    key = models.CharField(max_length=120, editable=False, db_index=True)
    type = models.CharField(max_length=12, choices=AliasType.choices(), default=AliasType.COMMON.value)
    confidence = models.DecimalField(max_digits=3, decimal_places=2, help_text="0.00 to 1.00")
    state = models.CharField(
        max_length=8, choices=AliasState.choices(), default=AliasState.PENDING.value, editable=False
    )
    scope = models.CharField(
        max_length=6,
        default=codes.GLOBAL_SCOPE,
        validators=[code_validator(codes.SCOPE, SCOPE_MESSAGE)],
    )
    origin = models.CharField(max_length=9, choices=AliasOrigin.choices(), default=AliasOrigin.EDITOR.value)
    decided_by = models.CharField(max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = AliasQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name_plural = "aliases"
        ordering = ["role", "position", "key"]
        indexes = [models.Index(address_of("key"), name="alias_by_address")]
        constraints = [
            models.UniqueConstraint(
                name="alias_once_per_role",
                fields=["role", "key"],
                violation_error_message="The role has this alias already.",
            ),
            models.UniqueConstraint(
                name="one_approved_alias_per_title_and_scope",
                fields=["key", "scope"],
                condition=Q(state=AliasState.APPROVED.value),
                violation_error_message="This title is already approved for another role in the same scope.",
            ),
            within_zero_and_one("alias_confidence_range"),
            code_form("alias_scope_form", "scope", codes.SCOPE, SCOPE_MESSAGE),
            one_of("alias_type_known", "type", AliasType, "The type is not one of the list."),
            one_of("alias_state_known", "state", AliasState, "The state is pending, approved or rejected."),
            one_of("alias_origin_known", "origin", AliasOrigin, "The origin is not one of the list."),
        ]

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        """Derive the key first, so that the constraints check the new text."""
        self.key = normalise(self.text)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the key derived from the text."""
        self.key = normalise(self.text)
        super().save(*args, **kwargs)

    @property
    def confidence_band(self) -> ConfidenceBand:
        """The word for the confidence."""
        return confidence_band(self.confidence)

    def natural_key(self) -> tuple[str, str]:
        """The role's code and the normalised text."""
        return (self.role.code, self.key)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]
