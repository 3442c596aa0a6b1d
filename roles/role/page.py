"""The page of a role: the role with everything that the catalogue knows of it, in lines ready to show."""

from collections import Counter
from dataclasses import dataclass

from roles.documents.fields import Section, columns_in
from roles.domain.choices import (
    AliasState,
    AliasType,
    Commonness,
    ComponentOrigin,
    Kind,
    Relation,
    ReviewState,
)
from roles.domain.classifications import depth
from roles.domain.confidence import ConfidenceBand, confidence_band
from roles.domain.titles import title_slug
from roles.levels.guide import Guide, guide
from roles.levels.ladder import Rail, rail
from roles.models import Alias, Component, Mapping, PayBenchmark, Role, RoleComponent
from roles.models.addresses import address
from roles.role.neighbours import RoleNeighbours, role_neighbours
from roles.role.rows import role_rows


@dataclass(frozen=True)
class ComponentLine:
    """A component with tags for what differs from most of its group."""

    component: Component
    tags: tuple[str, ...]


@dataclass(frozen=True)
class ComponentGroup:
    """The components of one kind; ``note`` tells once what most lines have in common."""

    kind: Kind
    lines: tuple[ComponentLine, ...]
    note: str

    @property
    def heading(self) -> str:
        """The kind's plural with a capital."""
        return self.kind.plural.capitalize()


def component_groups(rows: list[RoleComponent]) -> tuple[ComponentGroup, ...]:
    """All six kinds in order, also the empty ones. The rows need their components loaded."""
    return tuple(_group(kind, [row for row in rows if row.component.kind == kind]) for kind in Kind)


_FROM = {
    ComponentOrigin.FUNCTION.value: "from the function",
    ComponentOrigin.FOCUS.value: "from the focus",
    ComponentOrigin.LEVEL.value: "from the level",
}


def _group(kind: Kind, rows: list[RoleComponent]) -> ComponentGroup:
    if not rows:
        return ComponentGroup(kind, (), "")
    commonness = _usual([row.commonness for row in rows])
    origin = _usual([row.origin for row in rows])
    lines = tuple(
        ComponentLine(
            row.component,
            tuple(
                words
                for words, differs in (
                    (Commonness(row.commonness).label, row.commonness != commonness),
                    (_FROM[row.origin], row.origin != origin),
                )
                if differs
            ),
        )
        for row in rows
    )
    exceptions = "" if not any(line.tags for line in lines) else ", unless marked"
    return ComponentGroup(kind, lines, f"{commonness}, {_FROM[origin]}{exceptions}")


def _usual(words: list[str]) -> str:
    return Counter(words).most_common(1)[0][0]


@dataclass(frozen=True)
class AliasLine:
    """An alias as the page shows it."""

    alias: Alias
    band: ConfidenceBand
    type: str
    address: str


@dataclass(frozen=True)
class AliasTable:
    """Aliases of one state; a type that all share is in ``note`` and not in a column."""

    lines: tuple[AliasLine, ...]
    shows_type: bool
    note: str


def alias_table(aliases: list[Alias], state: AliasState) -> AliasTable:
    """The table of a role's aliases of a state; only an approved alias has a page to lead to."""
    lines = tuple(
        AliasLine(
            a,
            confidence_band(a.confidence),
            AliasType(a.type).label,
            address("roles:title", title_slug(a.text)) if state is AliasState.APPROVED else "",
        )
        for a in aliases
        if a.state == state
    )
    types = {line.type for line in lines}
    is_shared = len(types) == 1 and len(lines) > 1
    return AliasTable(
        lines, shows_type=not is_shared and bool(lines), note=f"all {lines[0].type}" if is_shared else ""
    )


_RELATIONS = {
    Relation.EXACT: "the same work",
    Relation.CLOSE: "nearly the same work",
    Relation.BROAD: "a wider field that includes the role",
    Relation.NARROW: "a part of the role",
}
_REVIEWS = {
    ReviewState.NEEDS_REVIEW: "needs review",
    ReviewState.CONFIRMED: "confirmed",
    ReviewState.REJECTED: "rejected",
}


@dataclass(frozen=True)
class MappingLine:
    """A mapping in words."""

    mapping: Mapping
    standard: str
    depth: str
    relation: str
    meaning: str
    review: str
    source: str
    band: ConfidenceBand


def mapping_lines(mappings: list[Mapping]) -> tuple[MappingLine, ...]:
    """The mappings that no editor has rejected; each needs its entry and classification loaded."""
    return tuple(
        MappingLine(
            mapping=m,
            standard=m.entry.classification.name,
            depth=depth(m.entry.classification.code, m.entry.code),
            relation=m.relation,
            meaning=_RELATIONS[Relation(m.relation)],
            review=_REVIEWS[ReviewState(m.review)],
            source=m.get_source_display(),
            band=confidence_band(m.confidence),
        )
        for m in mappings
        if m.review != ReviewState.REJECTED
    )


@dataclass(frozen=True)
class RolePage:
    """Everything that the page of a role shows, in its order."""

    role: Role
    rail: Rail
    outputs: list[str]
    guide: Guide
    neighbours: RoleNeighbours
    groups: tuple[ComponentGroup, ...]
    approved: AliasTable
    pending: AliasTable
    mappings: tuple[MappingLine, ...]
    pay: list[PayBenchmark]

    @property
    def component_count(self) -> int:
        """How many components the role has, of all kinds."""
        return sum(len(group.lines) for group in self.groups)

    @property
    def has_story(self) -> bool:
        """Whether the story has any part."""
        return any(getattr(self.role, column) for column in columns_in(Section.STORY))


def role_page(role: Role) -> RolePage:
    """The page of a role that was read ``with_place``; three queries."""
    rows = role_rows(role)
    return RolePage(
        role=role,
        rail=rail(role, rows.levels, rows.ladder),
        outputs=[output.text for output in rows.outputs],
        guide=guide(role.level, next(iter(rows.overrides), None)),
        neighbours=role_neighbours(role),
        groups=component_groups(rows.components),
        approved=alias_table(rows.aliases, AliasState.APPROVED),
        pending=alias_table(rows.aliases, AliasState.PENDING),
        mappings=mapping_lines(rows.mappings),
        pay=rows.pay,
    )
