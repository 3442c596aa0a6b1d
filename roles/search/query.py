"""Search: the roles for some words, best first, and why each is there."""

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
_MOST_FORMS = 40  # words that begin as somebody types
_IN_A_CODE = re.compile(r"[A-Z0-9]{1,6}(\.[A-Z0-9.]*)?").fullmatch  # spares a look at every code


@dataclass(frozen=True)
class QueryWord:
    """A word of the query with the words of the index that stand for it (id to text)."""

    written: str
    meant: str
    words: dict[int, str]
    roles: int


@dataclass(frozen=True)
class Hits:
    """The roles found, best first, by id with their scores; what was read otherwise, and what was left aside."""

    scores: dict[int, float] = field(default_factory=dict)
    sought: tuple[QueryWord, ...] = ()
    unknown: tuple[str, ...] = ()
    is_complete: bool = True

    @property
    def ids(self) -> list[int]:
        """The roles' ids, best first."""
        return list(self.scores)

    @property
    def read_as(self) -> dict[str, str]:
        """The words that were taken for a slip, with what was looked for instead."""
        return {s.written: s.meant for s in self.sought if s.written != s.meant}

    @property
    def is_capped(self) -> bool:
        """Whether there may be more."""
        return len(self.scores) >= MOST_HITS


def exact_match(text: str) -> Role | None:
    """The listed role that has this title, or this approved alias in the widest scope; None when several might."""
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
    """The listed roles that have all the words of the text, in whatever form; if none has, those with most of them.

    Words that no role has are taken for a slip of a near word. A query for the words, and one or two for the roles.
    """
    sought, unknown = _query_words(query_words(text))
    if not sought:
        return Hits(unknown=unknown)
    rows = _rows(sought, anchors=sought[:1])
    scores = _scores(rows, sought, least=len(sought))
    is_complete = bool(scores) and not unknown
    if not scores:
        rows = _rows(sought, anchors=sought)
        scores = _scores(rows, sought, least=1)
    return Hits(_in_order(scores), tuple(sought), unknown, is_complete)


def suggestions(text: str, limit: int = 10) -> list[Role]:
    """Listed roles for somebody who is still typing: by the beginning of a code, else by title and approved alias.

    The last word is the beginning of one. At most four queries.
    """
    if "\0" in text or not text.strip():
        return []
    lines = Role.objects.listed().only("code", "title").order_by("code")
    begun_code = text.strip().upper()
    by_code = list(lines.filter(prefix_range("code", begun_code))[:limit]) if _IN_A_CODE(begun_code) else []
    words = query_words(text)
    if len(by_code) == limit or not words:
        return by_code
    whole, _ = _known(words[:-1])
    begun = _prefix_word(words[-1])
    if len(whole) < len(words) - 1 or not begun.words:
        return by_code
    sought = sorted([*whole, begun], key=lambda s: s.roles)
    scores = _scores(_rows(sought, anchors=sought[:1], worst=SearchField.APPROVED), sought, least=len(sought))
    ids = list(_in_order(scores))[:limit]
    roles = {role.pk: role for role in lines.filter(pk__in=ids)}
    first = [*by_code, *(roles[pk] for pk in ids if pk in roles)]
    return list({role.pk: role for role in first}.values())[:limit]


def _query_words(words: Sequence[str]) -> tuple[list[QueryWord], tuple[str, ...]]:
    """The words with their forms in the index, the rarest first, and the words that nothing stands for."""
    known, missing = _known(words)
    if missing:
        meant = near_words(missing)
        again, _ = _known(list(meant.values()))
        by_word = {s.written: s for s in again}
        known += [
            QueryWord(word, near, by_word[near].words, by_word[near].roles)
            for word, near in meant.items()
            if near in by_word
        ]
        missing = [word for word in missing if word not in meant]
    return sorted(known, key=lambda s: (s.roles, s.written)), tuple(missing)


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


def _rows(
    sought: Sequence[QueryWord], anchors: Sequence[QueryWord], worst: SearchField = SearchField.SUMMARY
) -> list[Posting]:
    """(role, word, place) of the words, for the roles that have one of the anchors in the best place."""
    forms = [pk for s in anchors for pk in s.words]
    if len(sought) == 1:
        return best_postings(forms, worst)
    return postings_of_roles(forms, [pk for s in sought for pk in s.words], worst)


def _scores(rows: Iterable[Posting], sought: Sequence[QueryWord], least: int) -> dict[int, float]:
    """The score of each role that has at least ``least`` of the words: the best place of each, rare words first."""
    worth = {place.value: place.boost for place in SearchField}
    stands_for: dict[int, list[tuple[int, float]]] = defaultdict(list)
    for i, one in enumerate(sought):
        for word, text in one.words.items():
            as_written = 1.0 if text == one.meant else _NOT_AS_WRITTEN
            stands_for[word].append((i, idf(one.roles) * as_written))
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for role, word, place in rows:
        best = found[role]
        for i, weight in stands_for[word]:
            best[i] = max(best.get(i, 0.0), worth[place] * weight)
    return {role: sum(values.values()) for role, values in found.items() if len(values) >= least}


def _in_order(scores: dict[int, float]) -> dict[int, float]:
    return dict(sorted(scores.items(), key=lambda item: (-round(item[1], 6), item[0])))
