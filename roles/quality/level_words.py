"""Level words in titles: "Senior", "III" and "Head of" state a level, which should be the role's own."""

from collections.abc import Iterator
from decimal import Decimal

from roles.documents.role import AliasSchema, RoleDocument
from roles.domain.choices import AliasState
from roles.domain.codes import RoleCode
from roles.quality.corpus import Corpus
from roles.quality.findings import Issue
from roles.title_parsing.parser import read

SURE = Decimal("0.50")
"""Up to this confidence an alias may state another level: some organisations use it for the role, most do not."""


def stated_levels(text: str) -> frozenset[str]:
    """Return the codes of the levels that the level words of a title may mean; empty when it states none.

    Level words that contradict each other ("Senior Engineer II") leave open which is meant, so that either level will
    do; a "Senior … Manager" may be one on either track.
    """
    reading = read(text)
    if reading.is_at_odds:
        return frozenset(c for s in reading.statements for codes in s.levels.values() for c in codes)
    return frozenset(reading.levels)


def title_of_another_level(corpus: Corpus) -> Iterator[Issue]:
    """Roles whose own title states another level than theirs."""
    for document in corpus.documents:
        if message := _contradiction(document, document.role.title):
            yield Issue(document, ("role", "title"), message)


def approved_alias_of_another_level(corpus: Corpus) -> Iterator[Issue]:
    """Approved aliases whose level word states another level than the role's."""
    for document, position, alias in _aliases(corpus):
        if alias.state is AliasState.APPROVED:
            yield from _issues(document, position, alias)


def alias_of_another_level(corpus: Corpus) -> Iterator[Issue]:
    """Undecided aliases of a confidence above SURE whose level word states another level than the role's."""
    for document, position, alias in _aliases(corpus):
        if alias.state is AliasState.PENDING and alias.confidence > SURE:
            yield from _issues(document, position, alias)


def _aliases(corpus: Corpus) -> Iterator[tuple[RoleDocument, int, AliasSchema]]:
    for document in corpus.documents:
        for position, alias in enumerate(document.aliases):
            yield document, position, alias


def _issues(document: RoleDocument, position: int, alias: AliasSchema) -> Iterator[Issue]:
    if message := _contradiction(document, alias.text):
        yield Issue(document, ("aliases", position, "text"), f"{message} (confidence {alias.confidence})")


def _contradiction(document: RoleDocument, title: str) -> str:
    level, stated = RoleCode.parse(document.code).level, stated_levels(title)
    if not stated or level in stated:
        return ""
    return f"“{title}” states {' or '.join(sorted(stated))}; expected a title of {level}"
