"""Editors: their group with its permissions, and their accounts."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

GROUP = "Editors"
WRITTEN = (
    "alias",
    "component",
    "coreoutput",
    "levelguide",
    "mapping",
    "paybenchmark",
    "role",
    "rolecomponent",
)
"""What editors add and change."""

DELETED = ("alias", "coreoutput", "mapping", "paybenchmark", "rolecomponent")
"""What editors delete. A role is retired instead, and a component is shared by roles."""


def editor_permissions() -> set[str]:
    """Return the codenames of what editors may do: see all of the catalogue and its history, write a part."""
    seen = {f"view_{model._meta.model_name}" for model in apps.get_app_config("roles").get_models()}
    written = {f"{verb}_{name}" for verb in ("add", "change") for name in WRITTEN}
    return seen | written | {f"delete_{name}" for name in DELETED}


@transaction.atomic
def editors_group() -> Group:
    """Return the group with exactly its permissions, created or corrected when necessary."""
    create_permissions(apps.get_app_config("roles"), verbosity=0)
    group, _ = Group.objects.get_or_create(name=GROUP)
    permissions = Permission.objects.filter(content_type__app_label="roles")
    group.permissions.set(permissions.filter(codename__in=editor_permissions()))
    return group


@transaction.atomic
def create_editor(*, name: str, password: str, email: str = "") -> AbstractUser:
    """Create an account in the group: it may sign in to the admin and is no superuser.

    Raises ValidationError, with every fault, for a name that is empty, malformed or taken, a malformed e-mail
    address or a password that the validators refuse.
    """
    accounts = get_user_model()
    user = accounts(username=accounts.normalize_username(name.strip()), email=email.strip(), is_staff=True)
    faults: list[ValidationError] = []
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        faults.append(error)
    try:
        validate_password(password, user)
    except ValidationError as error:
        faults.append(error)
    if faults:
        raise ValidationError([message for fault in faults for message in fault.messages])
    user.set_password(password)
    user.save()
    user.groups.add(editors_group())
    return user
