"""Highlights: why search found a role, as the text of the role that matches best with the matching words marked."""

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
    """What matched ("alias", "skill" ...), and its text in segments: those of matching words are marked."""

    what: str
    segments: tuple[Segment, ...] = ()


@dataclass(frozen=True)
class _Line:
    field: SearchField
    what: str
    text: str


def attach_highlights(roles: Sequence[Role], hits: Hits) -> None:
    """Set ``role.highlight`` on each role, for the table of hits."""
    found = highlights(roles, hits)
    for role in roles:
        role.highlight = found[role.pk]  # type: ignore[attr-defined]


IN_THE_SUMMARY = Highlight("its summary")
"""The highlight of a role when no shorter text matched."""


def highlights(roles: Sequence[Role], hits: Hits) -> dict[int, Highlight]:
    """The highlight of each role, by id; roles need their place in the tree. At most three queries for any number.

    A title with all the words is the best highlight there can be, so the other texts of such a role are not read.
    """
    stems = {stem(word.meant) for word in hits.words}
    by_title = [role for role in roles if _matched(role.title, stems) == stems]
    found = {role.pk: Highlight("title", tuple(_segments(role.title, stems))) for role in by_title}
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
    aliases = Alias.objects.evidence().filter(role__in=ids)
    for pk, text, state in aliases.order_by("position").values_list("role", "text", "state"):
        is_approved = state == AliasState.APPROVED.value
        field = SearchField.APPROVED if is_approved else SearchField.PENDING
        lines[pk].append(_Line(field, "alias" if is_approved else "alias not yet reviewed", text))
    role_components = RoleComponent.objects.filter(role__in=ids).order_by("position")
    for pk, kind, label in role_components.values_list("role", "component__kind", "component__label"):
        lines[pk].append(_Line(SearchField.COMPONENT, Kind(kind).label, label))
    mappings = Mapping.objects.filter(role__in=ids).exclude(review=ReviewState.REJECTED.value)
    for pk, code, title in mappings.order_by("position").values_list("role", "entry__code", "entry__title"):
        lines[pk].append(_Line(SearchField.CLASSIFICATION, "classification", f"{code} {title}"))
    return lines


def _best(lines: Sequence[_Line], stems: set[str]) -> Highlight:
    """The line with the most of the words; of several the one of the better field, then the first."""
    ranked = [
        (-len(matched), line.field, i)
        for i, line in enumerate(lines)
        if (matched := _matched(line.text, stems))
    ]
    if not ranked:
        return IN_THE_SUMMARY
    line = lines[min(ranked)[2]]
    return Highlight(line.what, tuple(_segments(line.text, stems)))


def _matched(text: str, stems: set[str]) -> set[str]:
    return stems & _stems_of(text)


@lru_cache(maxsize=5000)  # the hits of a search share many of their components
def _stems_of(text: str) -> frozenset[str]:
    return frozenset(stem(word) for word in (*query_words(text), *read(text).words))


def _segments(text: str, stems: set[str]) -> list[Segment]:
    """The text as segments of whole words; a word is marked when it matches as written or written out."""
    segments: list[Segment] = []
    for word in text.split():
        differs = bool(_matched(word, stems))
        if segments and segments[-1].differs is differs:
            segments[-1] = Segment(f"{segments[-1].text} {word}", differs)
        else:
            segments.append(Segment(word, differs))
    return segments
