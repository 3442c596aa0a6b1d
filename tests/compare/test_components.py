"""Components of compared roles: every one in exactly one place, and near labels paired."""

import random

import pytest

from roles.compare.components import KindComparison, compare_components
from roles.domain.choices import Kind
from roles.dump import with_document
from roles.models import Component, Role, RoleComponent

pytestmark = pytest.mark.usefixtures("catalogue")

CODES = ["AIMLAM.GEN.P1", "AIMLAM.GEN.P2", "AIMLAM.GEN.P3", "AIMLAM.GEN.P4"]
WORDS = [
    "Aardvark",
    "Bassoon",
    "Cathedral",
    "Dromedary",
    "Euphonium",
    "Fjord",
    "Gondola",
    "Hyacinth",
    "Ikebana",
]


def skills(*lists: list[str]) -> KindComparison:
    """Roles with these skills and nothing else, compared."""
    RoleComponent.objects.all().delete()
    roles = [Role.objects.get(code=code) for code in CODES[: len(lists)]]
    for role, labels in zip(roles, lists, strict=True):
        for i, label in enumerate(labels):
            component = Component.objects.filter(
                kind="skill", label=label
            ).first() or Component.objects.create(kind="skill", label=label)
            RoleComponent.objects.create(role=role, component=component, position=i)
    read = with_document(Role.objects.filter(code__in=CODES[: len(lists)])).in_bulk(field_name="code")
    found = {kind.kind: kind for kind in compare_components([read[role.code] for role in roles])}
    assert list(found) == list(Kind)
    assert all(found[kind].share.all == 0 and found[kind].equal for kind in Kind if kind is not Kind.SKILL)
    return found[Kind.SKILL]


def labels_of(components: tuple[Component, ...]) -> list[str]:
    return [component.label for component in components]


@pytest.mark.parametrize("seed", range(12))
def test_every_component_is_shared_by_all_by_some_or_only_here(seed: int) -> None:
    dice = random.Random(seed)
    lists = [dice.sample(WORDS, dice.randint(0, 7)) for _ in range(dice.randint(2, 4))]
    found = skills(*lists)
    holders = {label: sum(label in own for own in lists) for own in lists for label in own}
    assert set(labels_of(found.shared)) == {label for label, n in holders.items() if n == len(lists)}
    for i, own in enumerate(lists):
        shared, some, only = labels_of(found.shared), labels_of(found.some[i]), labels_of(found.only[i])
        assert sorted(shared + some + only) == sorted(own)
        assert some == [label for label in own if 1 < holders[label] < len(lists)]
        assert only == [label for label in own if holders[label] == 1]
    assert labels_of(found.shared) == [label for label in lists[0] if label in labels_of(found.shared)]
    assert (found.share.shared, found.share.all) == (len(found.shared), len(holders))
    assert found.equal == all(set(own) == set(lists[0]) for own in lists)
    assert found.has_some == any(1 < n < len(lists) for n in holders.values())


def test_roles_with_the_same_components_in_another_order_are_equal() -> None:
    found = skills(WORDS[:4], WORDS[3::-1])
    assert found.equal
    assert labels_of(found.shared) == WORDS[:4]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("Stakeholder management", "Management of stakeholders", True),
        ("Mentoring junior engineers", "Mentor junior engineers", True),
        ("Code review", "Review code", True),
        ("Python", "Pottery", False),
        ("Technical leadership", "Budgeting", False),
    ],
)
def test_which_labels_are_near(first: str, second: str, near: bool) -> None:
    assert bool(skills([first], [second]).near) is near
    assert bool(skills([second], [first]).near) is near


def test_a_label_that_both_have_is_not_near_itself() -> None:
    found = skills(["Code review", "Code reviews"], ["Code review"])
    assert found.near == ()
    assert labels_of(found.only[0]) == ["Code reviews"]


def test_near_labels_are_paired_across_all_the_roles() -> None:
    found = skills(["Code review"], ["Pottery", "Code reviewing"], ["Reviews of code"])
    assert [(pair.first.label, pair.second.label) for pair in found.near] == [
        ("Code review", "Code reviewing"),
        ("Code review", "Reviews of code"),
    ]


def test_the_headings() -> None:
    roles = list(with_document(Role.objects.filter(code__in=CODES[:2])))
    assert [kind.heading for kind in compare_components(roles)] == [
        "Responsibilities",
        "Tasks",
        "Skills",
        "Knowledge",
        "Competencies",
        "Qualifications",
    ]
