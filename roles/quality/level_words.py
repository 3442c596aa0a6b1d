"""Level words in titles: "Senior", "III" or "Head of" state a level, and it should be the role's own."""

import re
from collections.abc import Iterator
from decimal import Decimal

from roles.codes import RoleCode
from roles.document import AliasForm, RoleDocument
from roles.quality.findings import Remark
from roles.quality.material import Material
from roles.vocabulary import AliasState

SURE = Decimal("0.50")
"""Up to this confidence an alias may state another level: some organisations mean the role by it, most do not."""

_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_TRACKS = "SPM"  # executives are not numbered
_ORDINAL = re.compile(
    r"(?<=\s)(?<!tier\s)(?<!soc\s)(?<!phase\s)(i{1,3}|iv|vi?|[1-6])(?:\s*[/–-]\s*(i{1,3}|iv|vi?|[1-6]))?(?=$|\s*[,(–:]|\s-)"
)
_STAFF = r"staff(?=\s+(\S+\s+)?(engineer|developer|scientist|designer|architect|programmer|software|data|machine|site))"

_WORDS: tuple[tuple[str, str], ...] = (
    # (word as a pattern, levels), the longer word first: what one has read, the next does not see.
    # Words of several tracks state a level on each; the guide's ladder and the generated aliases are the source.
    (r"chief [\w&/ -]*officer|c[a-z]o|chro|ciso", "E3"),
    (r"(executive vice president|evp)", "E2 E3"),
    (r"(senior vice president|sr\.? vice president|svp)", "E2"),
    (r"assistant vice president|avp|associate vice president", "M5 E1"),
    (r"vice president|vp", "E1"),
    (r"(senior|sr\.?) director", "M5"),
    (r"(associate|assistant|deputy) director", "M3 M4"),
    (r"(?<!art )(?<!creative )(?<!managing )director", "M4 M5"),
    (r"head of", "M2 M3 M4 M5"),  # of a school's subject or of a company's division
    (r"(senior|sr\.?) (manager|em)", "M3"),
    (r"(senior|sr\.?) ([\w/&-]+ ){1,3}manager", "P4 M2 M3"),  # a Senior Product Manager manages no people
    (r"entry[- ]level|graduate|trainee|apprentice|intern|junior|jr\.?", "P1 S1 S2"),
    (r"developing", "P2 S2"),
    (r"mid[- ]level|experienced", "P3 S3"),
    (r"intermediate", "P2 P3 S2 S3"),  # whatever stands between junior and senior
    (r"skilled", "S3"),
    (r"(senior|sr\.?) (staff|principal)", "P5 P6"),
    (r"principal", "P6 M4"),  # a school's principal directs it
    (r"distinguished", "P6"),
    (_STAFF, "P5"),
    (r"expert", "P5"),
    (r"(senior|sr\.?) lead", "P5"),
    (r"(senior|sr\.?)", "P4 S3 S4"),
    (r"lead(?! (?:generation|conversion))", "P4 P5 S4 M1"),
    (r"^associate(?=.* manager$)", "P1 P2 M1"),
    (r"^associate", "P1 P2 S2"),
)
_PATTERNS = tuple(
    (re.compile(rf"(?<![\w-])(?:{word})(?![\w-])"), frozenset(levels.split())) for word, levels in _WORDS
)


def stated_levels(text: str) -> frozenset[str]:
    """The codes of the levels that a title may mean by its level words; empty when it states none.

    ``Senior Data Engineer`` gives P4, S3 and S4, ``Data Engineer II/III`` the second and third level of each track;
    ``5G Engineer``, ``Web 3.0 Developer`` and ``Product Manager`` give nothing. What is stated twice
    (``Senior Engineer II``) counts as a whole only when the two agree; otherwise either may be meant.
    """
    rest = text.casefold().strip()
    stated: list[frozenset[str]] = []
    for pattern, levels in _PATTERNS:
        if pattern.search(rest):
            stated.append(levels)
            rest = pattern.sub(" ", rest)
    if ordinal := _ORDINAL.search(rest):
        stated.append(_levels_of(*(figure for figure in ordinal.groups() if figure)))
    if not stated:
        return frozenset()
    return frozenset.intersection(*stated) or frozenset.union(*stated)


def _levels_of(*figures: str) -> frozenset[str]:
    numbers = [_ORDINALS.get(figure) or int(figure) for figure in figures]
    return frozenset(f"{track}{number}" for track in _TRACKS for number in numbers)


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
