"""Spelling: the word of the catalogue that somebody probably meant."""

from collections.abc import Iterable

from django.db.models import Q
from django.db.models.functions import Length
from rapidfuzz.distance import DamerauLevenshtein

from roles.models import Word

_SHORTEST = 5  # shorter words have too many neighbours
_TWO_SLIPS = 8  # from this length on two slips are forgiven


def near_words(words: Iterable[str], *, among_names: bool = False) -> dict[str, str]:
    """For each unknown word the nearest one that roles have, by letters; words without a near one are left out.

    One slip is forgiven from five letters on, two from eight; a slip is a letter too many, missing, wrong or
    swapped. Of equally near words the one that more roles have wins, then the alphabet. One query.
    """
    unknown = [word for word in words if len(word) >= _SHORTEST and word.isalpha()]
    if not unknown:
        return {}
    alike = Q()
    for word in unknown:  # a slip seldom hits both of the first two letters
        slips = _slips(word)
        begins = Q(text__startswith=word[0]) | Q(text__startswith=word[1])
        alike |= begins & Q(length__gte=len(word) - slips, length__lte=len(word) + slips)
    used = {"names__gt": 0} if among_names else {"roles__gt": 0}
    known = list(Word.objects.alias(length=Length("text")).filter(alike, **used).values_list("text", "roles"))
    found = {}
    for word in unknown:
        near = [
            (distance, -roles, text)
            for text, roles in known
            if (distance := DamerauLevenshtein.distance(word, text, score_cutoff=_slips(word)))
            <= _slips(word)
        ]
        if near:
            found[word] = min(near)[2]
    return found


def _slips(word: str) -> int:
    return 2 if len(word) >= _TWO_SLIPS else 1
