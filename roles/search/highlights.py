"""Reasons: why search found a role, as the text of it that says so best, with the matching words marked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from roles.domain.choices import AliasState, Kind, ReviewState
from roles.domain.diff import Segment
from roles.models import Alias, Mapping, Role, RoleComponent
from roles.search.query import Hits
from roles.title_parsing.parser import read, stem
from roles.title_parsing.tokens import SearchField, query_words


@dataclass(frozen=True)
class Highlight:
    """What matched ("alias", "skill" ...) and its text in segments, the matching words marked."""

    what: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class _Line:
    place: SearchField
    what: str
    text: str


def attach_highlights(roles: Sequence[Role], hits: Hits) -> None:
    """Give each role its reason as ``role.highlight``, for the table of hits."""
    for pk, highlight in highlights(roles, hits).items():
        for role in roles:
            if role.pk == pk:
                role.highlight = highlight  # type: ignore[attr-defined]


IN_THE_SUMMARY = Highlight("its summary")
"""The reason of a role of which nothing shorter matched."""


def highlights(roles: Sequence[Role], hits: Hits) -> dict[int, Highlight]:
    """The reason for each role, by id; roles need their place. At most three queries, however many roles.

    Nothing says more than a title that has all the words, so that the other lines of such a role are not read.
    """
    stems = {stem(sought.meant) for sought in hits.sought}
    titled = [role for role in roles if _matched(role.title, stems) == stems]
    found = {role.pk: Highlight("title", tuple(_segments(role.title, stems))) for role in titled}
    others = [role for role in roles if role.pk not in found]
    lines = _lines(others) if others else {}
    return found | {role.pk: _best(lines[role.pk], stems) for role in others}


def _lines(roles: Sequence[Role]) -> dict[int, list[_Line]]:
    lines: dict[int, list[_Line]] = defaultdict(list)
    for role in roles:
        lines[role.pk] += [
            _Line(SearchField.TITLE, "title", role.title),
            _Line(SearchField.TREE, "code", role.code),
            _Line(SearchField.TREE, "function", role.function.name),
            _Line(SearchField.TREE, "focus", role.focus.name),
            _Line(SearchField.TREE, "superfunction", role.superfunction.name),
            _Line(SearchField.TREE, "level", f"{role.level.code} {role.level.name}"),
        ]
    ids = [role.pk for role in roles]
    aliases = Alias.objects.filter(role__in=ids).exclude(state=AliasState.REJECTED.value)
    for pk, text, state in aliases.order_by("position").values_list("role", "text", "state"):
        is_approved = state == AliasState.APPROVED.value
        place = SearchField.APPROVED if is_approved else SearchField.PENDING
        lines[pk].append(_Line(place, "alias" if is_approved else "pending alias", text))
    said = RoleComponent.objects.filter(role__in=ids).order_by("position")
    for pk, kind, label in said.values_list("role", "component__kind", "component__label"):
        lines[pk].append(_Line(SearchField.COMPONENT, Kind(kind).label, label))
    mappings = Mapping.objects.filter(role__in=ids).exclude(review=ReviewState.REJECTED.value)
    for pk, code, title in mappings.order_by("position").values_list("role", "entry__code", "entry__title"):
        lines[pk].append(_Line(SearchField.CLASSIFICATION, "classification", f"{code} {title}"))
    return lines


def _best(lines: Sequence[_Line], stems: set[str]) -> Highlight:
    """The line with the most of the words; of several the one in the better place, then the first."""
    ranked = [
        (-len(matched), line.place, i)
        for i, line in enumerate(lines)
        if (matched := _matched(line.text, stems))
    ]
    if not ranked:
        return IN_THE_SUMMARY
    line = lines[min(ranked)[2]]
    return Highlight(line.what, tuple(_segments(line.text, stems)))


def _matched(text: str, stems: set[str]) -> set[str]:
    return stems & _stems_of(text)


@lru_cache(maxsize=5000)  # the hits of a search have many of their components in common
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in (*query_words(text), *read(text).words))


def _segments(text: str, stems: set[str]) -> list[Segment]:
    """The text as segments of whole words; a word is marked when it matches, written out or as it stands."""
    segments: list[Segment] = []
    for word in text.split():
        differs = bool(_matched(word, stems))
        if segments and segments[-1].differs is differs:
            segments[-1] = Segment(f"{segments[-1].text} {word}", differs)
        else:
            segments.append(Segment(word, differs))
    return segments
