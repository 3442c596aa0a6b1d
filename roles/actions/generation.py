"""A generated catalogue of any size, for measuring: believable in its proportions, the same for the same seed.

Functions have ladders and focuses, levels share most of their components, common components are very common and most
are rare, titles follow the patterns of real ones. Nothing of it is content: every function says that it is generated.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import count

from django.db import transaction

from roles.actions import search_index
from roles.actions.bulk import insert
from roles.models import (
    Alias,
    ClassificationEntry,
    Component,
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
from roles.titles import candidates, normalise
from roles.vocabulary import AliasState, Commonness, ComponentOrigin, Kind, MappingSource, Relation, Status

FUNCTIONS_PER_SUPERFUNCTION = 60
COMPONENTS_PER_ROLE = 40


def _listed(words: str) -> list[str]:
    return words.split()


_FIELDS = _listed("""
    Harbour Rail Grain Timber Ceramics Textile Satellite Glacier Orchard Archive Tunnel Battery
    Vaccine Museum Pension Forestry Dairy Turbine Semiconductor Aquifer Cement Drone Festival Genome
    Insulation Jewellery Kiln Laser Mineral Nursery Optics Paint Quarry Reactor Seed Tram Uniform
    Valve Waste Xray Yacht Zoning Bridge Canal Elevator Furnace
""")
_WORK = _listed("""
    Planning Inspection Modelling Maintenance Procurement Safety Design Quality Research Scheduling
    Costing Training Surveying Licensing Testing Automation Logistics Compliance Forecasting
    Restoration
""")
_AGENTS = _listed("""
    Engineer Analyst Specialist Planner Inspector Consultant Scientist Coordinator Technologist
    Adviser
""")
_VERBS = _listed("""
    Plan Check Record Compare Prepare Review Repair Measure Schedule Explain Trace Order Calibrate
    Draft
""")
_OBJECTS = _listed("""
    permits inspections drawings shipments contracts readings samples invoices budgets routes alarms
    spare parts handovers audits tenders manuals rosters forecasts complaints test runs
