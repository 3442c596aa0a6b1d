"""Titles in, roles out, by the rules of ``title_parsing.matching`` and the names in the catalogue."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from django.db.models import Case, OuterRef, QuerySet, Value, When
from django.db.models.functions import JSONArray

from roles.domain.choices import AliasState, Status
from roles.domain.titles import normalise
from roles.facets.role_set import RoleSet
from roles.models import Alias, Role, Word
from roles.queries.compiled import CompiledQuery
from roles.queries.json_rows import JSONRows
from roles.resolve import name_index
from roles.resolve.name_index import Sets, roles_on, roles_with
from roles.search.spelling import near_words
from roles.title_parsing.matching import Answer, resolve
from roles.title_parsing.names import Name, NameStatus, Target
from roles.title_parsing.parser import Reading, read
from roles.title_parsing.tokens import idf, stem_of

MOST_TARGETS = 20
"""How many roles' names are read for a title: those with the most, and the rarest, words in common."""

_UNITS = 1000  # weights are whole numbers of 1/1000, so that sums do not depend on their order
_LEVEL_BONUS = 200  # a role on a stated level comes before one beside it
_REMEMBERED = 20_000  # roles whose names are kept while a list is resolved: some 50 MB
_REMEMBERED_WORDS = 4000  # and words whose roles are
_AHEAD = 500  # titles of a list that are looked up together
_SPELLED_AT_ONCE = 200  # words: each asks for two ranges, and SQLite joins no more than 1000 conditions by OR
_READ_AT_ONCE = 1000  # roles: what a statement of any database takes as parameters


def resolve_title(title: str) -> Answer:
    """The answer for one title; at most seven queries."""
    resolver = Resolver()
    shortlist = resolver.shortlist(title)
    return shortlist.answer(_read_targets(shortlist.ids))


def resolve_titles(titles: Iterable[str]) -> Iterator[Answer]:
    """The answers for many titles, in their order; what is read for one is remembered for the others.

    Titles with the same words are answered fastest one after the other.
    """
    resolver = _ListResolver()
    waiting = iter(titles)
    while some := list(islice(waiting, _AHEAD)):
        answers = resolver.answers(some)
        yield from (answers[title] for title in some)


@dataclass(frozen=True)
class Shortlist:
    """A title with the ids of the roles that it is likeliest to mean, before these are looked at closely."""

    title: str
    ids: Sequence[int] = ()
    weights: Mapping[str, int] = field(default_factory=dict)
    spelled: Mapping[str, str] = field(default_factory=dict)

    def answer(self, targets: Mapping[int, Target]) -> Answer:
        """The answer, by the names of the roles; ids that are no target are left out."""
        found = [targets[pk] for pk in self.ids if pk in targets]
        weights = {stem: weight / _UNITS for stem, weight in self.weights.items()}
        return resolve(self.title, found, weights, self.spelled)


