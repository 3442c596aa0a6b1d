"""The rules of distance and content redone the slow way, straight from their definitions.

Nothing here reads ``roles.domain.coordinates`` or ``roles.domain.overlap``: what a page shows is held against it.
"""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from roles.models import Role, RoleComponent


@dataclass(frozen=True)
class Place:
    """The coordinates of a role as plain codes."""

    code: str
    superfunction: str
    function: str
    focus: str
    track: str
    grade: int
    retired: bool


def places() -> dict[str, Place]:
    """Where every role of the catalogue stands, by its code."""
    fields = (
        "code",
        "focus__function__superfunction__code",
        "focus__function__code",
        "focus__code",
        "level__track__code",
        "level__grade",
        "status",
    )
    return {row[0]: Place(*row[:-1], row[-1] == "retired") for row in Role.objects.values_list(*fields)}


def taxonomy(a: Place, b: Place) -> Fraction:
    """t of the definition."""
    if (a.function, a.focus) == (b.function, b.focus):
        return Fraction(0)
    if a.function == b.function:
        return Fraction("0.15") if "GEN" in (a.focus, b.focus) else Fraction("0.25")
    return Fraction("0.45") if a.superfunction == b.superfunction else Fraction(1)


def distance(a: Place, b: Place) -> Fraction:
    """d of the definition."""
    level = Fraction(abs(a.grade - b.grade), 11) + (Fraction("0.1") if a.track != b.track else 0)
    return Fraction("0.4") * taxonomy(a, b) + Fraction("0.6") * min(Fraction(1), level)


def band(a: Place, b: Place) -> str:
    """The match band in its words."""
    d = distance(a, b)
    return (
        "Confident"
        if d <= Fraction("0.15")
        else "Needs review"
        if d <= Fraction("0.3")
        else "No confident match"
    )


def move(a: Place, b: Place) -> str:
    """The kind of move from a to b."""
    if a.function != b.function:
        return "change of function"
    if (a.track, a.grade) == (b.track, b.grade):
        return "lateral"
    if a.focus != b.focus:
        return "change of focus"
    if a.track != b.track:
        return "change of track"
    return "promotion" if b.grade > a.grade else "step down"


_KINSHIPS = {
    Fraction(0): "same focus",
    Fraction("0.15"): "same function, general and specialism",
    Fraction("0.25"): "same function, another specialism",
    Fraction("0.45"): "same superfunction, another function",
    Fraction(1): "another superfunction",
}
_NUMBERS = "no one two three four five six seven eight nine ten eleven".split()  # noqa: SIM905


def words(a: Place, b: Place) -> str:
    """The terms of the distance in words."""
    steps = b.grade - a.grade
    if a.track == b.track:
        count = f"{_NUMBERS[abs(steps)]} level{'s' if abs(steps) > 1 else ''}"
        level = "same level" if steps == 0 else f"{count} {'up' if steps > 0 else 'down'}"
    else:
        count = f"{_NUMBERS[abs(steps)]} grade{'s' if abs(steps) > 1 else ''}"
        level = "same grade" if steps == 0 else f"{count} {'up' if steps > 0 else 'down'}"
        level += " on another track"
    return f"{_KINSHIPS[taxonomy(a, b)]}, {level}"


def nearest(code: str, known: dict[str, Place]) -> list[Place]:
    """All roles that are not retired by their distance from one, ties by code."""
    here = known[code]
    others = [place for place in known.values() if place.code != code and not place.retired]
    return sorted(others, key=lambda other: (distance(here, other), other.code))


def components() -> dict[str, set[tuple[str, str]]]:
    """The components of every role as pairs of kind and label, by the role's code."""
    found: dict[str, set[tuple[str, str]]] = {
        code: set() for code in Role.objects.values_list("code", flat=True)
    }
    said = RoleComponent.objects.values_list("role__code", "component__kind", "component__label")
    for code, kind, label in said.order_by():
        found[code].add((kind, label))
    return found


def percent(shared: int, all_: int) -> int:
    """A share in whole per cent, halves to the even."""
    return round(Fraction(100 * shared, all_)) if all_ else 0


def overlaps(codes: list[str]) -> dict[str, list[tuple[Decimal, str, int, int]]]:
    """For each of the codes every listed role that shares content: overlap, code, shared and all components.

    Largest first, ties by code. Figures have forty digits, so that a tie is a tie and nothing else is.
    """
    sets = components()
    listed = {code for code, place in places().items() if not place.retired}
    having: dict[tuple[str, str], int] = defaultdict(int)
    for code in listed:
        for component in sets[code]:
            having[component] += 1
    with localcontext(prec=40):
        logs = {n: (1 + Decimal(len(listed)) / n).ln() for n in {1, *having.values()}}
        weight = {component: logs[max(1, having[component])] for own in sets.values() for component in own}
        found = {}
        for code in codes:
            rows = []
            for other in listed - {code}:
                shared, all_ = sets[code] & sets[other], sets[code] | sets[other]
                if shared:
                    share = sum(weight[c] for c in shared) / sum(weight[c] for c in all_)
                    rows.append((round(share, 30), other, len(shared), len(all_)))
            found[code] = sorted(rows, key=lambda row: (-row[0], row[1]))
    return found
