"""Parts that are missing, and counts that make pages hard to compare."""

from typing import Any

import pytest

from roles.documents.errors import location_in_words
from roles.documents.role import RoleDocument
from roles.domain.choices import Kind
from roles.quality.sections import COUNTS, missing_section, unusual_count
from tests.quality.checking import found, labelled, locations, role
from tests.worlds import alias, mapping

STORY = {
    "who": "Somebody.",
    "problem": {"external": "A.", "internal": "B.", "why": "C."},
    "plan": ["One.", "Two.", "Three.", "Four."],
    "stakes": "D.",
    "success": "E.",
}


def whole(**changes: Any) -> RoleDocument:
    """A role with every part."""
    parts: dict[str, Any] = {
        "story": STORY,
        "core_outputs": ["a", "b", "c"],
        "components": labelled(**{kind.value: [f"{kind} {i}" for i in range(5)] for kind in Kind}),
        "aliases": [alias(f"Title of sort {letter}") for letter in "abcdef"],
        "mappings": [mapping()],
    }
    return role(**{**parts, **changes})


def test_a_role_with_every_part_lacks_nothing() -> None:
    assert found(missing_section, whole()) == []
    assert found(unusual_count, whole()) == []


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"story": {**STORY, "who": ""}}, "role.story.who"),
        ({"story": {**STORY, "problem": {"external": "A.", "internal": "B."}}}, "role.story.problem.why"),
        ({"story": {**STORY, "plan": []}}, "role.story.plan"),
        ({"story": {**STORY, "stakes": ""}}, "role.story.stakes"),
        ({"story": {**STORY, "success": ""}}, "role.story.success"),
        ({"core_outputs": []}, "role.core_outputs"),
        ({"mappings": []}, "mappings"),
        ({"mappings": [mapping(review="rejected")]}, "mappings"),
    ],
)
def test_a_part_that_is_missing_is_found(changes: dict[str, Any], place: str) -> None:
    document = whole(**changes)
    assert [location_in_words(p) for p in locations(missing_section, document)] == [place]


@pytest.mark.parametrize("kind", list(Kind))
def test_a_kind_that_is_missing_is_found(kind: Kind) -> None:
    others = labelled(**{other.value: "Something" for other in Kind if other is not kind})
    document = whole(components=others)
    assert locations(missing_section, document) == [("components", kind.value)]
    [(_, message)] = found(missing_section, document)
    assert message.startswith(kind.plural)


def test_the_least_document_lacks_every_part() -> None:
    assert len(found(missing_section, role())) == 7 + 1 + 6 + 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"core_outputs": ["a", "b"]}, "2 core outputs; expected 3 to 6"),
        ({"core_outputs": list("abcdefg")}, "7 core outputs; expected 3 to 6"),
        ({"aliases": []}, "0 aliases; expected 6 to 16"),
        ({"aliases": [alias(f"T{i}") for i in range(17)]}, "17 aliases; expected 6 to 16"),
        ({"story": {**STORY, "plan": ["One.", "Two.", "Three."]}}, "3 steps of the plan; expected 4 to 6"),
        ({"components": labelled(skill=[f"s{i}" for i in range(24)])}, "24 components; expected 25 to 50"),
        ({"components": labelled(skill=[f"s{i}" for i in range(51)])}, "51 components; expected 25 to 50"),
    ],
)
def test_an_unusual_count_is_found(changes: dict[str, Any], message: str) -> None:
    assert found(unusual_count, whole(**changes)) == [("AIMLAM.GEN.P3", message)]


@pytest.mark.parametrize("count", [6, 16])
def test_the_ends_of_a_range_are_within_it(count: int) -> None:
    assert count in COUNTS["aliases"]
    assert found(unusual_count, whole(aliases=[alias(f"T{i}") for i in range(count)])) == []


def test_what_is_missing_altogether_is_told_once() -> None:
    document = whole(core_outputs=[], components={}, story={})
    assert found(unusual_count, document) == []
    assert len(found(missing_section, document)) == 7 + 1 + 6