class Resolver:
    """Finds the roles that a title may mean, with a few queries each time."""

    def shortlist(self, title: str) -> Shortlist:
        """The roles that have the very title, then those with the most and rarest words in common."""
        reading = read(title)
        if not reading.words:
            return Shortlist(title, self._exact(title))
        weights, spelled = self._weights(reading)
        in_common = self._in_common(weights, reading) if weights else []
        return Shortlist(title, list(dict.fromkeys([*self._exact(title), *in_common])), weights, spelled)

    def _weights(self, reading: Reading) -> tuple[dict[str, int], dict[str, str]]:
        """The weight of each stem that names have, and the words that are taken for misspellings."""
        stems = {word: stem_of(word) for word in reading.words}
        names = self._names_with(set(stems.values()))
        unknown = [word for word, stem in stems.items() if stem not in names]
        spelled = self._near(unknown) if unknown else {}
        if spelled:
            names = names | self._names_with({stem_of(word) for word in spelled.values()})
        return {stem: round(idf(number) * _UNITS) for stem, number in names.items()}, spelled

    def _names_with(self, stems: set[str]) -> dict[str, int]:
        found: dict[str, int] = defaultdict(int)
        for stem, number in _WORDS.rows(*stems):
            found[stem] += number
        return dict(found)

    def _near(self, words: Sequence[str]) -> dict[str, str]:
        return near_words(words, among_names=True)

    def _exact(self, title: str) -> list[int]:
        return _named([title])[normalise(title)]

    def _in_common(self, weights: Mapping[str, int], reading: Reading) -> list[int]:
        """The roles with the most and rarest words in common, those on a stated level first; ties by id."""
        by_stem, by_level = self._sets(weights, reading.levels)
        weighted = [(roles, weights[stem]) for stem, roles in by_stem.items()]
        weighted.append((RoleSet.union(by_level.values()), _LEVEL_BONUS))
        groups = _heaviest_first(RoleSet.union(by_stem.values()), weighted)
        return list(islice((pk for group in groups for pk in group.lowest()), MOST_TARGETS))

    def _sets(self, stems: Iterable[str], levels: Iterable[str]) -> tuple[Sets, Sets]:
        return name_index.cached(stems, levels)


_WORDS = CompiledQuery(
    lambda *stems: Word.objects.filter(stem__in=stems, names__gt=0).order_by().values_list("stem", "names")
)


def _heaviest_first(roles: RoleSet, weighted: Iterable[tuple[RoleSet, int]]) -> list[RoleSet]:
    """The roles in groups of one weight, the heaviest first; a role has the weights of the sets that it is in.

    Each set splits the groups in two, so that no role is looked at by itself: there may be a hundred thousand.
    """
    groups = [(0, roles)]
    for members, weight in weighted:
        groups = [
            part
            for total, group in groups
            for part in ((total + weight, group & members), (total, group - members))
            if part[1]
        ]
    by_weight: dict[int, RoleSet] = defaultdict(RoleSet)
    for total, group in groups:
        by_weight[total] |= group
    return [by_weight[total] for total in sorted(by_weight, reverse=True)]


def _named(titles: Iterable[str]) -> dict[str, list[int]]:
    """The roles that have one of these titles by an alias or as their own, by the normalised title.

    Those with an approved alias come first, then those with the title of their own; no more than are looked at.
    """
    keys = {form: normalise(title) for title in titles for form in _forms(title)}
    found: dict[str, list[int]] = defaultdict(list)
    for form, role, _ in sorted(_NAMED.rows(*keys), key=lambda row: (row[2], row[1])):
        if role not in (roles := found[keys[form]]) and len(roles) < MOST_TARGETS:
            roles.append(role)
    return found


def _forms(title: str) -> set[str]:
    """The forms in which the database may know a title: SQLite lowers only the letters of ASCII."""
    plain = " ".join(title.split())
    if plain.isascii():
        return {plain.lower()} - {""}
    return {normalise(plain), plain.lower(), "".join(c.lower() if c.isascii() else c for c in plain)}


def _named_queryset(*keys: str) -> QuerySet[Any, Any]:
    rank = Case(When(state=AliasState.APPROVED.value, then=Value(1)), default=Value(3))
    aliases = Alias.objects.evidence().filter(key__in=keys).order_by()
    titles = Role.objects.listed().with_key().filter(key__in=keys).order_by()
    return aliases.values_list("key", "role", rank).union(titles.values_list("key", "pk", Value(2)), all=True)


_NAMED = CompiledQuery(_named_queryset)


def _read_targets(ids: Sequence[int]) -> dict[int, Target]:
    """The listed roles with their names; one query."""
    room = -len(ids) % MOST_TARGETS  # ids are repeated up to a multiple, so that few statements are compiled
    return {
        pk: Target(code, (_own_title(title, status), *map(_name, json.loads(aliases))), level)
        for pk, code, title, status, level, aliases in _TARGETS.rows(*ids, *list(ids[-1:]) * room)
    }


