"""Comparison: two to four roles side by side, and for two the move from the first to the second."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from operator import attrgetter

from roles.compare.components import KindComparison, compare_components
from roles.documents import fields
from roles.domain.choices import AliasState
from roles.domain.coordinates import Distance, MoveKind, distance, move_kind
from roles.domain.diff import Segment, word_diff
from roles.domain.overlap import Share, share
from roles.dump import with_document
from roles.levels.guide import LABELS, guide, overrides
from roles.models import Role
from roles.models.level import GUIDE_ROWS
from roles.role.page import mapping_lines


@dataclass(frozen=True)
class Row:
    """An attribute of the roles: one cell of segments for each role; ``equal`` when all cells are the same."""

    label: str
    cells: tuple[tuple[Segment, ...], ...]
    equal: bool


@dataclass(frozen=True)
class Section:
    """Rows under one heading."""

    heading: str
    slug: str
    rows: tuple[Row, ...]

    @property
    def differing(self) -> int:
        """How many rows differ."""
        return sum(not row.equal for row in self.rows)


@dataclass(frozen=True)
class Pair:
    """Two of the compared roles with the distance between them."""

    a: Role
    b: Role
    distance: Distance
    move: MoveKind


@dataclass(frozen=True)
class Comparison:
    """Two to four roles side by side."""

    roles: tuple[Role, ...]
    sentence: str
    pairs: tuple[Pair, ...]
    sections: tuple[Section, ...]
    kinds: tuple[KindComparison, ...]
    share: Share

    @property
    def is_move(self) -> bool:
        """Whether the comparison reads as a move from one role to another."""
        return len(self.roles) == 2

    @property
    def gained(self) -> int:
        """Components that only the second of two roles has."""
        return sum(len(kind.only[-1]) for kind in self.kinds)

    @property
    def left_behind(self) -> int:
        """Components that only the first of two roles has."""
        return sum(len(kind.only[0]) for kind in self.kinds)


def comparison(codes: Sequence[str]) -> Comparison:
    """The comparison of the roles of two to four different codes, in that order, in a constant number of queries.

    Raises Role.DoesNotExist when a code has no role.
    """
    found = {role.code: role for role in with_document(Role.objects.with_place().filter(code__in=codes))}
    missing = [code for code in codes if code not in found]
    if missing:
        raise Role.DoesNotExist(", ".join(missing))
    roles = tuple(found[code] for code in codes)
    kinds = compare_components(roles)
    common = share(*({row.component_id for row in role.role_components.all()} for role in roles))
    pairs = tuple(
        Pair(a, b, distance(a.coordinates, b.coordinates), move_kind(a.coordinates, b.coordinates))
        for a, b in combinations(roles, 2)
    )
    sections = (_coordinates(roles), _about(roles), _guide(roles), _story(roles), _evidence(roles))
    return Comparison(roles, _sentence(roles, pairs, common), pairs, sections, kinds, common)


def _row(label: str, texts: Sequence[str], *, mark: bool = False) -> Row:
    cells = word_diff(texts) if mark else [[Segment(text, False)] if text else [] for text in texts]
    return Row(label, tuple(tuple(cell) for cell in cells), len(set(texts)) == 1)


def _section(
    heading: str, slug: str, roles: Sequence[Role], rows: dict[str, Callable[[Role], str]]
) -> Section:
    return Section(
        heading, slug, tuple(_row(label, [read(role) for role in roles]) for label, read in rows.items())
    )


def _coordinates(roles: Sequence[Role]) -> Section:
    return _section(
        "Coordinates",
        "coordinates",
        roles,
        {
            "Superfunction": lambda role: role.superfunction.name,
            "Function": lambda role: role.function.name,
            "Focus": lambda role: role.focus.name,
            "Track": lambda role: role.level.track.name,
            "Level": lambda role: f"{role.level.code} {role.level.name}",
            "Grade": lambda role: str(role.grade),
            "Typical experience": lambda role: role.level.years,
        },
    )


_SHOWN: dict[str, Callable[[Role], str]] = {
    "core_outputs": lambda role: "; ".join(output.text for output in role.core_outputs.all()),
    "story_plan": lambda role: " ".join(f"{i}. {step}" for i, step in enumerate(role.story_plan, 1)),
    "confidence": lambda role: f"{role.confidence_band} {role.confidence}",
    "status": lambda role: role.status_word,
    "version": lambda role: f"v{role.version}",
}
"""How the fields are shown that are no text, by column."""


def _fields(*sections: fields.Section) -> dict[str, Callable[[Role], str]]:
    """The declared fields of sections that are compared, by heading."""
    return {
        field.heading: _SHOWN.get(field.column, attrgetter(field.column))
        for field in fields.fields_in(*sections)
        if field.is_compared
    }


def _about(roles: Sequence[Role]) -> Section:
    return _section("The role", "about", roles, _fields(fields.Section.ABOUT))


def _guide(roles: Sequence[Role]) -> Section:
    own = overrides(*{role.function_id for role in roles})
    guides = [guide(role.level, own.get((role.function_id, role.level_id))) for role in roles]
    return Section(
        "The level",
        "level",
        tuple(
            _row(LABELS[name], [guide.rows[i].text for guide in guides], mark=True)
            for i, name in enumerate(GUIDE_ROWS)
        ),
    )


def _story(roles: Sequence[Role]) -> Section:
    return _section("The story", "story", roles, _fields(fields.Section.STORY))


def _evidence(roles: Sequence[Role]) -> Section:
    return _section(
        "Pay, titles and classification",
        "evidence",
        roles,
        {
            "Market pay (median)": _pay,
            "Title aliases": lambda role: "; ".join(
                alias.text for alias in role.aliases.all() if alias.state == AliasState.APPROVED
            ),
            "Classification": lambda role: "; ".join(
                f"{line.mapping.entry.code} {line.mapping.entry.title} ({line.depth}, {line.relation}, {line.review})"
                for line in mapping_lines(list(role.mappings.all()))
            ),
            **_fields(fields.Section.FACTS, fields.Section.STATUS),
        },
    )


def _pay(role: Role) -> str:
    medians = [
        f"{pay.median:,.0f} {pay.currency} per {pay.period}, {pay.region} {pay.year} ({pay.source})"
        for pay in role.pay_benchmarks.all()
    ]
    return "; ".join(medians) or "model pending"


def _sentence(roles: Sequence[Role], pairs: Sequence[Pair], common: Share) -> str:
    if len(roles) == 2:
        return _move_sentence(pairs[0], common)
    grades = sorted({role.grade for role in roles})
    functions = len({role.function_id for role in roles})
    span = f"grade {grades[0]}" if len(grades) == 1 else f"grades {grades[0]} to {grades[-1]}"
    return (
        f"{len(roles)} roles of {'one function' if functions == 1 else f'{functions} functions'}, {span}; "
        f"{common.shared} of their {common.all} components are shared by all ({common.percent}%)."
    )


def _move_sentence(pair: Pair, common: Share) -> str:
    a, b = pair.a, pair.b
    if a.level_id == b.level_id:
        years = f"both ask for {a.level.years} of experience, typically"
    else:
        years = f"typical experience goes from {a.level.years} to {b.level.years}"
    kind = "a lateral move" if pair.move is MoveKind.LATERAL else f"a {pair.move}"
    return (
        f"From {a.title} ({a.code}) to {b.title} ({b.code}) is {kind}: {pair.distance.words}. "
        f"{common.shared} of {common.all} components are in common ({common.percent}%), and {years}."
    )
