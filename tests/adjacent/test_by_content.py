"""The nearest by content are those that comparing every role of the catalogue gives, with ties."""

import random
from collections.abc import Iterable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.adjacent import by_content
from roles.adjacent.by_content import common_work
from roles.adjacent.neighbour import components_of
from roles.domain.overlap import weight, weighted_overlap
from roles.models import Component, Role, RoleComponent
from tests import by_hand, worlds

pytestmark = pytest.mark.usefixtures("catalogue")

Found = list[tuple[str, float, int, int]]


def found(code: str, limit: int = 5) -> Found:
    """What ``common_work`` returns: code, overlap, shared and all components."""
    codes = dict(Role.objects.values_list("pk", "code"))
    work = common_work(next(pk for pk, other in codes.items() if other == code), limit=limit)
    shares = [work.shares[pk] for pk, _ in work.nearest]
    return [
        (codes[pk], round(overlap, 9), share.shared, share.all)
        for (pk, overlap), share in zip(work.nearest, shares, strict=True)
    ]


def expected(codes: list[str], limit: int = 5) -> dict[str, Found]:
    """What comparing every role gives."""
    return {
        code: [
            (other, round(float(overlap), 9), shared, all_) for overlap, other, shared, all_ in rows[:limit]
        ]
        for code, rows in by_hand.overlaps(codes).items()
    }


def all_codes() -> list[str]:
    return list(Role.objects.order_by("code").values_list("code", flat=True))


def give(components: dict[str, Iterable[Component]]) -> None:
    """Make these the only components that roles have; the rows are stored in the order given."""
    RoleComponent.objects.all().delete()
    ids = dict(Role.objects.values_list("code", "pk"))
    RoleComponent.objects.bulk_create(
        RoleComponent(role_id=ids[code], component=component, position=i)
        for code, own in components.items()
        for i, component in enumerate(own)
    )
    worlds.settle()


def retire(codes: list[str]) -> None:
    Role.objects.filter(code__in=codes).update(status="retired")
    worlds.settle()


def test_every_role_of_the_catalogue() -> None:
    codes = all_codes()
    by_brute_force = expected(codes)
    assert {code: found(code) for code in codes} == by_brute_force
    assert all(by_brute_force.values())


def test_a_catalogue_with_retired_roles() -> None:
    codes = all_codes()
    retired = codes[::4]
    retire(retired)
    asked = codes[::3]
    by_brute_force = expected(asked)
    assert set(asked) & set(retired)
    assert {code: found(code) for code in asked} == by_brute_force
    assert not {other for rows in by_brute_force.values() for other, *_ in rows} & set(retired)


def test_retired_roles_hide_no_listed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where those that share the most, which are the only candidates at first, are all retired."""
    monkeypatch.setattr(by_content, "FIRST_ROUND", 1)
    asked = all_codes()[::6]
    retire(sorted({other for rows in expected(asked).values() for other, *_ in rows} - set(asked)))
    by_brute_force = expected(asked)
    assert all(by_brute_force.values())
    assert {code: found(code) for code in asked} == by_brute_force


def test_among_many_roles_retired_ones_leave_as_many_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where common components find no candidate, so that the answer need not be exact."""
    monkeypatch.setattr(by_content, "MOST_SHARING", 60)
    asked = all_codes()[::6]
    retire(sorted({other for code in asked for other, *_ in found(code)} - set(asked)))
    in_one_round = {code: len(found(code)) for code in asked}
    monkeypatch.setattr(by_content, "FIRST_ROUND", 1)
    assert {code: len(found(code)) for code in asked} == in_one_round
    assert any(in_one_round.values())


@pytest.mark.parametrize("seed", range(5))
def test_random_worlds_in_which_much_is_tied(seed: int) -> None:
    dice = random.Random(seed)
    codes = all_codes()
    pool = list(Component.objects.order_by("pk")[: dice.choice([4, 8, 30])])
    shuffled = dice.sample(codes, len(codes))
    give({code: dice.sample(pool, dice.randint(0, min(6, len(pool)))) for code in shuffled})
    retire(dice.sample(codes, 20))
    asked = codes[::2]
    assert {code: found(code) for code in asked} == expected(asked)


