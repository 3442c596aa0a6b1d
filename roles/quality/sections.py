"""The parts of a document: what must be there, and how much of it makes a page that can be read and compared."""

from collections.abc import Iterator

from roles.documents.errors import Location
from roles.documents.fields import Text, fields_of
from roles.documents.role import RoleDocument
from roles.domain.choices import Kind, ReviewState
from roles.quality.corpus import Corpus, components
from roles.quality.findings import Issue

COUNTS: dict[str, tuple[int, int]] = {
    "components": (25, 50),
    "aliases": (6, 16),
    "core outputs": (3, 6),
    "steps of the plan": (4, 6),
}
"""How many of a thing a role has, at least and at most: the catalogue's brief to its authors."""


def missing_section(corpus: Corpus) -> Iterator[Issue]:
    """Parts that are empty: of the story, core outputs, a kind of component, mappings that are not rejected."""
    for document in corpus.documents:
        for place, name in _missing(document):
            yield Issue(document, place, f"{name} missing; expected as on every role")


def _missing(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    parts: list[tuple[object, Location, str]] = [
        *((f.value_in(document), f.location, f"{f.label} is") for f in fields_of(Text.LINE, Text.PROSE)),
        *((f.value_in(document), f.location, f"{f.label} are") for f in fields_of(Text.ENTRIES)),
        *((document.components.of(kind), ("components", kind.value), _of(kind)) for kind in Kind),
        (_standing(document), ("mappings",), "a mapping that stands is"),
    ]
    for part, place, name in parts:
        if not part:
            yield place, name


def _of(kind: Kind) -> str:
    return f"{kind.plural} {'is' if kind.plural == kind.value else 'are'}"


def _standing(document: RoleDocument) -> bool:
    return any(mapping.review is not ReviewState.REJECTED for mapping in document.mappings)


def unusual_count(corpus: Corpus) -> Iterator[Issue]:
    """Roles with fewer or more of a thing than COUNTS say; what is missing altogether is no matter of counting."""
    for document in corpus.documents:
        standing: dict[str, tuple[Location, int]] = {
            "components": (("components",), sum(1 for _ in components(document))),
            "aliases": (("aliases",), len(document.aliases)),
            "core outputs": (("role", "core_outputs"), len(document.role.core_outputs)),
            "steps of the plan": (("role", "story", "plan"), len(document.role.story.plan)),
        }
        for name, (place, count) in standing.items():
            least, most = COUNTS[name]
            if not least <= count <= most and (count or name == "aliases"):
                yield Issue(document, place, f"{count} {name}; expected {least} to {most}")
