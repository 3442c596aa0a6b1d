"""Approved titles that mean two roles."""

from typing import Any

from roles.documents.role import RoleDocument
from roles.quality.aliases import alias_collides
from tests.quality.checking import found, locations, role
from tests.worlds import alias


def two(first: dict[str, Any], second: dict[str, Any]) -> tuple[RoleDocument, RoleDocument]:
    """Two roles with an alias each."""
    return role("AIMLAM.GEN.P3", aliases=[first]), role("AIMLAM.GEN.P4", aliases=[second])


def test_a_title_approved_for_two_roles_is_found_at_the_second() -> None:
    documents = two(alias("MLE", state="approved"), alias("mle ", state="approved"))
    assert found(alias_collides, *documents) == [
        ("AIMLAM.GEN.P4", "“mle” is approved for AIMLAM.GEN.P3 already; expected one role for a title")
    ]
    assert locations(alias_collides, *documents) == [("aliases", 0, "text")]


def test_an_undecided_title_or_one_of_another_scope_does_not_collide() -> None:
    assert found(alias_collides, *two(alias("MLE", state="approved"), alias("MLE"))) == []
    abroad = alias("MLE", state="approved", scope="DE")
    assert found(alias_collides, *two(alias("MLE", state="approved"), abroad)) == []


def test_an_approved_title_that_is_another_roles_own_is_found() -> None:
    taken = alias("AI Engineer", state="approved")
    documents = role("AIMLAM.GEN.P3", aliases=[taken]), role("AIMLAM.GEN.P4", title="AI engineer")
    assert found(alias_collides, *documents) == [
        ("AIMLAM.GEN.P3", "“AI Engineer” is the title of AIMLAM.GEN.P4; expected one role for a title")
    ]


def test_a_roles_own_title_and_one_of_another_region_do_not_collide() -> None:
    own = role("AIMLAM.GEN.P3", title="AI Engineer", aliases=[alias("AI Engineer", state="approved")])
    assert found(alias_collides, own) == []
    taken = alias("AI Engineer", state="approved", scope="DE")
    abroad = role("AIMLAM.GEN.P4", title="AI Engineer", scope="US-CA")
    assert found(alias_collides, role("AIMLAM.GEN.P3", aliases=[taken]), abroad) == []