@pytest.mark.parametrize("size", [3, 7, 10, 11])
def test_when_all_others_are_tied_the_first_codes_are_nearest(size: int) -> None:
    codes = all_codes()
    pool = list(Component.objects.order_by("pk")[:size])
    # Stored against the order of the codes, so that the order of the rows cannot be taken for it.
    give({codes[-1]: pool} | dict.fromkeys(reversed(codes[:-1]), pool[:1]))
    assert [code for code, *_ in found(codes[-1])] == codes[:5]
    assert found(codes[-1]) == expected([codes[-1]])[codes[-1]]


def test_equal_overlaps_of_different_components_are_tied() -> None:
    codes = all_codes()
    pool = list(Component.objects.order_by("pk")[: 2 * len(codes)])
    own = pool[:60]
    # Each other role shares two of the sixty, each of which three roles have: equal weights, different sums.
    others = codes[1:61]
    give(
        {codes[0]: own}
        | {code: [own[i], own[(i * 7 + 13) % 60]] for i, code in reversed(list(enumerate(others)))}
    )
    rows = found(codes[0])
    assert rows == expected([codes[0]])[codes[0]]
    assert [code for code, *_ in rows] == others[:5]


def test_a_role_that_shares_nothing_has_no_neighbours() -> None:
    codes = all_codes()
    pool = list(Component.objects.order_by("pk")[:4])
    give({codes[0]: pool[:2], codes[1]: pool[2:]})
    assert found(codes[0]) == []
    assert found(codes[2]) == []


def test_the_numbers_by_hand() -> None:
    one, two, three, *rest = all_codes()
    retire(rest[7:])  # 10 listed roles
    shared, own, rare = Component.objects.order_by("pk")[:3]
    give({one: [shared, own], two: [shared], three: [shared, rare]})
    # n = 3 for the shared component, 1 for the others; N = 10: ln(1 + 10/3) = 1.46634, ln(11) = 2.39790.
    # With two: 1.46634 / (1.46634 + 2.39790) = 0.37946; with three: 1.46634 / (1.46634 + 2 × 2.39790) = 0.23417.
    assert [(code, round(overlap, 4), s, a) for code, overlap, s, a in found(one)] == [
        (two, 0.3795, 1, 2),
        (three, 0.2342, 1, 3),
    ]


def test_the_limit_cuts_the_same_list() -> None:
    code = "AIMLAM.GEN.P4"
    assert found(code, 3) == found(code)[:3]
    assert found(code, 200) == expected([code], 200)[code]
    assert len(found(code, 200)) > 5


def test_the_queries_hardly_grow_when_nothing_can_be_ruled_out_early() -> None:
    code = all_codes()[0]
    worlds.grow(120)
    pool = list(Component.objects.order_by("pk")[:9])
    give({code: pool} | {other: pool[:1] for other in all_codes() if other != code})
    with CaptureQueriesContext(connection) as queries:
        found(code)
    # The role itself, its components, who shares them, how many roles there are, two rounds of two, the five.
    assert len(queries) <= 9, "\n".join(query["sql"][:200] for query in queries)


def test_the_statement_adds_the_weights_of_the_definition() -> None:
    roles = list(Role.objects.listed().order_by("code"))
    having = dict(Component.objects.values_list("pk", "roles"))
    weights = {pk: weight(len(roles), max(1, number)) for pk, number in having.items()}
    sets = components_of(role.pk for role in roles)
    for role in roles[::7]:
        for other, overlap in common_work(role.pk, limit=20).nearest:
            assert overlap == pytest.approx(weighted_overlap(sets[role.pk], sets[other], weights), abs=1e-11)
