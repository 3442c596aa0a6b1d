"""Redirects from the former codes of roles."""

from django.db import models

from roles.domain import codes
from roles.models.constraints import code_form, code_validator

_MESSAGE = "A role's code is FUNCTION.FOCUS.LEVEL, for example AIMLAM.GEN.P3."


class RedirectQuerySet(models.QuerySet["Redirect"]):
    """Named queries over redirects."""

    def get_by_natural_key(self, code: str) -> "Redirect":
        """The redirect of a former code."""
        return self.get(code=code)


class Redirect(models.Model):
    """A code that a role once had; its address leads to the role's present one."""

    code = models.CharField(
        "former code", max_length=20, unique=True, validators=[code_validator(codes.ROLE, _MESSAGE)]
    )
    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="redirects")

    objects = RedirectQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [code_form("redirect_code_form", "code", codes.ROLE, _MESSAGE)]

    def __str__(self) -> str:
        return f"{self.code} → {self.role}"

    def natural_key(self) -> tuple[str]:
        """The former code."""
        return (self.code,)

    natural_key.dependencies = ["roles.role"]  # type: ignore[attr-defined]
