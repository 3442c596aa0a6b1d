"""Resolve: titles in, roles out, by the rules of ``roles.resolution`` and the names that the catalogue holds."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import islice
from typing import TypeVar

from django.db.models import FloatField
from django.db.models.functions import Cast

from roles import stem_roles
from roles.keywords import rarity, stem_of
from roles.models import Alias, Role, Word
from roles.names import Name, Standing, Target
from roles.reading import Reading, read
from roles.resolution import Answer, resolve
from roles.spelling import near_words
from roles.stem_roles import roles_on, roles_with
from roles.titles import normalise
from roles.vocabulary import AliasState

MOST_TARGETS = 20
"""So many roles are looked at closely: those with the most, and the rarest, words in common."""

_UNITS = 1000  # weights are whole numbers of 1/1000, so that sums do not depend on their order
_LEVEL_BONUS = 200  # a role on a stated level comes before one beside it
_REMEMBERED = 20_000  # roles whose names are kept while a list is resolved: some 50 MB
_REMEMBERED_WORDS = 4000  # and words whose roles are
_AHEAD = 500  # titles of a list that are looked up together


def resolve_title(title: str) -> Answer:
    """The answer for one title; at most eight queries."""
    return Resolver().resolve(title)


def resolve_titles(titles: Iterable[str]) -> Iterator[Answer]:
    """The answers for many titles, in their order; what is read for one is remembered for the others.

    Titles with the same words are answered fastest one after the other.
    """
    resolver = _ListResolver()
    waiting = iter(titles)
    while some := list(islice(waiting, _AHEAD)):
        resolver.look_ahead(some)
        answered: dict[str, Answer] = {}
        for title in some:
            if (key := normalise(title)) not in answered:
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
        likely = self._likely(weights, reading) if weights else []
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
        return _named([normalise(title)]).get(normalise(title), [])

    def _likely(self, weights: Mapping[str, int], reading: Reading) -> list[int]:
        """The roles with the most and rarest words in common, those on a stated level first; ties by id."""
        having, on = stem_roles.remembered(weights, reading.levels)
        stated = set().union(*on.values())
        marks = [*((roles, weights[stem]) for stem, roles in having.items()), (stated, _LEVEL_BONUS)]
        found: list[int] = []
        for group in _heaviest_first(set[int]().union(*having.values()), marks):
            found += nsmallest(MOST_TARGETS - len(found), group)
        return found

    def _targets(self, ids: Sequence[int]) -> list[Target]:
        return list(_read_targets(ids).values())


Roles = TypeVar("Roles", int, set[int])
"""Roles as a set of ids, or as a number with a bit for each."""


def _heaviest_first(every: Roles, marks: Iterable[tuple[Roles, int]]) -> list[Roles]:
    """The roles in groups of one weight, the heaviest first: the sum of the marks that a role is among."""
    groups = [(0, every)]
    for roles, weight in marks:
        groups = [
            part
            for total, group in groups
            for part in ((total + weight, group & roles), (total, group ^ (group & roles)))
            if part[1]
        ]
    together: dict[int, Roles] = {}
    for total, group in groups:
        together[total] = together[total] | group if total in together else group
    return [together[total] for total in sorted(together, reverse=True)]


def _named(keys: Iterable[str]) -> dict[str, list[int]]:
    """The roles that have an alias of this normalised text, by the text."""
    found: dict[str, list[int]] = defaultdict(list)
    short = [key for key in keys if len(key) <= 120]
    named = Alias.objects.filter(key__in=short).exclude(state=AliasState.REJECTED.value)
    for key, role in named.order_by("role").values_list("key", "role"):
        found[key].append(role)
    return found


def _read_targets(ids: Iterable[int]) -> dict[int, Target]:
    """The listed roles with their names: two queries."""
    names: dict[int, list[Name]] = defaultdict(list)
    wanted = list(ids)
    aliases = Alias.objects.filter(role__in=wanted).exclude(state=AliasState.REJECTED.value)
    figure = Cast("confidence", FloatField())  # a quarter of the time of as many decimals
    for pk, text, state, confidence in aliases.order_by("position").values_list(
        "role", "text", "state", figure
    ):
        standing = Standing.APPROVED if state == AliasState.APPROVED.value else Standing.PENDING
        names[pk].append(Name(text, standing, confidence))
    roles = Role.objects.listed().filter(pk__in=wanted).order_by()
    return {
        pk: Target(code, (Name(title, Standing.TITLE), *names[pk]), level)
        for pk, code, title, level in roles.values_list("pk", "code", "title", "level__code")
    }


@dataclass
class _ListResolver(Resolver):
    """Resolves a long list: words, their roles and the roles' names are read once and kept while there is room.

    A set of roles is one whole number here, with a bit for each role in the order of their ids: thousands are compared
    in a microsecond.
    """

    _numbers: dict[str, int] = field(default_factory=dict)
    _spelled: dict[str, str] = field(default_factory=dict)
    _exactly: dict[str, list[int]] = field(default_factory=dict)
    _ids: list[int] = field(default_factory=list)
    _at: dict[int, int] = field(default_factory=dict)
    _with: dict[str, int] = field(default_factory=dict)
    _on: dict[str, int] = field(default_factory=dict)
    _kept: dict[int, Target] = field(default_factory=dict)

    def look_ahead(self, titles: Sequence[str]) -> None:
        """Look up at once what these titles will ask for; before the first ``resolve`` as well."""
        if not self._ids:
            self._ids = list(Role.objects.order_by("pk").values_list("pk", flat=True))
            self._at = {pk: at for at, pk in enumerate(self._ids)}
            codes = Role.objects.order_by().values_list("level__code", flat=True).distinct()
            self._on = {level: self._bits(roles) for level, roles in roles_on(codes).items()}
        self._exactly = _named({normalise(title) for title in titles})
        words = tuple(dict.fromkeys(word for title in titles for word in read(title).words))
        weights, _ = self._weights(Reading("", words))
        self._remember_roles_with(weights)

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

    def _exact(self, title: str) -> list[int]:
        return self._exactly.get(normalise(title), [])

    def _remember_roles_with(self, stems: Iterable[str]) -> None:
        if missing := [stem for stem in stems if stem not in self._with]:
            if len(self._with) > _REMEMBERED_WORDS:
                self._with.clear()
                missing = list(stems)
            found = roles_with(missing)
            self._with |= {stem: self._bits(found.get(stem, ())) for stem in missing}

    def _bits(self, roles: Iterable[int]) -> int:
        bits = bytearray(len(self._ids) // 8 + 1)
        for role in roles:
            at = self._at[role]
            bits[at >> 3] |= 1 << (at & 7)
        return int.from_bytes(bits, "little")

    def _likely(self, weights: Mapping[str, int], reading: Reading) -> list[int]:
        self._remember_roles_with(weights)
        every = stated = 0
        for stem in weights:
            every |= self._with[stem]
        for level in reading.levels:
            stated |= self._on.get(level, 0)
        marks = [*((self._with[stem], weight) for stem, weight in weights.items()), (stated, _LEVEL_BONUS)]
        found: list[int] = []
        for group in _heaviest_first(every, marks):
            while group and len(found) < MOST_TARGETS:
                lowest = group & -group
                found.append(self._ids[lowest.bit_length() - 1])
                group ^= lowest
        return found

    def _targets(self, ids: Sequence[int]) -> list[Target]:
        if missing := [pk for pk in ids if pk not in self._kept]:
            if len(self._kept) > _REMEMBERED:
                self._kept.clear()
                missing = list(ids)
            self._kept |= _read_targets(missing)
        return [self._kept[pk] for pk in ids if pk in self._kept]
