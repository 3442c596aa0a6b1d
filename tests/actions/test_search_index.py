"""After every write the search index equals one that is built from nothing."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from roles.actions import aliases, mappings, roles, search_index, tree
from roles.domain.choices import AliasType, Relation, Status
from roles.models import ClassificationEntry, Focus, Function, Level, Posting, Role, Superfunction, Word
from tests import worlds


def index() -> set[tuple[str, str, int]]:
    return set(Posting.objects.values_list("role__code", "word__text", "field"))


def counts() -> set[tuple[str, str, int, int]]:
    return set(Word.objects.filter(roles__gt=0).values_list("text", "stem", "roles", "names"))


@pytest.fixture(autouse=True)
def _as_fresh(catalogue: None) -> Iterator[None]:
    """Whatever a test writes, the index equals a rebuilt one afterwards."""
    yield
    kept = index(), counts()
    search_index.rebuild()
    assert kept == (index(), counts())


@pytest.fixture
def vera() -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def role() -> Role:
    return Role.objects.get(code="AIMLAM.GEN.P3")


def fields(role: Role, word: str) -> list[int]:
    return list(Posting.objects.filter(role=role, word__text=word).values_list("field", flat=True))


def test_an_alias_moves_up_with_its_approval_and_leaves_with_its_rejection(role: Role, vera: User) -> None:
    title = aliases.add(
        role=role, text="Quux Tamer", type=AliasType.COMMON, confidence=Decimal("0.5"), by=vera
    )
    assert fields(role, "quux") == [4]
    aliases.approve(alias=title, by=vera)
    assert fields(role, "quux") == [2]
    aliases.reject(alias=title, by=vera)
    assert fields(role, "quux") == []
    aliases.undo(alias=title, by=vera)
    assert fields(role, "quux") == [4]


def test_an_edited_title_is_found_and_the_former_is_not(role: Role, vera: User) -> None:
    role.title = "Quux Engineer"
    roles.save(role=role, by=vera)
    assert fields(role, "quux") == [1]


def test_a_move_changes_the_words_of_the_code(role: Role, vera: User) -> None:
    roles.move(
        role=role,
        focus=Focus.objects.get(function__code="SRENG", code="GEN"),
        level=Level.objects.get(code="E1"),
        by=vera,
    )
    assert fields(role, "sreng") == [3]
    assert fields(role, "aimlam") == []


def test_a_retired_role_leaves_and_comes_back(role: Role, vera: User) -> None:
    published = Role.objects.filter(status="published").earliest("code")
    roles.change_status(role=published, status=Status.RETIRED, by=vera)
    assert not Posting.objects.filter(role=published).exists()
    roles.change_status(role=published, status=Status.PUBLISHED, by=vera)
    assert Posting.objects.filter(role=published).exists()


def test_a_mapping_is_found_until_it_is_rejected(role: Role, vera: User) -> None:
    entry = ClassificationEntry.objects.get(code="15-1244")
    mapping = mappings.add(
        role=role, entry=entry, relation=Relation.BROAD, confidence=Decimal("0.5"), by=vera
    )
    assert fields(role, "15-1244") == [6]
    mappings.reject(mapping=mapping, by=vera)
    assert fields(role, "15-1244") == []


def test_a_function_that_moves_takes_its_roles_along(vera: User) -> None:
    function = Function.objects.get(code="SRENG")
    function.superfunction = Superfunction.objects.get(code="DATA")
    function.save()
    tree.replace_coordinates(roles=Role.objects.filter(function=function), by=vera)
    search_index.refresh(search_index.roles_touched_by(function))
    assert Posting.objects.filter(role__function=function, word__text="ai").count() == function.roles.count()


def test_a_load_updates_the_index(tmp_path: Path) -> None:
    document = worlds.role_document(
        "AIMLAM.GEN.P3", title="Quux Engineer", components={"skill": [{"label": "Quuxing"}]}
    )
    worlds.load_files(tmp_path, worlds.function_of(document))
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    assert (fields(role, "quux"), fields(role, "quuxing")) == ([1], [5])


def test_a_dry_run_leaves_the_index_alone(tmp_path: Path) -> None:
    before = index()
    worlds.load_files(
        tmp_path, worlds.function_of(worlds.role_document("AIMLAM.GEN.P3", title="Quux")), dry_run=True
    )
    assert index() == before


def test_a_deleted_role_takes_its_postings_along(role: Role) -> None:
    touched = list(search_index.roles_touched_by(role).values_list("pk", flat=True))
    role.delete()
    search_index.refresh(Role.objects.filter(pk__in=touched))
    assert not Posting.objects.filter(role_id__in=touched).exists()
    search_index.rebuild()


def test_many_new_roles_are_added_at_once() -> None:
    ids = list(Role.objects.order_by("pk").values_list("pk", flat=True))
    Posting.objects.all().delete()
    search_index.add_ids(ids)
    assert Posting.objects.filter(role__in=ids).exists()  # the fixture compares it with a rebuild


def test_nothing_to_do_writes_nothing() -> None:
    assert search_index.refresh(Role.objects.all()) == 0
