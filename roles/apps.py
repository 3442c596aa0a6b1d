"""The application's configuration."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """The catalogue, as one Django application."""

    name = "roles"
    verbose_name = "Role catalogue"
