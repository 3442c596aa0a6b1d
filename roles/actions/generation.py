"""A generated catalogue of any size, for measuring: believable in its proportions, the same for the same seed.

Functions have ladders and focuses, levels share most of their components, common components are very common and most
are rare, titles follow the patterns of real ones. Nothing of it is content: every function says that it is generated.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count, islice
from typing import Any

from django.db import transaction
from django.db.models import Model

from roles.actions import component_counts, search_index
from roles.actions.generation_prose import Naming, labels, naming, prose, specialisms, title
from roles.actions.load.bulk import insert, reserve, without_upkeep
from roles.domain.choices import (
    AliasOrigin,
    AliasState,
    AliasType,
    Commonness,
    ComponentOrigin,
    Kind,
    MappingSource,
    Relation,
    ReviewState,
    Status,
)
from roles.domain.titles import GeneratedTitle, generated_titles, normalise
from roles.models import (
    Alias,
    ClassificationEntry,
    Component,
    CoreOutput,
    Focus,
    Function,
    Level,
    Mapping,
    Revision,
    Role,
    RoleComponent,
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
_DEFINITION = "Generated for measuring; no content."
_COMMONNESS = [*[Commonness.COMMON.value] * 8, *[Commonness.OCCASIONAL.value] * 3, Commonness.RARE.value]
_FUNCTIONS_OWN, _LEVELS_OWN = ComponentOrigin.FUNCTION.value, ComponentOrigin.LEVEL.value
_DECIDED = ("generated", datetime(2026, 1, 1, tzinfo=UTC))
_FIELDS: dict[type[Model], tuple[str, ...]] = {
    Function: ("pk", "superfunction", "code", "name", "definition", "title_stems", "position"),
    Focus: ("pk", "function", "code", "name", "definition", "title_stems", "position"),
    Role: (
        *("pk", "code", "focus", "function", "superfunction", "level", "track", "grade", "title", "tagline"),
        *("summary", "story_who", "story_external", "story_internal", "story_why", "story_plan"),
        *("story_stakes", "story_success", "confidence", "status", "scope", "version", "accepted"),
    ),
    CoreOutput: ("role", "position", "text"),
    RoleComponent: ("role", "component", "commonness", "origin", "position"),
    Alias: (
        *(
            "role",
            "text",
            "key",
            "type",
            "confidence",
            "state",
            "scope",
            "origin",
            "decided_by",
            "decided_at",
        ),
        "position",
    ),
    Mapping: ("role", "entry", "relation", "source", "confidence", "review", "decided_by", "position"),
}
Rows = dict[type[Model], list[tuple[Any, ...]]]


@dataclass(frozen=True)
class _Plan:
    """What a function of the generated catalogue is to be."""

    number: int
    naming: Naming
    specialisms: list[str]
    levels: list[Level]

    @property
    def size(self) -> int:
        """How many roles it has."""
        return len(self.levels) * (1 + len(self.specialisms))


@dataclass
class _World:
    """What every function is made with."""

    seed: int
    pools: dict[Kind, list[int]]
    entries: list[int]
    superfunctions: dict[int, int] = field(default_factory=dict)

    def superfunction(self, number: int) -> int:
        """The id of the superfunction that the function of a number belongs to."""
        place = number // FUNCTIONS_PER_SUPERFUNCTION
        if place not in self.superfunctions:
            made, _ = Superfunction.objects.get_or_create(
                code=f"Z{place:04}"[:6],
                defaults={
                    "name": f"Generated field {place + 1}",
                    "definition": _DEFINITION,
                    "soc_major_group": ClassificationEntry.objects.filter(parent=None).earliest("code"),
                    "position": 1000 + place,
                },
            )
            self.superfunctions[place] = made.pk
        return self.superfunctions[place]


def generate(
    *, roles: int, seed: int = 1, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> int:
    """Add so many generated roles to the catalogue, in one transaction and with flat memory; returns their number."""
    made: list[int] = []
    with transaction.atomic():
        entries = ClassificationEntry.objects.exclude(parent=None).order_by("pk").values_list("pk", flat=True)
        world = _World(seed, _components(roles, seed), list(entries[:500]))
        plans = _plans(seed)
        with without_upkeep(*_FIELDS):
            while len(made) < roles:
                rows = _rows(list(islice(plans, _AT_A_TIME)), world, roles - len(made))
                for model, fields in _FIELDS.items():
                    insert(model, fields, rows[model])
                made += [row[0] for row in rows[Role]]
                progress("Generating roles", len(made), roles)
        component_counts.recount()
        search_index.add_ids(made, progress=lambda done: progress("Search index", done, roles))
        Revision.bump()
    return len(made)


def _dice(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - figures to measure with, no secrets


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
    rows: Rows = defaultdict(list)
    functions = reserve(Function, len(plans))
    focuses = iter(reserve(Focus, sum(1 + len(plan.specialisms) for plan in plans)))
    roles = iter(reserve(Role, min(most, sum(plan.size for plan in plans))))
    for plan, function in zip(plans, functions, strict=True):
        dice, superfunction = _dice(f"{world.seed}/{plan.number}"), world.superfunction(plan.number)
        code = f"Z{_base36(plan.number):0>5}"
        stems = [plan.naming.stem]
        rows[Function].append(
            (function, superfunction, code, plan.naming.name, _DEFINITION, stems, plan.number % 30_000)
        )
        shared = {
            kind: _draw(pool, COMPONENTS_PER_ROLE[kind] * 3 // 5, dice) for kind, pool in world.pools.items()
        }
        for position, name in enumerate(("General", *plan.specialisms)):
            special, short = (f"{name} ", name[:4].upper()) if position else ("", "GEN")
            focus = next(focuses)
            rows[Focus].append((focus, function, short, name, _DEFINITION, [], position))
            for level, role in zip(plan.levels, roles, strict=False):
                place = (focus, function, superfunction, level.pk, level.track_id, level.grade)
                _role(
                    rows,
                    (role, f"{code}.{short}.{level.code}", *place),
                    plan.naming,
                    special,
                    level.code,
                    dice,
                )
                _role_components(rows[RoleComponent], role, shared, world.pools, dice)
                rows[Mapping] += _mappings(role, world.entries, dice)
    return rows


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _role(
    rows: Rows, place: tuple[Any, ...], called: Naming, special: str, level: str, dice: random.Random
) -> None:
    """A role with its core outputs and aliases."""
    role, own_title = place[0], title(level, special, called.name)
    said = prose(dice, called.fields, own_title)
    story = (said.who, said.external, said.internal, said.why, said.plan, said.stakes, said.success)
    figure, status = Decimal(dice.randint(40, 95)) / 100, Status.PUBLISHED.value
    rows[Role].append(
        (*place, own_title, said.tagline, said.summary, *story, figure, status, "global", 1, [])
    )
    rows[CoreOutput] += [(role, position, text) for position, text in enumerate(said.outputs)]
    found = generated_titles(called.stems(special), level, own_title)
    if not found:  # titles of managers state no number
        others = ("Manager, {}", "{} Manager", "{} Lead", "{} Team Manager", "Manager {}")
        found += [GeneratedTitle(text.format(called.stems(special)[1]), Decimal("0.45")) for text in others]
    found.append(GeneratedTitle(own_title, Decimal("0.50")))
    known = set()
    for position, alias in enumerate(found):
        if (key := normalise(alias.text)) not in known:
            known.add(key)
            state = (
                (AliasState.APPROVED, *_DECIDED)
                if alias.text == own_title
                else (AliasState.PENDING, "", None)
            )
            rows[Alias].append(
                (role, alias.text, key, AliasType.COMMON.value, alias.confidence, state[0].value, "global",
                 AliasOrigin.GENERATED.value, *state[1:], position)
            )  # fmt: skip


def _mappings(role: int, entries: list[int], dice: random.Random) -> Iterator[tuple[Any, ...]]:
    for position, entry in enumerate(dice.sample(entries, dice.randint(1, min(2, len(entries))))):
        relation, source = Relation.CLOSE.value, MappingSource.IMPORTED.value
        yield role, entry, relation, source, Decimal("0.60"), ReviewState.NEEDS_REVIEW.value, "", position


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
    rows: list[tuple[Any, ...]],
    role: int,
    shared: dict[Kind, list[int]],
    pools: dict[Kind, list[int]],
    dice: random.Random,
) -> None:
    """What a role says of components: three fifths it shares with the other roles of its function."""
    position = 0
    for kind, pool in pools.items():
        number = COMPONENTS_PER_ROLE[kind]
        for place, component in enumerate(_draw(pool, number, dice, shared[kind])):
            origin = _FUNCTIONS_OWN if place < len(shared[kind]) else _LEVELS_OWN
            commonness = _COMMONNESS[int(dice.random() * len(_COMMONNESS))]
            rows.append((role, component, commonness, origin, position))
            position += 1


def _draw(pool: list[int], number: int, dice: random.Random, beside: list[int] | None = None) -> list[int]:
    """So many different components with those ``beside``, the first of the pool far more often than the last."""
    found: dict[int, None] = dict.fromkeys(beside or ())
    while len(found) < min(number, len(pool)):
        found[pool[int(len(pool) * dice.random() ** 3)]] = None
    return list(found)
