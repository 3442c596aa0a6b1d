"""The inferred mapping of a role that has none, and new mappings."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import User

from roles.actions import mappings
from roles.actions.refusal import ActionRefused
from roles.domain.choices import Relation
from roles.models import ClassificationEntry, Mapping, Revision, Role


@pytest.fixture
def vera(db: None) -> User:
    return User.objects.create_user("vera")


@pytest.fixture
def unmapped(catalogue: None) -> Role:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.mappings.all().delete()
    return role


def test_a_role_without_a_mapping_gets_that_of_its_superfunction(unmapped: Role, vera: User) -> None:
    before = Revision.current().number
    mapping = Mapping.objects.get(pk=mappings.infer(role=unmapped, by=vera).pk)
    assert mapping.entry == unmapped.superfunction.soc_major_group
    assert (mapping.relation, mapping.source, mapping.review, mapping.position) == (
        "broad",
        "inferred_from_superfunction",
        "needs_review",
        0,
    )
    assert Revision.current().number == before + 1


def test_a_role_with_a_mapping_gets_no_inferred_one(unmapped: Role, vera: User) -> None:
    mappings.infer(role=unmapped, by=vera)
    with pytest.raises(ActionRefused, match=r"^AIMLAM\.GEN\.P3 has a mapping already\.$"):
        mappings.infer(role=unmapped, by=vera)
    assert unmapped.mappings.count() == 1


def test_a_new_mapping_stands_last(unmapped: Role, vera: User) -> None:
    mappings.infer(role=unmapped, by=vera)
    entry = ClassificationEntry.objects.get_by_natural_key("SOC2018", "15-2051")
    added = mappings.add(
        role=unmapped, entry=entry, relation=Relation.CLOSE, confidence=Decimal("0.60"), by=vera
    )
    assert unmapped.mappings.order_by("position").last() == added
    assert (added.review, added.source) == ("needs_review", "editor")


def test_a_second_mapping_to_one_entry_is_refused(unmapped: Role, vera: User) -> None:
    mapping = mappings.infer(role=unmapped, by=vera)
    with pytest.raises(ActionRefused, match=r"^The role is mapped to this entry already\.$"):
        mappings.add(
            role=unmapped,
            entry=mapping.entry,
            relation=Relation.EXACT,
            confidence=Decimal("0.60"),
            by=vera,
        )
    assert unmapped.mappings.count() == 1
