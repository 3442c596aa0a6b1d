"""The words of a generated catalogue: names, prose and labels put together from lists, about as long as real ones.

All of it depends on the dice or the number alone, so that the same seed gives the same words.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from math import gcd, prod
from typing import Any

from roles.domain.choices import Kind


def _listed(words: str) -> list[str]:
    return words.split()


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.strip().splitlines()]


_FIELDS = _listed("""
    Harbour Rail Grain Timber Ceramics Textile Satellite Glacier Orchard Archive Tunnel Battery Vaccine Museum Pension
    Forestry Dairy Turbine Semiconductor Aquifer Cement Drone Festival Genome Insulation Jewellery Kiln Laser Mineral
    Nursery Optics Paint Quarry Reactor Seed Tram Uniform Valve Waste Xray Yacht Zoning Bridge Canal Elevator Furnace
""")
_WORK = _listed("""
    Planning Inspection Modelling Maintenance Procurement Safety Design Quality Research Scheduling Costing Training
    Surveying Licensing Testing Automation Logistics Compliance Forecasting Restoration
""")
_AGENTS = _listed("""
    Engineer Analyst Specialist Planner Inspector Consultant Scientist Coordinator Technologist Adviser
""")
_SPECIALISMS = _listed("""
    Digital Coastal Nuclear Seasonal Regional Export Public Emergency Heritage Offshore Rural Military
""")
_VERBS = _listed("""
    Plan Check Record Compare Prepare Review Repair Measure Schedule Explain Trace Order Calibrate Draft Approve Price
    Document Estimate Inspect Agree Monitor Sort Update Present
""")
_OBJECTS = _lines("""
    permits
    inspections
    drawings
    shipments
    contracts
    readings
    samples
    invoices
    budgets
    routes
    alarms
    spare parts
    handovers
    audits
    tenders
    manuals
    rosters
    forecasts
    complaints
    test runs
    risk registers
    work orders
    supplier lists
    site visits
""")
_PLACES = _lines("""
    before the season begins
    with the people on site
    for the yearly review
    against the agreed limits
    across several sites
    for the customer's sign-off
    after every incident
    within the month
    with two suppliers
    for those who take over
""")
_TECHNIQUES = _listed("""
    modelling sampling scheduling budgeting surveying drafting calibration diagnostics forecasting documentation
    measurement simulation procurement negotiation auditing mapping reporting inspection logistics statistics
""")
_TOPICS = _lines("""
    standards
    safety law
    cost structures
    materials
    supply chains
    insurance terms
    environmental rules
    failure patterns
    contract forms
    data formats
    quality systems
    licensing
    history and heritage
    energy use
    transport rules
    storage and handling
""")
_MANNERS = _listed("""
    Calm Careful Clear Constructive Critical Decisive Discreet Fair Friendly Honest Inclusive Independent Patient
    Practical Reliable Resourceful Structured Tactful Thorough Versatile
""")
_ABILITIES = _listed("""
    judgement teamwork writing listening planning reasoning feedback leadership curiosity ownership negotiation
    prioritising presenting coordination learning mentoring
""")
_YEARS = _listed("one two three four five six eight ten twelve fifteen")
_PEOPLE = _lines("""
    newcomers
    contractors
    site managers
    auditors
    colleagues from finance
    suppliers
    customers
    the control room
    the night shift
    neighbouring teams
""")


@dataclass(frozen=True)
class Naming:
    """What a function of the generated catalogue is called; ``fields`` are the two that it works in."""

    fields: tuple[str, str]
    work: str
    agent: str

    @property
    def stem(self) -> str:
        """The work without who does it."""
        return f"{self.fields[0]} {self.fields[1]} {self.work}"

    @property
    def name(self) -> str:
        """The function's name."""
        return f"{self.stem} {self.agent}"

    def stems(self, special: str) -> list[str]:
        """The stems of its aliases, within a specialism (with a space behind it) or in general."""
        first, second = self.fields
        short = f"{first[0]}{second[0]}{self.work[0]}"
        return [
            f"{special}{self.name}",
            f"{special}{first} {self.work} {self.agent}",
            f"{special}{short} {self.agent}",
        ]


_TITLES = {
    "S1": "Trainee {0}", "S2": "Assistant {0}", "S3": "Skilled {0}", "S4": "Lead {0}",
    "P1": "Junior {0}", "P2": "Associate {0}", "P3": "{0}", "P4": "Senior {0}", "P5": "Expert {0}",
    "P6": "Principal {0}", "M1": "Manager of {0}s", "M2": "Senior Manager of {0}s", "M3": "Head of {0}s",
    "M4": "Director of {0}s", "M5": "Senior Director of {0}s",
}  # fmt: skip


def title(level: str, special: str, name: str) -> str:
    """The title of a role on a level (all but the executives'); ``special`` has a space behind it or is empty."""
    return _TITLES[level].format(f"{special}{name}")


