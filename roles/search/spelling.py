"""Spelling: the word of the catalogue that a misspelled word probably means."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial, reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from roles.models import Word
from roles.queries.compiled import CompiledQuery

_SHORTEST = 5  # shorter words have too many near words
_TWO_SLIPS = 8  # characters from which on two slips are corrected


def _between(*ends: str, **used: int) -> QuerySet[Word, Any]:
    """The words in ranges of the alphabet, each given by its first end and its second, with their number of roles."""
    within = reduce(
        or_, (Q(text__gte=low, text__lt=high) for low, high in zip(ends[::2], ends[1::2], strict=True))
    )
    return Word.objects.filter(within, **used).order_by().values_list("text", "roles")


_AMONG_ALL = CompiledQuery(partial(_between, roles__gt=0))
_AMONG_NAMES = CompiledQuery(partial(_between, names__gt=0))


def near_words(words: Iterable[str], *, among_names: bool = False) -> dict[str, str]:
    """For each unknown word the word of the index with the fewest slips; words without a near one are left out.

    One slip is allowed from five letters on, two from eight; a slip is a letter too many, missing, wrong or swapped.
    Ties go to the word that more roles have, then by the alphabet. One query.
    """
    unknown = [word for word in words if len(word) >= _SHORTEST and word.isalpha()]
    if not unknown:
        return {}
    # A slip seldom changes both of the first two letters, so the near word begins with one of them: a range of the
    # index for each letter.
    begins = {letter for word in unknown for letter in word[:2]}
    ranges = [end for letter in begins for end in (letter, chr(ord(letter) + 1))]
    roles = dict((_AMONG_NAMES if among_names else _AMONG_ALL).rows(*ranges))
    by_letter: dict[str, list[str]] = defaultdict(list)
    for text in roles:
        by_letter[text[0]].append(text)
    found = {}
    for word in unknown:
        known = [text for letter in set(word[:2]) for text in by_letter[letter]]
        near = process.extract(
            word, known, scorer=DamerauLevenshtein.distance, score_cutoff=_slips(word), limit=None
        )
        if near:
            found[word] = min((distance, -roles[text], text) for text, distance, _ in near)[2]
    return found


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else 1
