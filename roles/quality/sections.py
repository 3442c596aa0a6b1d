"""The parts of a document: those that are missing, and unusual numbers of components, aliases, outputs or steps."""

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
"""The least and the greatest number of each that authors are asked for."""


def missing_section(corpus: Corpus) -> Iterator[Issue]:
    """Parts that are empty: of the story, core outputs, a kind of component, mappings without the rejected."""
    for document in corpus.documents:
        for location, name in _missing(document):
            yield Issue(document, location, f"{name} missing; expected as on every role")


def _missing(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    parts: list[tuple[object, Location, str]] = [
        *((f.value_in(document), f.location, f"{f.label} is") for f in fields_of(Text.LINE, Text.PROSE)),
        *((f.value_in(document), f.location, f"{f.label} are") for f in fields_of(Text.ENTRIES)),
        *((document.components.of(kind), ("components", kind.value), _of(kind)) for kind in Kind),
        (_has_mapping(document), ("mappings",), "a mapping that stands is"),
    ]
    for part, location, name in parts:
        if not part:
            yield location, name


def _of(kind: Kind) -> str:
    return f"{kind.plural} {'is' if kind.plural == kind.value else 'are'}"


def _has_mapping(document: RoleDocument) -> bool:
    return any(mapping.review is not ReviewState.REJECTED for mapping in document.mappings)


def unusual_count(corpus: Corpus) -> Iterator[Issue]:
    """Roles with numbers outside COUNTS; a part that is missing is left to ``missing_section``."""
    for document in corpus.documents:
        numbers: dict[str, tuple[Location, int]] = {
            "components": (("components",), sum(1 for _ in components(document))),
            "aliases": (("aliases",), len(document.aliases)),
            "core outputs": (("role", "core_outputs"), len(document.role.core_outputs)),
            "steps of the plan": (("role", "story", "plan"), len(document.role.story.plan)),
        }
        for name, (location, count) in numbers.items():
            least, most = COUNTS[name]
            if not least <= count <= most and (count or name == "aliases"):
                yield Issue(document, location, f"{count} {name}; expected {least} to {most}")
