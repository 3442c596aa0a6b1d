"""Comparisons as they are read: any two to four roles, the same from both sides where the rule is."""

from itertools import combinations, permutations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.compare.comparison import Comparison, comparison
from roles.models import Role
from tests import by_hand

pytestmark = pytest.mark.usefixtures("catalogue")

FOUR = ["AIMLAM.GEN.P3", "AIMLAM.NLP.P3", "DATENG.GEN.M1", "SWENG.GEN.P6"]


def codes_of(found: Comparison) -> list[str]:
    return [role.code for role in found.roles]


def test_the_roles_stand_in_the_order_asked_for() -> None:
    for codes in permutations(FOUR, 3):
        assert codes_of(comparison(codes)) == list(codes)


@pytest.mark.parametrize(
    ("codes", "missing"), [([*FOUR[:1], "NOSUCH.GEN.P1"], "NOSUCH.GEN.P1"), (["A", "B"], "A, B")]
)
def test_a_code_without_a_role_is_named(codes: list[str], missing: str) -> None:
    with pytest.raises(Role.DoesNotExist, match=f"^{missing}$"):
        comparison(codes)


def test_a_row_is_equal_when_all_its_cells_say_the_same() -> None:
    found = comparison(FOUR)
    seen = set()
    for section in found.sections:
        for row in section.rows:
            texts = [" ".join(segment.text for segment in cell) for cell in row.cells]
            assert len(texts) == len(FOUR)
            assert row.equal == (len(set(texts)) == 1)
            seen.add(row.equal)
        assert section.differing == sum(not row.equal for row in section.rows)
    assert seen == {True, False}


def test_a_role_beside_itself_differs_in_nothing_but_its_code() -> None:
    twin = Role.objects.get(code="AIMLAM.GEN.P3")
    other = Role.objects.get(code="AIMLAM.NLP.P3")
    for name in ("tagline", "summary", "status", "scope", "version", "confidence", *STORY):
        setattr(other, name, getattr(twin, name))
    other.save()
    for table in ("core_outputs", "aliases", "mappings", "role_components"):
        getattr(other, table).all().delete()
        for row in getattr(twin, table).all():
            row.pk, row.role = None, other
            row.save()
    found = comparison([twin.code, other.code])
    assert {row.label for section in found.sections for row in section.rows if not row.equal} == {"Focus"}
    assert all(kind.equal for kind in found.kinds)
    assert found.share.percent == 100
    assert (found.gained, found.left_behind) == (0, 0)


STORY = (
    "story_who",
    "story_external",
    "story_internal",
    "story_why",
    "story_plan",
    "story_stakes",
    "story_success",
)


def test_every_pair_has_its_distance_once() -> None:
    known = by_hand.places()
    found = comparison(FOUR)
    assert [(pair.a.code, pair.b.code) for pair in found.pairs] == list(combinations(FOUR, 2))
    for pair in found.pairs:
        a, b = known[pair.a.code], known[pair.b.code]
        assert pair.distance.value == by_hand.distance(a, b)
        assert pair.move == by_hand.move(a, b)


def test_gained_and_left_behind_change_places_with_the_roles() -> None:
    sets = by_hand.components()
    for a, b in combinations(FOUR, 2):
        there, back = comparison([a, b]), comparison([b, a])
        assert there.is_move
        assert (there.gained, there.left_behind) == (len(sets[b] - sets[a]), len(sets[a] - sets[b]))
        assert (back.gained, back.left_behind) == (there.left_behind, there.gained)
        assert there.share == back.share


def test_the_shares_of_the_kinds_add_up_to_the_whole() -> None:
    for number in (2, 3, 4):
        found = comparison(FOUR[:number])
        assert sum(kind.share.shared for kind in found.kinds) == found.share.shared
        assert sum(kind.share.all for kind in found.kinds) == found.share.all
        assert found.is_move == (number == 2)


def test_more_roles_cost_no_more_queries() -> None:
    counts = set()
    for number in (2, 3, 4):
        with CaptureQueriesContext(connection) as queries:
            comparison(FOUR[:number])
        counts.add(len(queries))
    assert len(counts) == 1
