"""A generated catalogue: as many roles as asked, the same for the same seed, believable, and indexed."""

import pytest

from benchmarks import generation
from roles import dump
from roles.models import Alias, Function, Posting, Revision, Role, RoleComponent
from roles.search.query import search

pytestmark = pytest.mark.usefixtures("catalogue")


def made() -> list[tuple[str, str]]:
    return list(Role.objects.filter(code__startswith="Z0").order_by("code").values_list("code", "title"))


@pytest.mark.parametrize("number", [1, 47])
def test_there_are_as_many_as_asked(number: int) -> None:
    before, revision = Role.objects.count(), Revision.current().number
    assert generation.generate(roles=number) == number
    assert Role.objects.count() == before + number
    assert Revision.current().number == revision + 1


def test_their_proportions_are_those_of_a_catalogue() -> None:
    generation.generate(roles=60)
    roles = Role.objects.filter(code__startswith="Z0")
    per_role = [role.role_components.count() for role in roles]
    assert min(per_role) >= 35
    ladder = roles.filter(focus=roles[0].focus).order_by("grade", "code")
    first, second = (set(role.role_components.values_list("component", flat=True)) for role in ladder[:2])
    assert 0.3 < len(first & second) / len(first | second) < 0.8
    usage = sorted((RoleComponent.objects.filter(component=c).count() for c in first | second), reverse=True)
    assert usage[0] > 3 * usage[-1]
    assert Alias.objects.filter(role__in=roles).count() > 5 * roles.count()


def test_they_are_found() -> None:
    generation.generate(roles=20)
    code, title = made()[0]
    pk = Role.objects.get(code=code).pk
    assert search(title).ids[0] == pk
    assert Posting.objects.filter(role=pk).exists()


def test_the_same_seed_makes_the_same() -> None:
    generation.generate(roles=30, seed=5)
    first = made()
    Role.objects.filter(code__startswith="Z0").delete()
    Function.objects.filter(code__startswith="Z0").delete()
    generation.generate(roles=30, seed=5)
    assert made() == first


def test_every_role_is_a_document_that_could_be_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more functions than are written at a time, no two of which are called the same."""
    monkeypatch.setattr(generation, "_AT_A_TIME", 2)
    generation.generate(roles=90)
    made = Role.objects.filter(code__startswith="Z0")
    found = list(dump.documents(made.order_by("pk")[:60]))  # which validates them
    assert len({role.role.title for role in found}) == len(found)
    assert made.values("title").distinct().count() == made.count()
    assert all(3 <= len(role.role.core_outputs) <= 5 and role.mappings for role in found)
    lengths = [len(role.role.summary) for role in found]
    assert 200 < min(lengths) <= max(lengths) < 400
    assert len({role.role.summary for role in found}) == len(found)


def test_an_own_title_is_approved_for_one_role() -> None:
    generation.generate(roles=100)
    roles = Role.objects.filter(code__startswith="Z0")
    assert Alias.objects.approved().filter(role__in=roles).count() == roles.count()
