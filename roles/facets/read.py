"""What the cube is made of: the values of each facet with their labels, and the listed roles with theirs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Case, CharField, Value, When

from roles.domain import codes
from roles.domain.choices import Status
from roles.domain.confidence import ConfidenceBand
from roles.models import Focus, Function, Level, Role, Superfunction, Track

SPANNED = ("superfunction", "function", "focus")
"""The facets of the tree: the roles of a value stand together in the order of the tree."""


@dataclass(frozen=True)
class Facet:
    """The values of a facet with their labels, in order; ``parents`` has what each stands under, if anything."""

    labels: dict[str, str]
    parents: dict[str, str] = field(default_factory=dict)

    @cached_property
    def _ranks(self) -> dict[str, int]:
        return {value: rank for rank, value in enumerate(self.labels)}

    def in_order(self, values: Iterable[str]) -> list[str]:
        """Those of the values that the facet has, in its order."""
        return sorted((value for value in values if value in self.labels), key=self._ranks.__getitem__)


def facets(scopes: Iterable[str]) -> dict[str, Facet]:
    """Every facet of the list of roles, in the order of its form, with all values of the catalogue. Five queries."""
    functions = list(Function.objects.values_list("code", "name", "superfunction__code"))
    labels, parents = {codes.GENERAL_FOCUS: "General"}, {}
    focuses = Focus.objects.exclude(code=codes.GENERAL_FOCUS).values_list("function__code", "code", "name")
    for function, code, name in focuses:
        labels[f"{function}.{code}"] = name
        parents[f"{function}.{code}"] = function
    listed = [status for status in Status.choices() if status[0] != Status.RETIRED]
    return {
        "superfunction": Facet(dict(Superfunction.objects.values_list("code", "name"))),
        "function": Facet(
            {code: name for code, name, _ in functions}, {code: above for code, _, above in functions}
        ),
        "focus": Facet(labels, parents),
        "track": Facet(dict(Track.objects.values_list("code", "name"))),
        "level": Facet({level.code: str(level) for level in Level.objects.in_order()}),
        "status": Facet(dict(listed)),
        "band": Facet({band.value: band.value for band in ConfidenceBand}),
        "scope": Facet({scope: scope for scope in sorted(scopes)}),
    }


@dataclass(frozen=True)
class PlacedRoles:
    """The listed roles in the order of the tree, column by column, and where each value of the tree stands."""

    ids: tuple[int, ...]
    columns: dict[str, Sequence[str]]
    spans: dict[str, dict[str, tuple[int, int]]]


def placed_roles() -> PlacedRoles:
    """All listed roles in the order of the tree: field, function, focus, then up the ladder. Three queries.

    The rows are sorted here by two figures, not in the database by six columns of four other tables.
    """
    focuses = list(
        Focus.objects.order_by(
            "function__superfunction__position",
            "function__superfunction__code",
            "function__position",
            "function__code",
            "position",
            "code",
        ).values_list("pk", "function__superfunction__code", "function__code", "code")
    )
    levels = list(Level.objects.in_order())
    ranks = {pk: rank * len(levels) for rank, (pk, *_) in enumerate(focuses)}
    rungs = {level.pk: rung for rung, level in enumerate(levels)}
    rows = sorted(
        (ranks[focus] + rungs[level], pk, status, band, scope)
        for pk, focus, level, status, band, scope in _rows()
    )
    places, ids, statuses, bands, scopes = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    steps, tracks = [level.code for level in levels], [level.track.code for level in levels]
    on, within = [place % len(levels) for place in places], [place // len(levels) for place in places]
    general = [focus if focus == codes.GENERAL_FOCUS else "" for *_, focus in focuses]
    columns = {
        "focus": list(map(general.__getitem__, within)),
        "track": list(map(tracks.__getitem__, on)),
        "level": list(map(steps.__getitem__, on)),
        "status": statuses,
        "band": bands,
        "scope": scopes,
    }
    return PlacedRoles(ids, columns, _spans(focuses, Counter(within)))


def _rows() -> Iterable[tuple[Any, ...]]:
    bands = []
    for band in ConfidenceBand:
        low, above = band.limits
        bands.append(When(confidence__gte=low, confidence__lt=above, then=Value(band.value)))
    roles = Role.objects.listed().order_by().annotate(band=Case(*bands, output_field=CharField()))
    read = roles.values_list("pk", "focus_id", "level_id", "status", "band", "scope")
    return read.iterator(chunk_size=5000)


def _spans(focuses: Sequence[tuple[Any, ...]], roles: Counter[int]) -> dict[str, dict[str, tuple[int, int]]]:
    """For each value of the tree the place of its first role, and the place behind its last."""
    found: dict[str, dict[str, tuple[int, int]]] = {name: {} for name in SPANNED}
    first = 0
    for rank, (_, superfunction, function, focus) in enumerate(focuses):
        if roles[rank]:
            behind = first + roles[rank]
            for name, value in zip(SPANNED, (superfunction, function, f"{function}.{focus}"), strict=True):
                found[name][value] = (found[name].get(value, (first,))[0], behind)
            first = behind
    return found
