"""``generate_catalogue``: so many roles, once, on top of a ladder."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.models import Role


def generate(**options: Any) -> str:
    out = StringIO()
    call_command("generate_catalogue", stdout=out, stderr=StringIO(), **options)
    return out.getvalue().strip()


def test_it_adds_as_many_roles_as_asked_and_only_once(catalogue: None) -> None:
    before = Role.objects.count()
    assert generate(roles=12) == "12 roles generated."
    assert Role.objects.count() == before + 12
    with pytest.raises(CommandError, match="generated roles already"):
        generate(roles=12)


def test_it_needs_a_number_and_a_ladder(empty_catalogue: None) -> None:
    with pytest.raises(CommandError, match="--roles is a number from 1"):
        generate(roles=0)
    with pytest.raises(CommandError, match="Run load_catalogue first"):
        generate(roles=5)
