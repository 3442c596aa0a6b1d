"""Leadership: how far the components of a role guide others, compared with the level guide."""

import re
from collections.abc import Iterator
from enum import IntEnum

from roles.domain.choices import Kind
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus, components
from roles.quality.findings import Issue


class Guiding(IntEnum):
    """How far a role guides others."""

    NONE = 0
    NEWCOMERS = 1  # shows them round, trains them
    COLLEAGUES = 2  # guides those who know less, as it comes
    WORK = 3  # leads the work of others, mentors
    PEOPLE = 4  # is their manager

    @property
    def words(self) -> str:
        return _REACH[self]


_REACH = {
    Guiding.NONE: "learns from others",
    Guiding.NEWCOMERS: "helps newcomers",
    Guiding.COLLEAGUES: "guides colleagues informally",
    Guiding.WORK: "leads work and mentors",
    Guiding.PEOPLE: "manages people",
}

_PEOPLE = (
    r"(?:people|staff|teams?|employees|direct reports|departments?|managers|engineers|developers|analysts|scientists"
    r"|nurses|teachers|pharmacists|accountants|buyers|recruiters|technicians|designers)"
)
_NAMED = r"(?:(?!(?:of|from|for|with|to|by|between|and) )[\w-]+ ){0,3}"
"""Words before the people: those of "offshore teams", but not those of "requests from developers"."""
_LABELS: tuple[tuple[Guiding, str], ...] = (
    # Patterns of labels, the highest first. Nouns such as "lead time" and "sales leads" lead no one, and mentoring
    # pupils is the work of a teacher itself.
    (Guiding.PEOPLE, rf"^(?:line[- ])?(?:manag|direct|head|supervis)\w* {_NAMED}{_PEOPLE}$"),
    (
        Guiding.PEOPLE,
        r"^(?:manag|direct|head|supervis)\w* (?:an?|the|several|two) (?:[\w-]+ ){0,2}(?:team|department)\b",
    ),
    (Guiding.PEOPLE, rf"\b(?:people|line) management\b|^(?:hir|dismiss)\w* {_NAMED}{_PEOPLE}\b"),
    (
        Guiding.WORK,
        r"^lead(?:ing|s)?\b(?!-| (?:times?|generation|scoring|qualification|management|nurturing)\b)",
    ),
    (Guiding.WORK, r"^(?:technical|team|shift|project) lead(?:ership)?\b|^(?:inclusive |team )?leadership\b"),
    (Guiding.WORK, r"^mentor(?!\w* (?:pupils|students|learners)\b)"),
    (Guiding.WORK, r"^set(?:ting)? (?:the )?(?:strategy|direction)\b"),
    (
        Guiding.COLLEAGUES,
        r"^(?:guid|coach)\w* (?:[\w-]+ ){0,4}(?:colleagues?|juniors?|newcomers?|less experienced|team)\b",
    ),
    (
        Guiding.NEWCOMERS,
        r"^(?:train|onboard|show|help)\w* (?:[\w-]+ ){0,2}(?:newcomers?|new (?:colleagues?|joiners?|starters?))",
    ),
)
_ALLOWED: tuple[tuple[Guiding, str], ...] = (
    # Patterns of the guide's leadership row, the highest first.
    (Guiding.PEOPLE, r"\bmanages?\b"),
    (Guiding.WORK, r"\b(?:leads?|leading|mentors?|mentoring|directs?)\b"),
    (Guiding.COLLEAGUES, r"\b(?:guides?|coache?s?|advises?|supports?|reviews?)\b"),
    (Guiding.NEWCOMERS, r"\b(?:newcomers?|trains?|shows?|helps?)\b"),
)
_LABEL_PATTERNS = tuple((guiding, re.compile(pattern)) for guiding, pattern in _LABELS)
_ROW_PATTERNS = tuple((guiding, re.compile(pattern)) for guiding, pattern in _ALLOWED)
_KINDS = (Kind.RESPONSIBILITY, Kind.TASK, Kind.SKILL, Kind.COMPETENCY)
"""Knowledge and qualifications are left out: knowing about leadership or having studied it leads no one."""


def guiding_of(label: str) -> Guiding:
    """Return how far a label guides others: ``Mentor junior engineers`` leads, ``Generate sales leads`` does not."""
    folded = normalise(label)
    return next((guiding for guiding, pattern in _LABEL_PATTERNS if pattern.search(folded)), Guiding.NONE)


def guiding_allowed(level: str, leadership: str) -> Guiding:
    """Return how far a level may guide others: managers and executives all the way, others as the row allows."""
    if level[0] in "ME":
        return Guiding.PEOPLE
    folded = normalise(leadership)
    if folded.startswith("none"):
        return Guiding.NONE
    return next((guiding for guiding, pattern in _ROW_PATTERNS if pattern.search(folded)), Guiding.NONE)


def leadership_above_level(corpus: Corpus) -> Iterator[Issue]:
    """Components that lead, mentor or manage where the guide of the level does not."""
    for document in corpus.documents:
        level, leadership = RoleCode.parse(document.code).level, corpus.leadership_of(document)
        allowed = guiding_allowed(level, leadership)
        for component in components(document, *_KINDS):
            found = guiding_of(component.label)
            if found > allowed:
                message = f"“{component.label}” {found.words}; expected what the guide says of {level}: “{leadership}”"
                yield Issue(document, component.location, message)
