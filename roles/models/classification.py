"""Outside classifications and their entries."""

from django.db import models

from roles.domain import classifications


class ClassificationQuerySet(models.QuerySet["Classification"]):
    def get_by_natural_key(self, code: str) -> "Classification":
        return self.get(code=code)


class Classification(models.Model):
    """An outside standard, such as SOC 2018."""

    code = models.CharField(max_length=12, unique=True, choices=list(classifications.NAMES.items()))
    name = models.CharField(max_length=120, unique=True)
    publisher = models.CharField(max_length=200)

    objects = ClassificationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="classification_known",
                condition=models.Q(code__in=sorted(classifications.NAMES)),
                violation_error_message="A classification is one of SOC2018, ONETSOC2019, ISCO08 and ESCO.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)


class ClassificationEntryQuerySet(models.QuerySet["ClassificationEntry"]):
    def get_by_natural_key(self, standard: str, code: str) -> "ClassificationEntry":
        return self.get(classification__code=standard, code=code)


class ClassificationEntry(models.Model):
    """One entry of a classification, below its parent."""

    classification = models.ForeignKey(Classification, on_delete=models.CASCADE, related_name="entries")
    code = models.CharField(max_length=120)
    title = models.CharField(max_length=200)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    definition = models.TextField(max_length=2000, blank=True)

    objects = ClassificationEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "classification entries"
        ordering = ["classification__code", "code"]
        constraints = [
            models.UniqueConstraint(
                name="entry_code_once_per_classification",
                fields=["classification", "code"],
                violation_error_message="This classification has an entry of that code already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def natural_key(self) -> tuple[str, str]:
        return (self.classification.code, self.code)

    natural_key.dependencies = ["roles.classification"]  # type: ignore[attr-defined]

    @property
    def depth(self) -> str:
        """The depth that the code has, for example ``SOC major group``."""
        return classifications.depth(self.classification.code, self.code)
