"""Resolve: titles in, roles out, by the rules of ``roles.resolution`` and the names that the catalogue holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nlargest
from typing import Any

from django.db.models import Case, IntegerField, Max, Q, Value, When

from roles.keywords import Place, rarity, stem_of
from roles.models import Alias, Keyword, Role, Word
from roles.reading import Reading, read
from roles.resolution import Answer, Name, Standing, Target, resolve
from roles.spelling import near_words
from roles.titles import normalise
from roles.vocabulary import AliasState

MOST_TARGETS = 30
"""So many roles are looked at closely: those with the most, and the rarest, words in common."""

_UNITS = 1000  # weights are whole numbers of 1/1000, so that both databases and Python add alike
_LEVEL_BONUS = 200  # a role on a stated level comes before one beside it
_REMEMBERED = 4000  # roles whose names are kept while a list is resolved


def resolve_title(title: str) -> Answer:
    """The answer for one title; at most eight queries."""
    return Resolver().resolve(title)


def resolve_titles(titles: Iterable[str]) -> Iterator[Answer]:
    """The answers for many titles, in their order; what is read for one is remembered for the others."""
    resolver = RememberingResolver()
    answered: dict[str, Answer] = {}
    for title in titles:
        key = normalise(title)
        if key not in answered:
            if len(answered) >= _REMEMBERED:
                answered.clear()
            answered[key] = resolver.resolve(title)
        yield answered[key]


@dataclass
class Resolver:
    """Finds the roles that a title may mean, with a few queries each time."""

    def resolve(self, title: str) -> Answer:
        """The answer for a title."""
        reading = read(title)
        if not reading.words:
            return resolve(title, [], {})
        weights, spelled = self._weights(reading)
        likely = self._likely(weights, reading)
        ids = list(dict.fromkeys([*self._exact(title), *likely]))
        return resolve(title, self._targets(ids), {s: w / _UNITS for s, w in weights.items()}, spelled)

    def _weights(self, reading: Reading) -> tuple[dict[str, int], dict[str, str]]:
        """The weight of each stem that names have, and the words that are taken for slips."""
        stems = {word: stem_of(word) for word in reading.words}
        known = self._names_with(set(stems.values()))
        unknown = [word for word, stem in stems.items() if stem not in known]
        spelled = self._near(unknown) if unknown else {}
        if spelled:
            known = known | self._names_with({stem_of(word) for word in spelled.values()})
        return {stem: round(rarity(number) * _UNITS) for stem, number in known.items()}, spelled

    def _names_with(self, stems: set[str]) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        rows = Word.objects.filter(stem__in=stems, names__gt=0).order_by()
        for stem, number in rows.values_list("stem", "names"):
            found[stem] += number
        return dict(found)

    def _near(self, words: Sequence[str]) -> dict[str, str]:
        return near_words(words, among_names=True)

    def _exact(self, title: str) -> list[int]:
        key = normalise(title)
        if len(key) > 120:
            return []
        named = Alias.objects.filter(key=key).exclude(state=AliasState.REJECTED.value)
        return list(named.order_by("role").values_list("role", flat=True))

    def _likely(self, weights: Mapping[str, int], reading: Reading) -> list[int]:
        """The roles with the most and rarest words in common, those on a stated level first; ties by id."""
        words: dict[str, list[int]] = defaultdict(list)
        for pk, stem in (
            Word.objects.filter(stem__in=weights, names__gt=0).order_by().values_list("pk", "stem")
        ):
            words[stem].append(pk)
        terms = [_when(Q(word__in=words[stem]), weight) for stem, weight in weights.items()]
        if reading.levels:
            terms.append(_when(Q(role__level__code__in=reading.levels), _LEVEL_BONUS))
        if not words:
            return []
        rows = Keyword.objects.filter(
            word__in=[pk for pks in words.values() for pk in pks], place__lte=Place.PENDING
        )
        total: Any = terms[0]
        for term in terms[1:]:
            total = total + term
        ranked = rows.order_by().values("role").annotate(total=total).order_by("-total", "role")
        return [row["role"] for row in ranked[:MOST_TARGETS]]

    def _targets(self, ids: Sequence[int]) -> list[Target]:
        return list(_read_targets(ids).values())


def _when(condition: Q, weight: int) -> Max:
    return Max(Case(When(condition, then=Value(weight)), default=Value(0), output_field=IntegerField()))


def _read_targets(ids: Iterable[int]) -> dict[int, Target]:
    """The listed roles with their names: two queries."""
    names: dict[int, list[Name]] = defaultdict(list)
    wanted = list(ids)
    aliases = Alias.objects.filter(role__in=wanted).exclude(state=AliasState.REJECTED.value)
    for pk, text, state, confidence in aliases.order_by("position").values_list(
        "role", "text", "state", "confidence"
    ):
        standing = Standing.APPROVED if state == AliasState.APPROVED.value else Standing.PENDING
        names[pk].append(Name(text, standing, float(confidence)))
    roles = Role.objects.listed().filter(pk__in=wanted).order_by()
    return {
        pk: Target(code, (Name(title, Standing.TITLE), *names[pk]), level)
        for pk, code, title, level in roles.values_list("pk", "code", "title", "level__code")
    }


@dataclass
class RememberingResolver(Resolver):
    """Resolves a long list: words, their roles and the roles' names are read once and kept while there is room."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _spelled: dict[str, str] = field(default_factory=dict)
    _postings: dict[str, list[int]] = field(default_factory=dict)
    _levels: dict[int, str] = field(default_factory=dict)
    _kept: dict[int, Target] = field(default_factory=dict)

    def _names_with(self, stems: set[str]) -> dict[str, int]:
        if missing := stems - set(self._numbers):
            found = super()._names_with(missing)
            self._numbers |= {stem: found.get(stem, 0) for stem in missing}
        return {stem: number for stem in sorted(stems) if (number := self._numbers[stem])}

    def _near(self, words: Sequence[str]) -> dict[str, str]:
        if missing := [word for word in words if word not in self._spelled]:
            found = super()._near(missing)
            self._spelled |= {word: found.get(word, "") for word in missing}
        return {word: near for word in words if (near := self._spelled[word])}

    def _likely(self, weights: Mapping[str, int], reading: Reading) -> list[int]:
        if missing := [stem for stem in weights if stem not in self._postings]:
            self._postings |= {stem: [] for stem in missing}
            rows = Keyword.objects.filter(word__stem__in=missing, place__lte=Place.PENDING).order_by("role")
            for stem, role in rows.values_list("word__stem", "role").distinct():
                self._postings[stem].append(role)
        if not self._levels:
            self._levels = dict(Role.objects.order_by().values_list("pk", "level__code"))
        totals: dict[int, int] = defaultdict(int)
        for stem, weight in weights.items():
            for role in self._postings[stem]:
                totals[role] += weight
        stated, levels = set(reading.levels), self._levels
        ranked = [
            (total + (_LEVEL_BONUS if levels[role] in stated else 0), -role) for role, total in totals.items()
        ]
        return [-role for _, role in nlargest(MOST_TARGETS, ranked)]

    def _targets(self, ids: Sequence[int]) -> list[Target]:
        if missing := [pk for pk in ids if pk not in self._kept]:
            if len(self._kept) > _REMEMBERED:
                self._kept.clear()
                missing = list(ids)
            self._kept |= _read_targets(missing)
        return [self._kept[pk] for pk in ids if pk in self._kept]
