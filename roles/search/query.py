"""Search: the roles that a query finds, best first.

The score of a role is the sum, over the query words, of field boost x IDF (``title_parsing.tokens``). Of the roles
with the rarest query word only the best ``MOST_HITS`` are scored, so that a search costs the same in any catalogue.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.db.models.functions import Lower

from roles.domain.choices import Status
from roles.domain.titles import normalise, title_slug
from roles.models import Alias, Role, Word
from roles.models.alias import address_of
from roles.queries.compiled import CompiledQuery
from roles.queries.prefix import prefix_range
from roles.search.postings import MOST_HITS, Posting, best_postings, postings_of_roles
from roles.search.spelling import near_words
from roles.title_parsing.parser import stem
from roles.title_parsing.tokens import SearchField, idf, query_words

_NOT_AS_WRITTEN = 0.9  # another form of the word: mentoring for mentor
_MOST_FORMS = 40  # words with the prefix that is typed
_IN_A_CODE = re.compile(r"[A-Z0-9]{1,6}(\.[A-Z0-9.]*)?").fullmatch  # other texts need no query for codes


@dataclass(frozen=True)
class QueryWord:
    """A word of the query, and the words of the index that match it (id to text).

    ``meant`` differs from ``written`` when the word was corrected; ``roles`` counts the roles that have it.
    """

    written: str
    meant: str
    forms: dict[int, str]
    roles: int


@dataclass(frozen=True)
class Hits:
    """The scores of the roles found by id, best first; the words that were looked for, and those that no role has.

    ``is_complete`` tells that every role has all the words of the query.
    """

    scores: dict[int, float] = field(default_factory=dict)
    words: tuple[QueryWord, ...] = ()
    unknown: tuple[str, ...] = ()
    is_complete: bool = True

    @property
    def ids(self) -> list[int]:
        """The ids of the roles, best first."""
        return list(self.scores)

    @property
    def read_as(self) -> dict[str, str]:
        """The words that were corrected, with what was looked for instead."""
        return {word.written: word.meant for word in self.words if word.written != word.meant}

    @property
    def is_capped(self) -> bool:
        """Whether there may be more roles than were scored."""
        return len(self.scores) >= MOST_HITS


def exact_match(text: str) -> Role | None:
    """The one listed role with this title, else the one with this approved alias; None when there are several."""
    key = normalise(text)
    if not key or "\0" in text or len(text) > 120:
        return None
    same = Role.objects.listed().alias(address=address_of(Lower("title"))).filter(address=title_slug(key))
    titled = [role for role in same.only("code", "title") if normalise(role.title) == key]
    if titled:
        return titled[0] if len(titled) == 1 else None
    named = (
        Alias.objects.approved()
        .filter(key=key)
        .exclude(role__status=Status.RETIRED.value)
        .select_related("role")
    )
    found = list(named.order_by("pk")[:2])
    return found[0].role if len(found) == 1 else None


def search(text: str) -> Hits:
    """The listed roles with all the words of the text, in any form; if there are none, those with some of them.

    A word that no role has is corrected to a near one. One to three queries for the words, one or two for the roles.
    """
    words, unknown = _query_words(query_words(text))
    if not words:
        return Hits(unknown=unknown)
    scores = _scores(_postings(words, anchors=words[:1]), words, least=len(words))
    is_complete = bool(scores) and not unknown
    if not scores:
        scores = _scores(_postings(words, anchors=words), words, least=1)
    return Hits(_in_order(scores), tuple(words), unknown, is_complete)


def suggestions(text: str, limit: int = 10) -> list[Role]:
    """Listed roles for a text that is still being typed: by prefix of their code, then by title and approved alias.

    The last word is a prefix. At most four queries.
    """
    if "\0" in text or not text.strip():
        return []
    lines = Role.objects.listed().only("code", "title").order_by("code")
    code = text.strip().upper()
    by_code = list(lines.filter(prefix_range("code", code))[:limit]) if _IN_A_CODE(code) else []
    words = query_words(text)
    if len(by_code) == limit or not words:
        return by_code
    whole, _ = _known(words[:-1])
    prefix = _prefix_word(words[-1])
    if len(whole) < len(words) - 1 or not prefix.forms:
        return by_code
    sought = sorted([*whole, prefix], key=lambda word: word.roles)
    postings = _postings(sought, anchors=sought[:1], worst=SearchField.APPROVED)
    scores = _scores(postings, sought, least=len(sought))
    ids = list(_in_order(scores))[:limit]
    roles = {role.pk: role for role in lines.filter(pk__in=ids)}
    first = [*by_code, *(roles[pk] for pk in ids if pk in roles)]
    return list({role.pk: role for role in first}.values())[:limit]


def _query_words(words: Sequence[str]) -> tuple[list[QueryWord], tuple[str, ...]]:
    """The words with their forms in the index, rarest first, and the words that match nothing."""
    known, missing = _known(words)
    if missing:
        meant = near_words(missing)
        again, _ = _known(list(meant.values()))
        by_word = {word.written: word for word in again}
        known += [
            QueryWord(word, near, by_word[near].forms, by_word[near].roles)
            for word, near in meant.items()
            if near in by_word
        ]
        missing = [word for word in missing if word not in meant]
    return sorted(known, key=lambda word: (word.roles, word.written)), tuple(missing)


def _known(words: Sequence[str]) -> tuple[list[QueryWord], list[str]]:
    stems = {word: stem(word) for word in words}
    forms: dict[str, dict[int, str]] = defaultdict(dict)
    roles: dict[str, int] = defaultdict(int)
    for pk, text, stem_, number in _WORDS.rows(*set(stems.values())):
        forms[stem_][pk] = text
        roles[stem_] += number
    known = [QueryWord(w, w, forms[s], roles[s]) for w, s in stems.items() if s in forms]
    return known, [word for word, stem_ in stems.items() if stem_ not in forms]


_WORDS = CompiledQuery(
    lambda *stems: (
        Word.objects.filter(stem__in=stems, roles__gt=0)
        .order_by("pk")
        .values_list("pk", "text", "stem", "roles")
    )
)


def _prefix_word(word: str) -> QueryWord:
    forms = Word.objects.filter(prefix_range("text", word) | Q(stem=stem(word)), roles__gt=0)
    found = list(forms.order_by("-names", "text").values_list("pk", "text", "roles")[:_MOST_FORMS])
    return QueryWord(word, word, {pk: text for pk, text, _ in found}, sum(number for *_, number in found))


def _postings(
    words: Sequence[QueryWord], anchors: Sequence[QueryWord], worst: SearchField = SearchField.SUMMARY
) -> list[Posting]:
    """The postings of the words, for the roles that have one of the anchors in the best fields."""
    forms = [pk for word in anchors for pk in word.forms]
    if len(words) == 1:
        return best_postings(forms, worst)
    return postings_of_roles(forms, [pk for word in words for pk in word.forms], worst)


def _scores(postings: Iterable[Posting], words: Sequence[QueryWord], least: int) -> dict[int, float]:
    """The score of each role with at least ``least`` of the words; of each word its best posting counts."""
    boosts = {field.value: field.boost for field in SearchField}
    weights: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, word in enumerate(words):
        for form, text in word.forms.items():
            as_written = 1.0 if text == word.meant else _NOT_AS_WRITTEN
            weights[form].append((i, idf(word.roles) * as_written))
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for role, form, field_ in postings:
        best = found[role]
        for i, weight in weights[form]:
            best[i] = max(best.get(i, 0.0), boosts[field_] * weight)
    return {role: sum(values.values()) for role, values in found.items() if len(values) >= least}


def _in_order(scores: dict[int, float]) -> dict[int, float]:
    # Rounded, because the sum of floats depends on the order of the postings, and ties go by id.
    return dict(sorted(scores.items(), key=lambda item: (-round(item[1], 6), item[0])))
