"""Reading distance tiers finds the same roles as sorting all of them, with ties and retired roles."""

from collections.abc import Sequence

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from roles.actions.load.bulk import insert
from roles.adjacent.nearest import nearest, units
from roles.domain.coordinates import Kinship, distance
from roles.models import Focus, Function, Level, Role, Superfunction
from tests import by_hand

FIELDS = ["code", "focus", "level", "function", "superfunction", "track", "grade", "status"]
FIELDS += ["title", "tagline", "summary", "story_who", "story_external", "story_internal", "story_why"]
FIELDS += ["story_stakes", "story_success", "confidence", "scope", "version", "story_plan", "accepted"]
TEXTS = ("A title", "A line", "A summary", *("",) * 6, "0.60", "global", 1, "[]", "[]")

Rung = tuple[int, int, int, int, bool]
"""A role by the number of its superfunction, function, focus and level, and whether it is retired."""

_sizes = st.sampled_from([(1, 1, 1), (1, 4, 3), (3, 2, 2), (4, 1, 3), (2, 6, 1), (3, 3, 3)])


def _rungs(size: tuple[int, int, int]) -> st.SearchStrategy[list[Rung]]:
    superfunctions, functions, focuses = size
    return st.lists(
        st.tuples(
            st.integers(0, superfunctions - 1),
            st.integers(0, functions - 1),
            st.integers(0, focuses - 1),
            st.integers(0, 17),
            st.sampled_from([False, False, False, True]),
        ),
        unique_by=lambda rung: rung[:4],
        min_size=1,
        max_size=120,
    )


def build(rungs: Sequence[Rung]) -> None:
    """Make these the only roles. Codes of functions begin alike and cross the superfunctions, as they may."""
    Role.objects.all().delete()
    levels = list(Level.objects.in_order())
    entry = Superfunction.objects.select_related("soc_major_group").earliest("pk").soc_major_group
    rows = []
    for upper, middle, lower, step, retired in rungs:
        field, _ = Superfunction.objects.get_or_create(
            code=f"FIE{upper}", defaults={"name": f"Field {upper}", "soc_major_group": entry}
        )
        function, _ = Function.objects.get_or_create(
            code=f"FN{'0A'[middle % 2]}{middle}{upper}"[: 5 - middle % 2],
            defaults={"name": f"Function {upper}.{middle}", "superfunction": field},
        )
        focus, _ = Focus.objects.get_or_create(
            function=function, code=("GEN", "AAA", "ZZZ")[lower], defaults={"name": f"Focus {lower}"}
        )
        level = levels[step % len(levels)]
        status = "retired" if retired else "published"
        place = (focus.pk, level.pk, function.pk, function.superfunction_id, level.track_id, level.grade)
        rows.append((f"{function.code}.{focus.code}.{level.code}", *place, status, *TEXTS))
    insert(Role, FIELDS, list({row[0]: row for row in rows}.values()))


def scanned(
    code: str, known: dict[str, by_hand.Place], limit: int, outside: int
) -> tuple[list[str], list[str]]:
    """What sorting all roles gives."""
    near = by_hand.nearest(code, known)
    away = [place.code for place in near if place.function != known[code].function]
    return [place.code for place in near[:limit]], away[:outside]


@pytest.mark.usefixtures("small_catalogue")
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(_sizes.flatmap(_rungs), st.sampled_from([(8, 4), (1, 1), (3, 12), (40, 40)]))
@example([(0, 0, 0, 0, False)], (8, 4))
@example([(0, 1, 1, 0, False), (0, 1, 2, 0, False)], (8, 4))  # a function without its general focus
@example([(i % 3, i % 2, i % 3, i, False) for i in range(18)], (8, 4))
def test_tiers_find_what_a_scan_finds(rungs: list[Rung], limits: tuple[int, int]) -> None:
    with transaction.atomic():
        build(rungs)
        known = by_hand.places()
        codes = dict(Role.objects.values_list("pk", "code"))
        for role in list(Role.objects.with_place())[:8]:
            near, away = nearest(role, *limits)
            found = [codes[pk] for pk in near], [codes[pk] for pk in away]
            assert found == scanned(role.code, known, *limits), role.code
        transaction.set_rollback(True)


@pytest.mark.usefixtures("catalogue")
def test_every_role_of_the_catalogue() -> None:
    known = by_hand.places()
    codes = dict(Role.objects.values_list("pk", "code"))
    for role in list(Role.objects.with_place())[::3]:
        near, away = nearest(role, 8, 4)
        assert ([codes[pk] for pk in near], [codes[pk] for pk in away]) == scanned(role.code, known, 8, 4)


@pytest.mark.usefixtures("catalogue")
def test_distances_are_whole_units() -> None:
    roles = list(Role.objects.with_place())
    found = {units(distance(roles[0].coordinates, other.coordinates).value) for other in roles}
    assert min(found) == 0
    assert max(found) <= 1100
    assert units(Kinship.ELSEWHERE.term) == 1100


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("name", ["focus", "function", "superfunction", "catalogue"])
def test_tiers_have_indexes_of_the_listed_roles(name: str) -> None:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, "roles_role")
    assert found[f"role_tier_{name}"]["columns"][-3:] == ["track_id", "grade", "code"]
