"""A generated catalogue of any size, for measuring: believable in its proportions, the same for the same seed.

Functions have ladders and focuses, levels share most of their components, common components are very common and most
are rare, titles follow the patterns of real ones. None of it is content: every function is marked as generated.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count, islice

from django.db import transaction

from benchmarks.generation_prose import Naming, labels, naming, prose, specialisms, title
from benchmarks.generation_rows import (
    DEFINITION,
    MODELS,
    AliasRow,
    FocusRow,
    FunctionRow,
    MappingRow,
    OutputRow,
    RoleComponentRow,
    RoleRow,
    Rows,
)
from roles.actions import component_counts, search_index
from roles.actions.load.bulk import reserve, without_upkeep
from roles.domain.choices import AliasState, Commonness, ComponentOrigin, Kind
from roles.domain.titles import GeneratedTitle, generated_titles, normalise
from roles.models import (
    ClassificationEntry,
    Component,
    Focus,
    Function,
    Level,
    Revision,
    Role,
    Superfunction,
)
from roles.models.component import component_slug

FUNCTIONS_PER_SUPERFUNCTION = 60
COMPONENTS_PER_ROLE = {
    Kind.RESPONSIBILITY: 6,
    Kind.TASK: 7,
    Kind.SKILL: 9,
    Kind.KNOWLEDGE: 8,
    Kind.COMPETENCY: 6,
    Kind.QUALIFICATION: 4,
}
_AT_A_TIME = 30  # functions written at a time, about 500 roles
_COMMONNESS = [*[Commonness.COMMON.value] * 8, *[Commonness.OCCASIONAL.value] * 3, Commonness.RARE.value]
_OF_FUNCTION, _OF_LEVEL = ComponentOrigin.FUNCTION.value, ComponentOrigin.LEVEL.value
_APPROVAL = {
    "state": AliasState.APPROVED.value,
    "decided_by": "generated",
    "decided_at": datetime(2026, 1, 1, tzinfo=UTC),
}


@dataclass(frozen=True)
class _Plan:
    """What a function of the generated catalogue is to be."""

    number: int
    naming: Naming
    specialisms: list[str]
    levels: list[Level]

    @property
    def size(self) -> int:
        """The number of its roles."""
        return len(self.levels) * (1 + len(self.specialisms))


@dataclass
class _World:
    """What every function is made with: the ids of components by kind, of entries, and of superfunctions by number."""

    seed: int
    pools: dict[Kind, list[int]]
    entries: list[int]
    superfunctions: dict[int, int] = field(default_factory=dict)

    def superfunction(self, function: int) -> int:
        """The id of the superfunction that the function of a number belongs to."""
        number = function // FUNCTIONS_PER_SUPERFUNCTION
        if number not in self.superfunctions:
            made, _ = Superfunction.objects.get_or_create(
                code=f"Z{number:04}"[:6],
                defaults={
                    "name": f"Generated field {number + 1}",
                    "definition": DEFINITION,
                    "soc_major_group": ClassificationEntry.objects.filter(parent=None).earliest("code"),
                    "position": 1000 + number,
                },
            )
            self.superfunctions[number] = made.pk
        return self.superfunctions[number]


def generate(
    *, roles: int, seed: int = 1, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> int:
    """Add so many generated roles to the catalogue, in one transaction and with flat memory; returns their number."""
    made: list[int] = []
    with transaction.atomic():
        entries = ClassificationEntry.objects.exclude(parent=None).order_by("pk").values_list("pk", flat=True)
        world = _World(seed, _components(roles, seed), list(entries[:500]))
        plans = _plans(seed)
        with without_upkeep(*MODELS.values()):
            while len(made) < roles:
                rows = _rows(list(islice(plans, _AT_A_TIME)), world, roles - len(made))
                rows.insert()
                made += [row.id for row in rows.by_kind[RoleRow]]
                progress("Generating roles", len(made), roles)
        component_counts.recount()
        search_index.add_ids(made, progress=lambda done: progress("Search index", done, roles))
        Revision.bump()
    return len(made)


def _dice(seed: str) -> random.Random:
    return random.Random(seed)


def _plans(seed: int) -> Iterator[_Plan]:
    """Functions without end: most have a professional ladder with managers, one in six supports others."""
    levels = Level.objects.in_order().select_related("track")
    by_track = {track: [level for level in levels if level.code[0] == track] for track in "SPM"}
    dice = _dice(str(seed))
    for number in count():
        own = by_track["S"] if dice.random() < 1 / 6 else by_track["P"][: dice.randint(5, 6)]
        ladder = [*own, *by_track["M"][: dice.randint(1, 4)]]
        yield _Plan(number, naming(number, seed), specialisms(dice, dice.randint(1, 2)), ladder)


def _rows(plans: list[_Plan], world: _World, most: int) -> Rows:
    """The rows of some functions, with no more roles than asked."""
    while most <= sum(plan.size for plan in plans[:-1]):
        plans = plans[:-1]
    rows = Rows()
    focuses = iter(reserve(Focus, sum(1 + len(plan.specialisms) for plan in plans)))
    roles = iter(reserve(Role, min(most, sum(plan.size for plan in plans))))
    for plan, pk in zip(plans, reserve(Function, len(plans)), strict=True):
        function = FunctionRow(
            id=pk,
            superfunction_id=world.superfunction(plan.number),
            code=f"Z{_base36(plan.number):0>5}",
            name=plan.naming.name,
            title_stems=[plan.naming.stem],
            position=plan.number % 30_000,
        )
        rows.add(function)
        _function(rows, function, plan, focuses, roles, world)
    return rows


def _function(
    rows: Rows,
    function: FunctionRow,
    plan: _Plan,
    focuses: Iterator[int],
    roles: Iterator[int],
    world: _World,
) -> None:
    """The focuses of a function and their roles, as far as there are ids for them."""
    dice = _dice(f"{world.seed}/{plan.number}")
    shared = {
        kind: _draw(pool, COMPONENTS_PER_ROLE[kind] * 3 // 5, dice) for kind, pool in world.pools.items()
    }
    for position, name in enumerate(("General", *plan.specialisms)):
        focus = FocusRow(
            id=next(focuses),
            function_id=function.id,
            code=name[:4].upper() if position else "GEN",
            name=name,
            position=position,
        )
        rows.add(focus)
        for level, pk in zip(plan.levels, roles, strict=False):
            special = f"{name} " if position else ""
            role = _role(pk, function, focus, level, plan.naming, special, rows, dice)
            _aliases(rows, role, plan.naming.stems(special), level.code)
            _role_components(rows, pk, shared, world.pools, dice)
            rows.add(*_mappings(pk, world.entries, dice))


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _role(
    pk: int,
    function: FunctionRow,
    focus: FocusRow,
    level: Level,
    called: Naming,
    special: str,
    rows: Rows,
    dice: random.Random,
) -> RoleRow:
    """A role with its core outputs."""
    own_title = title(level.code, special, called.name)
    texts, outputs = prose(dice, called.fields, own_title)
    role = RoleRow(
        id=pk,
        code=f"{function.code}.{focus.code}.{level.code}",
        focus_id=focus.id,
        function_id=function.id,
        superfunction_id=function.superfunction_id,
        level_id=level.pk,
        track_id=level.track_id,
        grade=level.grade,
        title=own_title,
        confidence=Decimal(dice.randint(40, 95)) / 100,
        **texts,
    )
    rows.add(role)
    rows.add(*(OutputRow(role_id=pk, position=i, text=text) for i, text in enumerate(outputs)))
    return role


def _aliases(rows: Rows, role: RoleRow, stems: list[str], level: str) -> None:
    """The aliases of a role; its own title is approved."""
    found = generated_titles(stems, level, role.title)
    if not found:  # titles of managers state no number
        others = ("Manager, {}", "{} Manager", "{} Lead", "{} Team Manager", "Manager {}")
        found += [GeneratedTitle(text.format(stems[1]), Decimal("0.45")) for text in others]
    found.append(GeneratedTitle(role.title, Decimal("0.50")))
    known = set()
    for position, alias in enumerate(found):
        key = normalise(alias.text)
        if key in known:
            continue
        known.add(key)
        rows.add(
            AliasRow(
                role_id=role.id,
                text=alias.text,
                key=key,
                confidence=alias.confidence,
                position=position,
                **(_APPROVAL if alias.text == role.title else {}),
            )
        )


def _mappings(role: int, entries: list[int], dice: random.Random) -> Iterator[MappingRow]:
    for position, entry in enumerate(dice.sample(entries, dice.randint(1, min(2, len(entries))))):
        yield MappingRow(role_id=role, entry_id=entry, position=position)


def _components(roles: int, seed: int) -> dict[Kind, list[int]]:
    """The ids of the components by kind, those that many roles have first; a larger catalogue has more of them."""
    pools = {}
    for kind in Kind:
        rows = [
            Component(kind=kind.value, label=label, key=normalise(label), slug=component_slug(label))
            for label in labels(kind, max(400, roles // 4), seed)
        ]
        Component.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
        pools[kind] = list(
            Component.objects.filter(kind=kind.value).order_by("pk").values_list("pk", flat=True)
        )
    return pools


def _role_components(
    rows: Rows, role: int, shared: dict[Kind, list[int]], pools: dict[Kind, list[int]], dice: random.Random
) -> None:
    """The components of a role: three fifths it shares with the other roles of its function."""
    position = 0
    for kind, pool in pools.items():
        number = COMPONENTS_PER_ROLE[kind]
        for i, component in enumerate(_draw(pool, number, dice, shared[kind])):
            rows.add(
                RoleComponentRow(
                    role_id=role,
                    component_id=component,
                    commonness=_COMMONNESS[int(dice.random() * len(_COMMONNESS))],
                    origin=_OF_FUNCTION if i < len(shared[kind]) else _OF_LEVEL,
                    position=position,
                )
            )
            position += 1


def _draw(pool: list[int], number: int, dice: random.Random, beside: list[int] | None = None) -> list[int]:
    """So many different components with those ``beside``, the first of the pool far more often than the last."""
    found: dict[int, None] = dict.fromkeys(beside or ())
    while len(found) < min(number, len(pool)):
        found[pool[int(len(pool) * dice.random() ** 3)]] = None
    return list(found)
