"""Mappings: ties from roles to entries of outside classifications."""

from django.db import models
from simple_history.models import HistoricalRecords

from roles.domain.choices import MappingSource, Relation, ReviewState
from roles.models.classification import ClassificationEntry
from roles.models.constraints import one_of, within_zero_and_one


class MappingQuerySet(models.QuerySet["Mapping"]):
    """Named queries over mappings."""

    def get_by_natural_key(self, role: str, standard: str, entry: str) -> "Mapping":
        """The mapping of a role's code to an entry."""
        return self.get(role__code=role, entry__classification__code=standard, entry__code=entry)

    def awaiting_review(self) -> "MappingQuerySet":
        """Those that no one has decided on."""
        return self.filter(review=ReviewState.NEEDS_REVIEW.value)


class Mapping(models.Model):
    """A tie from a role to an entry, with its relation, source, confidence and review."""

    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="mappings")
    entry = models.ForeignKey(ClassificationEntry, on_delete=models.PROTECT, related_name="mappings")
    relation = models.CharField(max_length=8, choices=Relation.choices())
    source = models.CharField(
        max_length=30, choices=MappingSource.choices(), default=MappingSource.EDITOR.value
    )
    confidence = models.DecimalField(max_digits=3, decimal_places=2, help_text="0.00 to 1.00")
    review = models.CharField(
        max_length=12,
        choices=ReviewState.choices(),
        default=ReviewState.NEEDS_REVIEW.value,
        editable=False,
    )
    decided_by = models.CharField(max_length=150, blank=True, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = MappingQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        ordering = ["role", "position"]
        constraints = [
            models.UniqueConstraint(
                name="mapping_once_per_role",
                fields=["role", "entry"],
                violation_error_message="The role is mapped to this entry already.",
            ),
            within_zero_and_one("mapping_confidence_range"),
            one_of("mapping_relation_known", "relation", Relation, "The relation is not one of the list."),
            one_of("mapping_source_known", "source", MappingSource, "The source is not one of the list."),
            one_of("mapping_review_known", "review", ReviewState, "The review is not one of the list."),
        ]

    def __str__(self) -> str:
        return f"{self.role} → {self.entry}"

    def natural_key(self) -> tuple[str, str, str]:
        """The role's code and the entry's natural key."""
        return (self.role.code, *self.entry.natural_key())

    natural_key.dependencies = ["roles.role", "roles.classificationentry"]  # type: ignore[attr-defined]