def naming(number: int, seed: int) -> Naming:
    """What the function of a number is called: no two of the first 400,000 are called the same."""
    sizes = (len(_FIELDS), len(_FIELDS) - 1, len(_WORK), len(_AGENTS))
    first, step, work, agent = _drawn(number, sizes, seed)
    second = (first + 1 + step) % len(_FIELDS)
    return Naming((_FIELDS[first], _FIELDS[second]), _WORK[work], _AGENTS[agent])


def specialisms(dice: random.Random, number: int) -> list[str]:
    """The names of so many specialisms."""
    return dice.sample(_SPECIALISMS, number)


def _drawn(number: int, sizes: Sequence[int], seed: int) -> list[int]:
    """A position in each of some lists, another combination for every number: wide steps through all of them."""
    total = prod(sizes)
    step = int(total * 0.618) | 1
    while gcd(step, total) > 1:
        step += 2
    at = (number * step + seed) % total
    places = []
    for size in sizes:
        places.append(at % size)
        at //= size
    return places


_PATTERNS: dict[Kind, tuple[str, tuple[Sequence[str], ...], int]] = {
    # the pattern, its lists, and how many in a hundred components are of the kind
    Kind.RESPONSIBILITY: (
        "{} the {} of {} {}",
        (_VERBS, _OBJECTS, _FIELDS, ("sites", "works", "plants")),
        36,
    ),
    Kind.TASK: ("{} {} {}", (_VERBS, _OBJECTS, _PLACES), 22),
    Kind.SKILL: ("{} {}", (_FIELDS, _TECHNIQUES), 12),
    Kind.KNOWLEDGE: ("{} {}", (_FIELDS, _TOPICS), 12),
    Kind.COMPETENCY: ("{} {}", (_MANNERS, _ABILITIES), 6),
    Kind.QUALIFICATION: ("At least {} years of work with {} {}", (_YEARS, _FIELDS, _OBJECTS), 12),
}


def labels(kind: Kind, components: int, seed: int) -> list[str]:
    """The labels of a kind in a catalogue of so many components: all different, fewer when the words run out."""
    pattern, lists, share = _PATTERNS[kind]
    sizes = [len(words) for words in lists]
    found = []
    for number in range(min(max(components * share // 100, 30), prod(sizes))):
        words = [words[at] for words, at in zip(lists, _drawn(number, sizes, seed), strict=True)]
        label = pattern.format(*(word if i == 0 else word.lower() for i, word in enumerate(words)))
        found.append(label)
    return found


def prose(dice: random.Random, fields: tuple[str, str], own_title: str) -> tuple[dict[str, Any], list[str]]:
    """The texts of a role by column, about as long as those of a real one, and its core outputs."""

    def one(words: Sequence[str]) -> str:
        return words[int(dice.random() * len(words))]

    def step() -> str:
        return f"{one(_VERBS)} {one(_OBJECTS)} {one(_PLACES)}."

    first, second = (field.lower() for field in fields)
    topics = [one(_OBJECTS) for _ in range(4)]
    texts = {
        "tagline": f"Keeps {first} and {second} {topics[0]} right, and explains {topics[1]} to {one(_PEOPLE)}.",
        "summary": (
            f"As {own_title}, somebody in this role looks after the {topics[0]} and {topics[1]} of {first} work. They "
            f"{one(_VERBS).lower()} {topics[2]} {one(_PLACES)}, talk with {one(_PEOPLE)} about {second} {topics[3]}, "
            f"and {one(_VERBS).lower()} what {one(_PEOPLE)} need {one(_PLACES)}."
        ),
        "story_who": (
            f"Somebody who would rather {one(_VERBS).lower()} {one(_OBJECTS)} twice than tell {one(_PEOPLE)} why."
        ),
        "story_external": (
            f"There are more {second} {one(_OBJECTS)} each year, and fewer hands to {one(_VERBS).lower()} them."
        ),
        "story_internal": (
            f"Nobody is sure whether {one(_PEOPLE)} or {one(_PEOPLE)} answer for the {topics[2]}."
        ),
        "story_why": f"Late {topics[3]} stop the whole {first}, and {one(_PEOPLE)} pay for it.",
        "story_plan": [step() for _ in range(4 + int(dice.random() * 3))],
        "story_stakes": (
            f"Without them {topics[0]} pile up, and {one(_PEOPLE)} lose a month of {second} work."
        ),
        "story_success": (
            f"{topics[1].capitalize()} are ready {one(_PLACES)}, and {one(_PEOPLE)} no longer ask for them."
        ),
    }
    outputs = [
        f"{one(_MANNERS)} {fields[i % 2].lower()} {one(_OBJECTS)}" for i in range(3 + int(dice.random() * 3))
    ]
    return texts, outputs