""")
_COMMONNESS = [commonness.value for commonness in Commonness]


@dataclass(frozen=True)
class _Plan:
    """What a function of the generated catalogue is."""

    number: int
    name: str
    fields: tuple[str, str]
    levels: tuple[Level, ...]


def generate(
    *, roles: int, seed: int = 1, progress: Callable[[str, int, int], None] = lambda stage, done, total: None
) -> int:
    """Add so many generated roles to the catalogue, in one transaction and with flat memory; returns their number."""
    made = 0
    with transaction.atomic():
        pool = _components(roles, seed)
        entries = list(ClassificationEntry.objects.exclude(parent=None).order_by("pk")[:500])
        levels = list(Level.objects.in_order())
        for plan in _plans(seed, levels):
            new = _ladder(plan, _superfunction(plan.number), roles - made)
            _rows_below(new, pool, entries, _dice(f"{seed}/{plan.number}"))
            made += len(new)
            progress("Generating roles", made, roles)
            if made >= roles:
                break
        search_index.refresh_ids(
            list(Role.objects.filter(code__startswith="Z").order_by("pk").values_list("pk", flat=True)),
            progress=lambda done: progress("Search index", done, roles),
        )
        Revision.bump()
    return made


def _dice(seed: str) -> random.Random:
    return random.Random(seed)  # noqa: S311 - figures to measure with, no secrets


def _plans(seed: int, levels: list[Level]) -> Iterator[_Plan]:
    dice = _dice(str(seed))
    professional = [level for level in levels if level.code[0] in "PM" and level.code not in ("M4", "M5")]
    for number in count():
        first, second = dice.sample(_FIELDS, 2)
        name = f"{first} {second} {dice.choice(_WORK)} {dice.choice(_AGENTS)} {number + 1}"
        yield _Plan(number, name, (first, second), tuple(professional[: dice.randint(7, len(professional))]))


def _superfunction(number: int) -> Superfunction:
    place = number // FUNCTIONS_PER_SUPERFUNCTION
    return Superfunction.objects.get_or_create(
        code=f"Z{place:04}"[:6],
        defaults={
            "name": f"Generated field {place + 1}",
            "definition": "Generated for measuring; no content.",
            "soc_major_group": ClassificationEntry.objects.filter(parent=None).earliest("code"),
            "position": 1000 + place,
        },
    )[0]


def _ladder(plan: _Plan, superfunction: Superfunction, most: int) -> list[Role]:
    stem = plan.name.rsplit(" ", 2)[0]
    function = Function.objects.create(
        superfunction=superfunction,
        code=f"Z{_base36(plan.number):0>5}",
        name=plan.name,
        definition="Generated for measuring; no content.",
        title_stems=[stem],
        position=plan.number,
    )
    focuses = [
        Focus.objects.create(function=function, code=code, name=name, definition="Generated.", position=i)
        for i, (code, name) in enumerate((("GEN", "General"), ("SPC", plan.fields[0])))
    ]
    made = []
    for focus in focuses:
        for level in plan.levels:
            role = Role(focus=focus, level=level, status=Status.PUBLISHED.value, confidence=Decimal("0.70"))
            special = f"{focus.name} " if focus.code != "GEN" else ""
            role.title = f"{level.name.split()[0]} {special}{plan.name}"[:120]
            role.tagline = (
                f"Looks after {plan.fields[0].lower()} and {plan.fields[1].lower()} at level {level.code}."
            )
            role.summary = " ".join(
                [f"{role.title} works on {plan.fields[0].lower()} matters with others."] * 5
            )
            role.story_who = role.story_stakes = role.story_success = role.summary
            role.story_plan = [role.tagline] * 5
            role.place()
            made.append(role)
    return Role.objects.bulk_create(made[:most])


def _base36(number: int) -> str:
    digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return (_base36(number // 36) if number >= 36 else "") + digits[number % 36]


def _components(roles: int, seed: int) -> list[int]:
    """The ids of the components, those that many roles have first; there are more of them in a larger catalogue."""
    dice = _dice(f"{seed}/components")
    kinds = list(Kind)
    rows = []
    for i in range(max(400, roles // 4)):
        words = (
            f"{dice.choice(_VERBS)} {dice.choice(_FIELDS).lower()} {dice.choice(_OBJECTS)} of group {i + 1}"
        )
        kind = kinds[i % len(kinds)].value
        rows.append(Component(kind=kind, label=words, key=normalise(words), slug=component_slug(words)))
    Component.objects.bulk_create(rows, batch_size=2000, ignore_conflicts=True)
    return list(Component.objects.order_by("pk").values_list("pk", flat=True))


def _rows_below(
    roles: list[Role], pool: list[int], entries: list[ClassificationEntry], dice: random.Random
) -> None:
    """Components, aliases and mappings; neighbouring levels share most of their components."""
    shared = _draw(pool, COMPONENTS_PER_ROLE * 3 // 5, dice)
    said, names, mappings = [], [], []
    for role in roles:
        own = _draw(pool, COMPONENTS_PER_ROLE, dice)
        for position, component in enumerate(list(dict.fromkeys([*shared, *own]))[:COMPONENTS_PER_ROLE]):
            origin = ComponentOrigin.FUNCTION if position < len(shared) else ComponentOrigin.LEVEL
            said.append((role.pk, component, dice.choice(_COMMONNESS), origin.value, position))
        stems = [*role.function.title_stems, f"{role.focus.name} {role.function.name.split()[2]}"]
        for position, found in enumerate(candidates(stems, role.level.code, role.title)):
            text = f"{found.text} {role.function.name.rsplit(' ', 1)[-1]}"
            alias = Alias(role=role, text=text, confidence=found.confidence, position=position)
            alias.state = AliasState.PENDING.value
            alias.clean()
            names.append(alias)
        entry = dice.choice(entries)
        mappings.append(
            Mapping(
                role=role,
                entry=entry,
                relation=Relation.CLOSE.value,
                source=MappingSource.IMPORTED.value,
                confidence=Decimal("0.60"),
            )
        )
    insert(RoleComponent, ("role", "component", "commonness", "origin", "position"), said)
    Alias.objects.bulk_create(names, batch_size=2000, ignore_conflicts=True)
    Mapping.objects.bulk_create(mappings, batch_size=2000)


def _draw(pool: list[int], number: int, dice: random.Random) -> list[int]:
    """Different components, the first of the pool far more often than the last."""
    found: dict[int, None] = {}
    while len(found) < number:
        found[pool[int(len(pool) * dice.random() ** 3)]] = None
    return list(found)
