"""``suggest_aliases``: what it makes and prints, for everything or for what is named."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from roles.models import Alias, Function, Role

pytestmark = pytest.mark.usefixtures("catalogue")


def suggest(*codes: str, **options: Any) -> list[str]:
    out = StringIO()
    call_command("suggest_aliases", *codes, stdout=out, **options)
    return out.getvalue().splitlines()


def test_asked_again_it_makes_nothing() -> None:
    suggest()
    assert suggest() == ["0 aliases made, pending; 0 of them collide with another role's title."]


def test_a_new_stem_gives_new_titles_for_the_roles_named() -> None:
    Function.objects.filter(code="SRENG").update(title_stems=["Quux Taming"])
    lines = suggest("sreng.gen.p3")
    assert "SRENG.GEN.P3  0.70  Quux Taming III" in lines
    assert lines[-1] == "3 aliases made, pending; 0 of them collide with another role's title."
    assert set(Alias.objects.filter(text__contains="Quux").values_list("role__code", flat=True)) == {
        "SRENG.GEN.P3"
    }


def test_a_function_stands_for_its_roles_and_collisions_are_marked() -> None:
    Function.objects.filter(code="SRENG").update(title_stems=["Quux Taming"])
    Role.objects.filter(code="DATSCI.GEN.P3").update(title="Quux Taming II")
    lines = suggest("SRENG", dry_run=True)
    assert "SRENG.GEN.P2  0.70  Quux Taming II  (collides with DATSCI.GEN.P3)" in lines
    assert lines[-1].endswith("1 of them collide with another role's title.")
    assert not Alias.objects.filter(text__contains="Quux").exists()


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(CommandError, match="There is no role or function NOPE"):
        suggest("NOPE", "SRENG")
