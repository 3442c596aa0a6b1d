"""Reasons: why search found a role, as the text of it that says so best, with the matching words marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from roles.domain.choices import AliasState, Kind, ReviewState
from roles.domain.diff import Run
from roles.models import Alias, Mapping, Role, RoleComponent
from roles.search.query import Hits
from roles.title_parsing.parser import read, stem
from roles.title_parsing.tokens import Place, query_words


@dataclass(frozen=True)
class Reason:
    """What matched ("alias", "skill" ...) and its text in runs, the matching words marked."""

    what: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True)
class _Line:
    place: Place
    what: str
    text: str


def attach_reasons(roles: Sequence[Role], hits: Hits) -> None:
    """Give each role its reason as ``role.reason``, for the table of hits."""
    for pk, reason in reasons(roles, hits).items():
        for role in roles:
            if role.pk == pk:
                role.reason = reason  # type: ignore[attr-defined]


IN_THE_SUMMARY = Reason("its summary")
"""The reason of a role of which nothing shorter matched."""


def reasons(roles: Sequence[Role], hits: Hits) -> dict[int, Reason]:
    """The reason for each role, by id; roles need their place. At most three queries, however many roles.

    Nothing says more than a title that has all the words, so that the other lines of such a role are not read.
    """
    stems = {stem(sought.meant) for sought in hits.sought}
    titled = [role for role in roles if _matched(role.title, stems) == stems]
    found = {role.pk: Reason("title", tuple(_runs(role.title, stems))) for role in titled}
    others = [role for role in roles if role.pk not in found]
    lines = _lines(others) if others else {}
    return found | {role.pk: _best(lines[role.pk], stems) for role in others}


def _lines(roles: Sequence[Role]) -> dict[int, list[_Line]]:
    lines: dict[int, list[_Line]] = defaultdict(list)
    for role in roles:
        lines[role.pk] += [
            _Line(Place.TITLE, "title", role.title),
            _Line(Place.TREE, "code", role.code),
            _Line(Place.TREE, "function", role.function.name),
            _Line(Place.TREE, "focus", role.focus.name),
            _Line(Place.TREE, "superfunction", role.superfunction.name),
            _Line(Place.TREE, "level", f"{role.level.code} {role.level.name}"),
        ]
    ids = [role.pk for role in roles]
    aliases = Alias.objects.filter(role__in=ids).exclude(state=AliasState.REJECTED.value)
    for pk, text, state in aliases.order_by("position").values_list("role", "text", "state"):
        is_approved = state == AliasState.APPROVED.value
        place = Place.APPROVED if is_approved else Place.PENDING
        lines[pk].append(_Line(place, "alias" if is_approved else "pending alias", text))
    said = RoleComponent.objects.filter(role__in=ids).order_by("position")
    for pk, kind, label in said.values_list("role", "component__kind", "component__label"):
        lines[pk].append(_Line(Place.COMPONENT, Kind(kind).label, label))
    mappings = Mapping.objects.filter(role__in=ids).exclude(review=ReviewState.REJECTED.value)
    for pk, code, title in mappings.order_by("position").values_list("role", "entry__code", "entry__title"):
        lines[pk].append(_Line(Place.CLASSIFICATION, "classification", f"{code} {title}"))
    return lines


def _best(lines: Sequence[_Line], stems: set[str]) -> Reason:
    """The line with the most of the words; of several the one in the better place, then the first."""
    ranked = [
        (-len(matched), line.place, i)
        for i, line in enumerate(lines)
        if (matched := _matched(line.text, stems))
    ]
    if not ranked:
        return IN_THE_SUMMARY
    line = lines[min(ranked)[2]]
    return Reason(line.what, tuple(_runs(line.text, stems)))


def _matched(text: str, stems: set[str]) -> set[str]:
    return stems & _stems_of(text)


@lru_cache(maxsize=5000)  # the hits of a search have many of their components in common
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in (*query_words(text), *read(text).words))


def _runs(text: str, stems: set[str]) -> list[Run]:
    """The text as runs of whole words; a word is marked when it matches, written out or as it stands."""
    runs: list[Run] = []
    for word in text.split():
        differs = bool(_matched(word, stems))
        if runs and runs[-1].differs is differs:
            runs[-1] = Run(f"{runs[-1].text} {word}", differs)
        else:
            runs.append(Run(word, differs))
    return runs
