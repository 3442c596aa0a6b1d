"""Circles among replacements and parents."""

from roles.documents.errors import Fault
from roles.formats.circles import Circles


def circles(*edges: tuple[str, str], files: str = "abcdefg") -> list[str]:
    """The circles of these edges; those of ``files`` are said by files."""
    found = Circles("a circle")
    for one, following in edges:
        fault = (lambda message, one=one: Fault(one, 0, "", message)) if one in files else None
        found.add(one, following, fault)
    return [str(fault) for fault in found.faults()]


def test_a_chain_is_no_circle() -> None:
    assert circles(("a", "b"), ("b", "c"), ("d", "b")) == []


def test_each_circle_is_one_fault_at_its_first_thing() -> None:
    found = circles(("d", "a"), ("a", "b"), ("b", "a"), ("e", "e"))
    assert found == ["a: a circle: a → b → a; expected an end", "e: a circle: e → e; expected an end"]


def test_a_circle_through_the_database_is_a_fault_of_the_file() -> None:
    assert circles(("b", "a"), ("a", "b"), files="b") == ["b: a circle: b → a → b; expected an end"]
    assert circles(("b", "a"), ("a", "b"), files="") == []


def test_a_file_that_ends_a_circle_mends_it() -> None:
    found = Circles("a circle")
    found.add("a", "b")
    found.add("b", "a", lambda message: Fault("b", 0, "", message))
    found.add("a", None)
    assert list(found.faults()) == []
