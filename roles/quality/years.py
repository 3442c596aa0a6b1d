"""Years of experience in qualifications, compared with the typical years of the role's level."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from roles.documents.files import LevelSchema
from roles.domain.choices import Kind
from roles.quality.corpus import Corpus, Labelled, components
from roles.quality.findings import Issue

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *(
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ),
)
_NUMBER_PATTERN = rf"\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))}"
_YEARS = re.compile(
    rf"(?<![\w.,])(?P<low>{_NUMBER_PATTERN})\s*(?P<plus>\+|or more)?"
    rf"(?:\s*(?:-|–|—|to)\s*(?P<high>{_NUMBER_PATTERN}))?\s*(?P<end>\+|or more)?\s*(?:years?|yrs?\.?)(?!\w)"
    r"(?! of (?:[\w-]+ )?(?:stud(?:y|ies)|school|university|college|education|apprenticeship|residency|training))",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(r"\b(at least|minimum(?: of)?|more than|over)\s*$", re.IGNORECASE)
_NO_EXPERIENCE = re.compile(r"\b(last|past|every|within|previous|recent)\s+(the\s+)?$", re.IGNORECASE)
"""Words before years that are no experience: a certificate "of the last 5 years" or renewed "every 3 years"."""


@dataclass(frozen=True)
class Asked:
    """Years that a qualification asks for; ``high`` is None when it has no upper end."""

    words: str
    low: int
    high: int | None
    is_open: bool

    def exceeds(self, level: LevelSchema) -> bool:
        """Whether more is asked than the level has, for example eight years at P3.

        An open end that starts where the level ends ("5+ years" at 3–5) is more than the level, too.
        """
        if level.max_years is None:
            return False
        return (self.high or self.low) > level.max_years or (self.is_open and self.low >= level.max_years)

    def falls_short(self, level: LevelSchema) -> bool:
        """Whether the range begins below that of the level."""
        return self.low < level.min_years


def asked_years(label: str) -> list[Asked]:
    """Return the years of experience that a label asks for: ``5–8+ years``, ``at least 3 years``, ``two to four yrs``.

    A "three-year apprenticeship" and "five years of study" are durations and no experience.
    """
    found = []
    for hit in _YEARS.finditer(label):
        before = label[: hit.start()]
        if _NO_EXPERIENCE.search(before):
            continue
        is_open = bool(hit["plus"] or hit["end"] or _AT_LEAST.search(before))
        found.append(
            Asked(hit[0], _number(hit["low"]), _number(hit["high"]) if hit["high"] else None, is_open)
        )
    return found


def _number(text: str) -> int:
    return int(text) if text.isdigit() else _NUMBERS.index(text.lower()) + 1


def years_outside_level(corpus: Corpus) -> Iterator[Issue]:
    """Qualifications that ask for more years than the level has, or only for fewer.

    Fewer years are part of the whole when another qualification of the role asks for those of the level ("8–12 years
    of experience", "2 years of managing people").
    """
    for document in corpus.documents:
        level = corpus.level_of(document)
        asked = [
            (component, years)
            for component in components(document, Kind.QUALIFICATION)
            for years in asked_years(component.label)
        ]
        fits = any(not years.exceeds(level) and not years.falls_short(level) for _, years in asked)
        for component, years in asked:
            if years.exceeds(level) or (years.falls_short(level) and not fits):
                yield Issue(document, component.location, _sentence(component, years, level))


def _sentence(component: Labelled, years: Asked, level: LevelSchema) -> str:
    expected = f"{level.min_years}+" if level.max_years is None else f"{level.min_years}–{level.max_years}"
    return f"“{component.label}” asks for {years.words}; expected {level.code}'s {expected} years"
