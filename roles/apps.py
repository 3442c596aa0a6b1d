"""The application's configuration."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """The catalogue."""

    name = "roles"
    verbose_name = "Role catalogue"
