"""Spelling: a component has one spelling in all roles, and texts are in British English."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from roles.documents.role import RoleDocument
from roles.quality.corpus import Corpus, Labelled, components, texts
from roles.quality.findings import Issue
from roles.quality.words import american_words, one_spelling


def spelled_otherwise(corpus: Corpus) -> Iterator[Issue]:
    """Labels that differ from another role's only in case, punctuation, spacing or British and American spelling.

    The right spelling is that of most roles; of two that are equally frequent, that of the first role by code.
    """
    groups: dict[str, list[tuple[RoleDocument, Labelled]]] = defaultdict(list)
    for document in corpus.documents:
        for component in components(document):
            groups[one_spelling(component.label)].append((document, component))
    for group in groups.values():
        spellings = Counter(component.label for _, component in group)
        usual, times = spellings.most_common(1)[0]  # among equals the first
        for document, component in group:
            if component.label != usual:
                roles = "role" if times == 1 else "roles"
                message = f"“{component.label}” is “{usual}” in {times} {roles}; expected one spelling"
                yield Issue(document, component.location, message)


def american_spelling(corpus: Corpus) -> Iterator[Issue]:
    """Words in American spelling; titles and aliases, which the market words, are left out."""
    for document in corpus.documents:
        for location, text in texts(document):
            for word, spelled in american_words(text):
                yield Issue(document, location, f"“{word}” is American spelling; expected “{spelled}”")
