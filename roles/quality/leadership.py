"""Leadership: what a role says of guiding others, held against what the guide says of its level."""

import re
from collections.abc import Iterator
from enum import IntEnum

from roles.domain.choices import Kind
from roles.domain.codes import RoleCode
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus, components
from roles.quality.findings import Issue


class Guiding(IntEnum):
    """How far guiding others goes."""

    NONE = 0
    NEWCOMERS = 1  # shows them round, trains them
    COLLEAGUES = 2  # guides those who know less, as it comes
    WORK = 3  # leads the work of others, mentors
    PEOPLE = 4  # is their manager

    @property
    def words(self) -> str:
        """What a level of this reach does."""
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
"""Words about the people that follow them: "offshore teams", and no "requests from developers"."""
_SAID: tuple[tuple[Guiding, str], ...] = (
    # What a label of a role says, the highest first. Nouns such as "lead time" and "sales leads" lead nobody, and
    # whom a teacher mentors is the work itself.
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
    # What the leadership row of the guide lets a level do, the highest first.
    (Guiding.PEOPLE, r"\bmanages?\b"),
    (Guiding.WORK, r"\b(?:leads?|leading|mentors?|mentoring|directs?)\b"),
    (Guiding.COLLEAGUES, r"\b(?:guides?|coache?s?|advises?|supports?|reviews?)\b"),
    (Guiding.NEWCOMERS, r"\b(?:newcomers?|trains?|shows?|helps?)\b"),
)
_SAYS = tuple((guiding, re.compile(pattern)) for guiding, pattern in _SAID)
_ALLOWS = tuple((guiding, re.compile(pattern)) for guiding, pattern in _ALLOWED)
_KINDS = (Kind.RESPONSIBILITY, Kind.TASK, Kind.SKILL, Kind.COMPETENCY)
"""Knowing about leadership or having studied it leads nobody, so knowledge and qualifications are not looked at."""


def guiding_of(label: str) -> Guiding:
    """How far a label goes in guiding others: ``Mentor junior engineers`` leads, ``Generate sales leads`` does not."""
    folded = normalise(label)
    return next((guiding for guiding, pattern in _SAYS if pattern.search(folded)), Guiding.NONE)


def guiding_allowed(level: str, leadership: str) -> Guiding:
    """How far a level may go: managers and executives all the way, the others as the guide's row says of them."""
    if level[0] in "ME":
        return Guiding.PEOPLE
    folded = normalise(leadership)
    if folded.startswith("none"):
        return Guiding.NONE
    return next((guiding for guiding, pattern in _ALLOWS if pattern.search(folded)), Guiding.NONE)


def leadership_above_level(corpus: Corpus) -> Iterator[Issue]:
    """Components that lead, mentor or manage where the guide of the level does not."""
    for document in corpus.documents:
        level, leadership = RoleCode.parse(document.code).level, corpus.leadership_of(document)
        allowed = guiding_allowed(level, leadership)
        for component in components(document, *_KINDS):
            said = guiding_of(component.label)
            if said > allowed:
                message = f"“{component.label}” {said.words}; expected what the guide says of {level}: “{leadership}”"
                yield Issue(document, component.place, message)
