"""Level words in titles: "Senior", "III" or "Head of" state a level, and it should be the role's own."""

from collections.abc import Iterator
from decimal import Decimal

from roles.documents.role import AliasForm, RoleDocument
from roles.domain.choices import AliasState
from roles.domain.codes import RoleCode
from roles.quality.findings import Remark
from roles.quality.material import Material
from roles.title_parsing.parser import read

SURE = Decimal("0.50")
"""Up to this confidence an alias may state another level: some organisations mean the role by it, most do not."""


def stated_levels(text: str) -> frozenset[str]:
    """The codes of the levels that a title may mean by its level words; empty when it states none.

    The title is read as everywhere (``title_parsing.parser``). Statements that cannot both hold ("Senior Engineer II") leave
    open which of them is meant, so either level will do; a "Senior … Manager" may be one on either track.
    """
    reading = read(text)
    if reading.is_at_odds:
        return frozenset(c for s in reading.statements for codes in s.levels.values() for c in codes)
    return frozenset(reading.levels)


def title_of_another_level(material: Material) -> Iterator[Remark]:
    """Roles whose own title states another level than theirs."""
    for document in material.documents:
        if message := _contradiction(document, document.role.title):
            yield Remark(document, ("role", "title"), message)


def approved_alias_of_another_level(material: Material) -> Iterator[Remark]:
    """Approved aliases whose level word states another level than the role's."""
    for document, position, alias in _aliases(material):
        if alias.state is AliasState.APPROVED:
            yield from _remarks(document, position, alias)


def alias_of_another_level(material: Material) -> Iterator[Remark]:
    """Undecided aliases of a confidence above SURE whose level word states another level than the role's."""
    for document, position, alias in _aliases(material):
        if alias.state is AliasState.PENDING and alias.confidence > SURE:
            yield from _remarks(document, position, alias)


def _aliases(material: Material) -> Iterator[tuple[RoleDocument, int, AliasForm]]:
    for document in material.documents:
        for position, alias in enumerate(document.aliases):
            yield document, position, alias


def _remarks(document: RoleDocument, position: int, alias: AliasForm) -> Iterator[Remark]:
    if message := _contradiction(document, alias.text):
        yield Remark(document, ("aliases", position, "text"), f"{message} (confidence {alias.confidence})")


def _contradiction(document: RoleDocument, title: str) -> str:
    level, stated = RoleCode.parse(document.code).level, stated_levels(title)
    if not stated or level in stated:
        return ""
    return f"“{title}” states {' or '.join(sorted(stated))}; expected a title of {level}"
