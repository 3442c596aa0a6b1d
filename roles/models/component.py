"""Components as shared concepts, and the components of a role."""

from typing import Any

from django.db import models
from django.utils.text import slugify

from roles.domain.choices import Commonness, ComponentOrigin, Kind
from roles.domain.titles import normalise
from roles.models.addresses import address
from roles.models.constraints import one_of

SLUG_LENGTH = 160
_SPELLED_OUT = str.maketrans({"+": " plus ", "#": " sharp ", "/": " ", "&": " and ", ".": " "})


def component_slug(label: str) -> str:
    """The label in an address: ``ai-ml-model-architecture`` for ``AI/ML model architecture``.

    ``+`` and ``#`` are spelled out, so that C, C++ and C# differ. A slug is cut to the length of its column.
    """
    return slugify(label.translate(_SPELLED_OUT), allow_unicode=True)[:SLUG_LENGTH]


class ComponentQuerySet(models.QuerySet["Component"]):
    """Named queries over components."""

    def get_by_natural_key(self, kind: str, key: str) -> "Component":
        """The component of a kind and normalised label."""
        return self.get(kind=kind, key=key)


class Component(models.Model):
    """A responsibility, task, skill, knowledge, competency or qualification that roles share."""

    kind = models.CharField(max_length=14, choices=Kind.choices())
    label = models.CharField(max_length=120)
    key = models.CharField(max_length=120, editable=False)
    slug = models.CharField(max_length=SLUG_LENGTH, editable=False)
    roles = models.PositiveIntegerField("listed roles", db_default=0, default=0, editable=False)
    """How many listed roles have it; ``roles.actions.component_counts`` maintains it."""

    objects = ComponentQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "label"]
        indexes = [
            models.Index(fields=["-roles", "key", "kind", "id"], name="component_most_shared"),
            models.Index(fields=["kind", "-roles", "key", "id"], name="component_most_shared_of_kind"),
        ]
        constraints = [
            one_of("component_kind_known", "kind", Kind, "A component is of one of the six kinds."),
            models.UniqueConstraint(
                name="component_once_per_kind",
                fields=["kind", "key"],
                violation_error_message="A component of this kind has that label already, "
                "without regard to case and spacing.",
            ),
            models.UniqueConstraint(
                name="component_slug_once_per_kind",
                fields=["kind", "slug"],
                violation_error_message="A component of this kind differs from that label only in punctuation. "
                "Use the existing spelling.",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def set_keys(self) -> None:
        """Derive key and slug from the label."""
        self.key = normalise(self.label)
        self.slug = component_slug(self.label)

    def clean(self) -> None:
        """Derive the keys first, so that the constraints check the new label."""
        self.set_keys()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with keys derived from the label."""
        self.set_keys()
        super().save(*args, **kwargs)

    def natural_key(self) -> tuple[str, str]:
        """The kind and the normalised label."""
        return (self.kind, self.key)

    def get_absolute_url(self) -> str:
        """The component's page."""
        return address("roles:component", self.kind, self.slug)


class RoleComponentQuerySet(models.QuerySet["RoleComponent"]):
    """Named queries over the components of roles."""

    def get_by_natural_key(self, role: str, kind: str, key: str) -> "RoleComponent":
        """The row of a role's code and a component's natural key."""
        return self.get(role__code=role, component__kind=kind, component__key=key)


class RoleComponent(models.Model):
    """A component of a role: how common it is, where the role has it from, and its position."""

    role = models.ForeignKey("roles.Role", on_delete=models.CASCADE, related_name="role_components")
    component = models.ForeignKey(
        Component, on_delete=models.PROTECT, related_name="role_components", db_index=False
    )
    commonness = models.CharField(
        max_length=10, choices=Commonness.choices(), default=Commonness.COMMON.value
    )
    origin = models.CharField(
        max_length=8, choices=ComponentOrigin.choices(), default=ComponentOrigin.LEVEL.value
    )
    position = models.PositiveSmallIntegerField(default=0)

    objects = RoleComponentQuerySet.as_manager()

    class Meta:
        ordering = ["role", "position"]
        indexes = [models.Index(fields=["component", "role"], name="role_component_by_component")]
        constraints = [
            models.UniqueConstraint(
                name="component_once_per_role",
                fields=["role", "component"],
                violation_error_message="The role has this component already.",
            ),
            one_of("commonness_known", "commonness", Commonness, "Commonness is common, occasional or rare."),
            one_of(
                "component_origin_known", "origin", ComponentOrigin, "Origin is function, focus or level."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} – {self.component}"

    def natural_key(self) -> tuple[str, str, str]:
        """The role's code and the component's natural key."""
        return (self.role.code, *self.component.natural_key())

    natural_key.dependencies = ["roles.role", "roles.component"]  # type: ignore[attr-defined]
