"""Aliases to decide on."""

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import User

from roles.actions import aliases
from roles.domain.choices import AliasType
from roles.models import Alias, Role


def new_alias(by: User, code: str, text: str, **others: Any) -> Alias:
    given = {"type": AliasType.COMMON, "confidence": Decimal("0.70"), **others}
    return aliases.add(role=Role.objects.get(code=code), text=text, by=by, **given)
