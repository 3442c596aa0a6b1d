"""When the tree or the ladder changes, the roles that stand on it follow, and their former codes lead to them."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import tree
from roles.domain import codes
from roles.models import Focus, Function, Level, Redirect, Revision, Role, Superfunction


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


def all_is_in_place() -> bool:
    """Whether every role's stored coordinates are those of its focus and level."""
    for role in Role.objects.select_related("focus__function__superfunction", "level__track"):
        stored = (role.code, role.function, role.superfunction, role.track, role.grade)
        role.set_coordinates()
        if stored != (role.code, role.function, role.superfunction, role.track, role.grade):
            return False
    return True


def rename_function() -> tuple[str, str]:
    Function.objects.filter(code="AIMLAM").update(code="LEARN")
    return "AIMLAM.GEN.P3", "LEARN.GEN.P3"


def rename_focus() -> tuple[str, str]:
    Focus.objects.filter(function__code="AIMLAM", code="NLP").update(code="LANG")
    return "AIMLAM.NLP.P3", "AIMLAM.LANG.P3"


def rename_level() -> tuple[str, str]:
    Level.objects.filter(code="P3").update(code="P9")
    return "AIMLAM.GEN.P3", "AIMLAM.GEN.P9"


def move_focus() -> tuple[str, str]:
    target = Function.objects.get(code="DATSCI")
    Focus.objects.filter(function__code="AIMLAM", code="NLP").update(function=target)
    return "AIMLAM.NLP.P3", "DATSCI.NLP.P3"


@pytest.mark.parametrize("change", [rename_function, rename_focus, rename_level, move_focus])
def test_roles_get_their_new_codes_and_keep_their_old_addresses(
    catalogue: None, vera: User, client: Client, change: Callable[[], tuple[str, str]]
) -> None:
    formers = dict(Role.objects.values_list("pk", "code"))
    before = Revision.current().number
    former, present = change()
    tree.replace_coordinates(roles=Role.objects.all(), by=vera)
    assert all_is_in_place()
    assert Role.objects.get(code=present).pk in [pk for pk, code in formers.items() if code == former]
    changed = {(formers[role.pk], role.pk) for role in Role.objects.all() if role.code != formers[role.pk]}
    assert set(Redirect.objects.values_list("code", "role")) == changed
    assert Revision.current().number == before + 1
    assert client.get(f"/roles/{former}/")["Location"] == f"/roles/{present}/"


def test_the_history_says_who_and_why(catalogue: None, vera: User) -> None:
    rename_focus()
    changed = tree.replace_coordinates(roles=Role.objects.all(), by=vera, reason="a better word")
    assert changed == list(
        Role.objects.filter(focus__code="LANG").order_by("pk").values_list("code", flat=True)
    )
    version = Role.objects.get(code="AIMLAM.LANG.P3").history.latest()
    assert (version.history_user, version.history_change_reason) == (vera, "a better word")
    assert version.code == "AIMLAM.LANG.P3"


def test_another_grade_moves_the_roles_of_the_level_and_no_address(catalogue: None, vera: User) -> None:
    level = Level.objects.get(code="E3")
    Level.objects.filter(pk=level.pk).update(grade=9, track=level.track)
    Role.objects.filter(code="AIMLAM.GEN.P3").update(level=level)
    tree.replace_coordinates(roles=Role.objects.filter(level=level), by=vera)
    assert Role.objects.filter(level=level).exists()
    assert not Role.objects.filter(level=level).exclude(grade=9, track=level.track).exists()


def test_a_function_takes_its_roles_to_another_superfunction(catalogue: None, vera: User) -> None:
    function = Function.objects.get(code="AIMLAM")
    other = Superfunction.objects.exclude(pk=function.superfunction_id).first()
    assert other is not None
    Function.objects.filter(pk=function.pk).update(superfunction=other)
    tree.replace_coordinates(roles=Role.objects.filter(function=function), by=vera)
    assert set(Role.objects.filter(function=function).values_list("superfunction", flat=True)) == {other.pk}
    assert not Redirect.objects.exists()


def test_where_nothing_changed_nothing_is_written(catalogue: None, vera: User) -> None:
    before = Revision.current().number
    versions = Role.history.count()
    assert tree.replace_coordinates(roles=Role.objects.all(), by=vera) == []
    assert Revision.current().number == before
    assert Role.history.count() == versions


def test_a_redirect_gives_way_to_a_role_that_takes_its_code(catalogue: None, vera: User) -> None:
    Redirect.objects.create(code="AIMLAM.LANG.P3", role=Role.objects.get(code="AIMLAM.GEN.P1"))
    rename_focus()
    tree.replace_coordinates(roles=Role.objects.all(), by=vera)
    assert not Redirect.objects.filter(code="AIMLAM.LANG.P3").exists()
    assert Redirect.objects.get(code="AIMLAM.NLP.P3").role.code == "AIMLAM.LANG.P3"


def test_a_function_without_its_general_focus_gets_it_once(catalogue: None) -> None:
    function = Function.objects.create(
        superfunction=Superfunction.objects.earliest("pk"), code="NEWONE", name="New", definition="New work."
    )
    before = Revision.current().number
    tree.add_general_focus(function=function)
    tree.add_general_focus(function=function)
    assert [focus.code for focus in function.focuses.all()] == [codes.GENERAL_FOCUS]
    assert Revision.current().number == before + 1
