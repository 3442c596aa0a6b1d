"""Prose that two roles share: each level has its own, because it is other work and not other adverbs."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from roles.documents.errors import Location
from roles.documents.fields import Text, fields_of
from roles.documents.role import RoleDocument
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus
from roles.quality.findings import Issue

NEARLY = 85
"""Likeness (0 to 100, of sorted words) from which two summaries of a function differ only in a word or two."""


def same_prose(corpus: Corpus) -> Iterator[Issue]:
    """Taglines, summaries and parts of stories that another role has word for word."""
    first: dict[tuple[Location, str], str] = {}
    for document in corpus.documents:
        for location, text in _prose(document):
            other_code = first.setdefault((location, normalise(text)), document.code)
            if other_code != document.code:
                yield Issue(
                    document, location, f"is the same as that of {other_code}; expected words of its own"
                )


def _prose(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    for field in fields_of(Text.LINE, Text.PROSE):
        value = field.value_in(document)
        if value:
            yield field.location, value if isinstance(value, str) else " ".join(value)


def near_summary(corpus: Corpus) -> Iterator[Issue]:
    """Summaries that are nearly that of another role of the same function."""
    functions: dict[str, list[RoleDocument]] = defaultdict(list)
    for document in corpus.documents:
        functions[RoleCode.parse(document.code).function].append(document)
    for documents in functions.values():
        summaries = [(document, normalise(document.role.summary)) for document in documents]
        for (one, first), (other, second) in combinations(summaries, 2):
            likeness = fuzz.token_sort_ratio(first, second, score_cutoff=NEARLY)
            if likeness and first != second:
                message = (
                    f"is nearly that of {one.code} (likeness {likeness:.0f}); expected what marks this level"
                )
                yield Issue(other, ("role", "summary"), message)
