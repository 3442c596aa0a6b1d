"""A facet at one revision: its values in order, what is below a parent, and the roles with each value."""

from roles.facets.declared import Facet
from roles.facets.indexed import IndexedFacet
from roles.facets.role_set import RoleSet
from roles.models import Focus

CHOICES = [
    ("GEN", "General"),
    ("A.X", "Ex", "A"),
    ("B.Y", "Why", "B"),
    ("A.Z", "Zed", "A"),
    ("B.N", "No", "B"),
]
FACET = IndexedFacet(
    Facet("focus", "Focus", source=Focus, column="code", parent="function", everywhere="GEN"),
    CHOICES,
    sets={"GEN": RoleSet([0, 1, 5])},
    ranges={"A.GEN": (0, 2), "A.X": (2, 3), "A.Z": (3, 5), "B.GEN": (5, 6), "B.Y": (6, 9)},
)


def test_values_are_in_the_order_of_the_choices() -> None:
    assert FACET.in_order({"B.N", "A.Z", "A.X", "A.GEN", "nonesuch"}) == ["A.X", "A.Z", "B.N"]


def test_below_a_parent_are_its_values_and_those_without_a_parent() -> None:
    assert FACET.below("A") == ["A.X", "A.Z", "GEN"]
    assert FACET.below("") == FACET.below("nonesuch") == ["GEN"]


def test_roles_of_a_value() -> None:
    assert FACET.roles("A.Z") == RoleSet([3, 4])
    assert FACET.roles("GEN") == RoleSet([0, 1, 5])
    assert FACET.roles("B.N") == FACET.roles("nonesuch") == RoleSet()


def test_counts_of_a_set() -> None:
    roles = RoleSet([1, 3, 4, 6])
    assert FACET.count(roles) == {"GEN": 1, "A.GEN": 1, "A.X": 0, "A.Z": 2, "B.GEN": 0, "B.Y": 1}
    assert FACET.count(roles, ["A.Z", "GEN", "B.N"]) == {"A.Z": 2, "GEN": 1, "B.N": 0}
    assert FACET.in_tree(roles) == ["A.GEN", "A.Z", "B.Y"]
