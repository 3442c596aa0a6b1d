"""Keywords: the words of a role under which search finds it, and what each place of a word is worth."""

import math
import re
import unicodedata
from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from roles.title_parsing.lexicon import STOP_WORDS
from roles.title_parsing.parser import may_be_written_out, read, stem

LONGEST = 60
"""Longer words are cut."""

MOST_WORDS = 8
"""Of a longer query the first words count."""

_WORD = re.compile(r"\.net\b|[^\W_](?:[^\W_]|[.&'’+#-](?=[^\W_])|[+#])*", re.IGNORECASE)
_PLAIN = re.compile(r"[A-Za-z0-9 ]+")


class SearchField(IntEnum):
    """Where a word of a role stands, the place that says most of the role first."""

    TITLE = 1
    APPROVED = 2
    TREE = 3
    PENDING = 4
    COMPONENT = 5
    CLASSIFICATION = 6
    SUMMARY = 7

    @property
    def boost(self) -> float:
        """What a word in this place adds to a hit."""
        return {1: 10.0, 2: 9.0, 3: 7.0, 4: 6.0, 5: 3.0, 6: 2.0, 7: 1.0}[self]

    @property
    def is_name(self) -> bool:
        """Whether the word stands in a name that the role has, or may have."""
        return self <= SearchField.PENDING


def idf(roles: int) -> float:
    """The weight of a word that so many roles have, 1 for one that none has; falls slowly and needs no total."""
    return 1 / (1 + math.log1p(roles))


@lru_cache(maxsize=50_000)  # components are shared by many roles
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text as they are searched: folded, without stop words; hyphenated ones also in their parts."""
    found: list[str] = []
    for token in _WORD.findall(unicodedata.normalize("NFKC", text)):
        folded = token.casefold().replace("’", "'").removesuffix("'s")
        has_parts = ("/" in folded or "-" in folded or "." in folded) and re.search(r"[/.-]\w", folded)
        parts = re.split(r"[/-]|\.(?!net|js)", folded) if has_parts else []
        found += [word[:LONGEST] for word in (folded, *parts) if word and word not in STOP_WORDS]
    return tuple(dict.fromkeys(found))


def query_words(text: str) -> list[str]:
    """The words that somebody looks for: as ``words_of``, but hyphenated ones in their parts only."""
    found = (word for word in words_of(text) if not re.search(r"[/-]\w", word))
    return list(dict.fromkeys(found))[:MOST_WORDS]


def search_fields(texts: Iterable[tuple[SearchField, str]]) -> dict[str, SearchField]:
    """The words of a role's texts with the best place of each; names count also written out (ML: machine learning)."""
    found: dict[str, SearchField] = {}
    for place, text in sorted(texts):
        written_out = () if place > SearchField.PENDING or _says_it_all(text) else read(text).words
        for word in (*words_of(text), *(w[:LONGEST] for w in written_out)):
            found.setdefault(word, place)
    return found


def _says_it_all(text: str) -> bool:
    """Whether a name has nothing to write out, so that reading it would find no further word; most have not."""
    return bool(_PLAIN.fullmatch(text)) and not may_be_written_out(text)


def stem_of(word: str) -> str:
    """The stem of a word of a text, as the index keeps it."""
    return stem(word)[:LONGEST]
