"""Columns of several change lists."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html

from roles.domain.choices import Choice
from roles.domain.confidence import confidence_band
from roles.models import Role


def code_link(role: Role, after: str = "") -> str:
    """The role's code as a link to its page, followed by ``after``."""
    return format_html('<a class="code" href="{}">{}</a>{}', role.get_absolute_url(), role.code, after)


def state_chip(state: Choice) -> str:
    """The word for a state, with the shape that the style sheet gives it."""
    return format_html('<span class="state" data-state="{}">{}</span>', state.value, state.label)


class RoleColumn:
    """A column ``role_code`` that links the row's role, with its title."""

    @admin.display(description="role", ordering="role__code")
    def role_code(self, obj: Any) -> str:
        return code_link(obj.role, format_html(' <span class="role-title">{}</span>', obj.role.title))


class ConfidenceColumn:
    """A column ``confidence_words``, such as ``medium 0.70``."""

    @admin.display(description="confidence", ordering="confidence")
    def confidence_words(self, obj: Any) -> str:
        return f"{confidence_band(obj.confidence)} {obj.confidence:.2f}"
