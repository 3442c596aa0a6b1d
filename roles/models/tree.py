"""The tree: superfunction, function, focus."""

from django.db import models
from django.urls import reverse

from roles.domain import codes
from roles.models.addresses import address
from roles.models.constraints import code_form, code_validator

_FUNCTION_MESSAGE = "A function's code has 3 to 6 capitals or digits, for example AIMLAM."
_FOCUS_MESSAGE = "A focus's code has 2 to 6 capitals or digits, for example GEN."


def no_stems() -> list[str]:
    """The default of ``title_stems``: a function of its own, because migrations name it."""
    return []


class SuperfunctionQuerySet(models.QuerySet["Superfunction"]):
    def get_by_natural_key(self, code: str) -> "Superfunction":
        return self.get(code=code)


class Superfunction(models.Model):
    """A broad field of work, with the SOC major group from which mappings are inferred."""

    code = models.CharField(
        max_length=6, unique=True, validators=[code_validator(codes.FUNCTION, _FUNCTION_MESSAGE)]
    )
    name = models.CharField(max_length=120, unique=True)
    definition = models.TextField(max_length=2000)
    soc_major_group = models.ForeignKey(
        "roles.ClassificationEntry",
        on_delete=models.PROTECT,
        related_name="superfunctions",
        verbose_name="SOC major group",
        limit_choices_to={"classification__code": "SOC2018", "code__endswith": "-0000"},
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = SuperfunctionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "code"]
        constraints = [
            code_form(
                "superfunction_code_form",
                "code",
                codes.FUNCTION,
                "A superfunction's code has 3 to 6 capitals or digits, for example DATA.",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["roles.classificationentry"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return reverse("roles:functions", fragment=self.code)


class FunctionQuerySet(models.QuerySet["Function"]):
    def get_by_natural_key(self, code: str) -> "Function":
        return self.get(code=code)


class Function(models.Model):
    """An occupation family, such as AI/ML Engineer."""

    superfunction = models.ForeignKey(Superfunction, on_delete=models.PROTECT, related_name="functions")
    code = models.CharField(
        max_length=6, unique=True, validators=[code_validator(codes.FUNCTION, _FUNCTION_MESSAGE)]
    )
    name = models.CharField(max_length=120, unique=True)
    definition = models.TextField(max_length=2000)
    title_stems = models.JSONField(
        default=no_stems, blank=True, help_text="The stems from which aliases are generated, as a JSON list."
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = FunctionQuerySet.as_manager()

    class Meta:
        ordering = ["superfunction__position", "position", "code"]
        constraints = [code_form("function_code_form", "code", codes.FUNCTION, _FUNCTION_MESSAGE)]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    natural_key.dependencies = ["roles.superfunction"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return address("roles:function", self.code)


class FocusQuerySet(models.QuerySet["Focus"]):
    def get_by_natural_key(self, function: str, code: str) -> "Focus":
        return self.get(function__code=function, code=code)


class Focus(models.Model):
    """A specialism inside a function; GEN (General) always exists."""

    function = models.ForeignKey(Function, on_delete=models.CASCADE, related_name="focuses")
    code = models.CharField(max_length=6, validators=[code_validator(codes.FOCUS, _FOCUS_MESSAGE)])
    name = models.CharField(max_length=120)
    definition = models.TextField(max_length=2000)
    title_stems = models.JSONField(default=no_stems, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = FocusQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "focuses"
        ordering = ["function__superfunction__position", "function__position", "position", "code"]
        constraints = [
            code_form("focus_code_form", "code", codes.FOCUS, _FOCUS_MESSAGE),
            models.UniqueConstraint(
                name="focus_code_once_per_function",
                fields=["function", "code"],
                violation_error_message="This function has a focus of that code already.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.function.code}.{self.code} {self.name}"

    def natural_key(self) -> tuple[str, str]:
        return (self.function.code, self.code)

    natural_key.dependencies = ["roles.function"]  # type: ignore[attr-defined]
