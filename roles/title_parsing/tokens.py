"""Words for search: the words of a text or a query, and the weight of a word by its field and its rarity."""

import math
import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from roles.title_parsing.lexicon import STOP_WORDS
from roles.title_parsing.parser import may_be_written_out, read, stem

LONGEST = 60
"""Characters of a word; longer words are cut."""

MOST_WORDS = 8
"""Words of a query; further words are ignored."""

_WORD = re.compile(r"\.net\b|[^\W_](?:[^\W_]|[.&'’+#-](?=[^\W_])|[+#])*", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9 ]+")


class SearchField(IntEnum):
    """The texts of a role that are searched, the most telling first. ``Posting.field`` stores the number."""

    TITLE = 1
    APPROVED = 2
    """An approved alias."""
    TREE = 3
    """The code, and the names of function, focus, superfunction and level."""
    PENDING = 4
    """A pending alias."""
    COMPONENT = 5
    CLASSIFICATION = 6
    """Code and title of the entry of a mapping."""
    SUMMARY = 7
    """Tagline and summary."""

    @property
    def boost(self) -> float:
        """The factor of a word in this field in the score of a role."""
        return {1: 10.0, 2: 9.0, 3: 7.0, 4: 6.0, 5: 3.0, 6: 2.0, 7: 1.0}[self]

    @property
    def is_name(self) -> bool:
        """Whether the field is a name that the role has, or may have."""
        return self <= SearchField.PENDING


def idf(roles: int) -> float:
    """The inverse document frequency of a word that so many roles have: 1 for none, falling slowly.

    Without the number of all roles, so that a score does not change with every role that is added.
    """
    return 1 / (1 + math.log1p(roles))


@lru_cache(maxsize=50_000)  # many roles share their components
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text: folded, without stop words; a hyphenated word is followed by its parts."""
    found: list[str] = []
    for token in _WORD.findall(unicodedata.normalize("NFKC", text)):
        folded = token.casefold().replace("’", "'").removesuffix("'s")
        has_parts = ("/" in folded or "-" in folded or "." in folded) and re.search(r"[/.-]\w", folded)
        parts = re.split(r"[/-]|\.(?!net|js)", folded) if has_parts else []
        found += [word[:LONGEST] for word in (folded, *parts) if word and word not in STOP_WORDS]
    return tuple(dict.fromkeys(found))


def query_words(text: str) -> list[str]:
    """The words of a query: as ``words_of``, but of a hyphenated word only the parts."""
    found = (word for word in words_of(text) if not re.search(r"[/-]\w", word))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def search_fields(texts: Iterable[tuple[SearchField, str]]) -> dict[str, SearchField]:
    """The best field of each word of a role's texts; short forms in names also count written out (ML)."""
    found: dict[str, SearchField] = {}
    for field, text in sorted(texts):
        written_out = read(text).words if field.is_name and not _is_written_out(text) else ()
        for word in (*words_of(text), *(w[:LONGEST] for w in written_out)):
            found.setdefault(word, field)
    return found


def _is_written_out(text: str) -> bool:
    """Whether parsing a name would add no word, as is so for most: parsing takes much of the time of indexing."""
    return bool(_PLAIN.fullmatch(text)) and not may_be_written_out(text)


def stem_of(word: str) -> str:
    """The stem of a word as the index stores it."""
    return stem(word)[:LONGEST]