def _own_title(title: str, status: str) -> Name:
    return Name(title, NameStatus.DRAFT if status == Status.DRAFT.value else NameStatus.TITLE)


def _name(alias: tuple[str, str, float]) -> Name:
    text, state, confidence = alias
    return Name(
        text, NameStatus.APPROVED if state == AliasState.APPROVED.value else NameStatus.PENDING, confidence
    )


def _targets_of(*ids: int) -> QuerySet[Role, Any]:
    aliases = Alias.objects.evidence().filter(role=OuterRef("pk"))
    names = aliases.order_by("position").values(one=JSONArray("text", "state", "confidence"))
    roles = Role.objects.listed().filter(pk__in=ids).order_by()
    return roles.values_list("pk", "code", "title", "status", "level__code", JSONRows(names))


_TARGETS = CompiledQuery(_targets_of)


@dataclass
class _ListResolver(Resolver):
    """Resolves a long list: words, their roles and the roles' names are read once and kept while there is room."""

    _numbers: dict[str, int] = field(default_factory=dict)
    _near_words: dict[str, str] = field(default_factory=dict)
    _exactly: dict[str, list[int]] = field(default_factory=dict)
    _with: Sets = field(default_factory=dict)
    _on: Sets = field(default_factory=dict)
    _targets: dict[int, Target] = field(default_factory=dict)

    def answers(self, titles: Sequence[str]) -> dict[str, Answer]:
        """The answers for a part of the list by title; what they ask for is looked up at once.

        Titles that are normalised alike are read apart: a dash ends the name of the work, a hyphen does not.
        """
        self._exactly = _named(titles)
        words = tuple(dict.fromkeys(word for title in titles for word in read(title).words))
        weights, _ = self._weights(Reading("", words))
        self._remember_roles_with(weights)
        shortlist = {title: self.shortlist(title) for title in dict.fromkeys(titles)}
        self._remember_targets({pk for of_title in shortlist.values() for pk in of_title.ids})
        return {title: of_title.answer(self._targets) for title, of_title in shortlist.items()}

    def _names_with(self, stems: set[str]) -> dict[str, int]:
        if missing := stems - set(self._numbers):
            found = super()._names_with(missing)
            self._numbers |= {stem: found.get(stem, 0) for stem in missing}
        return {stem: number for stem in sorted(stems) if (number := self._numbers[stem])}

    def _near(self, words: Sequence[str]) -> dict[str, str]:
        missing = [word for word in words if word not in self._near_words]
        for at in range(0, len(missing), _SPELLED_AT_ONCE):
            some = missing[at : at + _SPELLED_AT_ONCE]
            found = super()._near(some)
            self._near_words |= {word: found.get(word, "") for word in some}
        return {word: near for word in words if (near := self._near_words[word])}

    def _exact(self, title: str) -> list[int]:
        return self._exactly.get(normalise(title), [])

    def _sets(self, stems: Iterable[str], levels: Iterable[str]) -> tuple[Sets, Sets]:
        self._remember_roles_with(stems)
        if missing := [level for level in levels if level not in self._on]:
            self._on |= roles_on(missing)
        return {stem: self._with[stem] for stem in stems}, {level: self._on[level] for level in levels}

    def _remember_roles_with(self, stems: Iterable[str]) -> None:
        if missing := [stem for stem in stems if stem not in self._with]:
            if len(self._with) > _REMEMBERED_WORDS:
                self._with.clear()
                missing = list(stems)
            self._with |= roles_with(missing)

    def _remember_targets(self, ids: set[int]) -> None:
        if len(self._targets) > _REMEMBERED:
            self._targets.clear()
        missing = sorted(ids - self._targets.keys())
        for at in range(0, len(missing), _READ_AT_ONCE):
            self._targets |= _read_targets(missing[at : at + _READ_AT_ONCE])
