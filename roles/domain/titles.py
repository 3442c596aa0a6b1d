"""Titles: the form in which two spellings are equal, and the titles generated from a stem at a level."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

_PATTERNS = (
    # (pattern, confidence): the numbers of the reference role page
    ("{stem} {roman}", Decimal("0.70")),
    ("{stem} {number}", Decimal("0.66")),
    ("{adjective} {stem}", Decimal("0.64")),
)
_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV", 5: "V", 6: "VI"}
_ADJECTIVES = {
    "P1": "Entry-Level",
    "P2": "Developing",
    "P3": "Mid-Level",
    "P4": "Senior",
    "P5": "Expert",
    "P6": "Principal",
    "S1": "Entry-Level",
    "S2": "Developing",
    "S3": "Skilled",
    "S4": "Lead",
}


@lru_cache(maxsize=20_000)  # roles share their components, and each label is compared several times
def normalise(text: str) -> str:
    """The form in which titles and labels are compared: case, spacing and typographic quotes make no difference.

    Punctuation that distinguishes (C, C++, C#; AI/ML) is kept.
    """
    if text.isascii():  # nine titles in ten: only capitals and spaces to fold
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_QUOTES)
    return " ".join(folded.split())


def title_slug(text: str) -> str:
    """The title in an address: normalised, with hyphens for spaces and slashes."""
    return normalise(text).replace(" ", "-").replace("/", "-")


_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-"})


@dataclass(frozen=True)
class GeneratedTitle:
    """A title that a role may be known by, with the confidence (0 to 1) of its pattern."""

    text: str
    confidence: Decimal


def generated_titles(stems: Iterable[str], level: str, own_title: str) -> list[GeneratedTitle]:
    """The alias candidates of a role: each stem in three patterns, but for one that is the role's own title.

    ``level`` is a level code such as ``P3``. A stem "Machine Learning" gives "Machine Learning III" (0.70),
    "Machine Learning 3" (0.66) and "Mid-Level Machine Learning" (0.64). Levels of the management and executive
    tracks are not numbered in titles, so they have none.
    """
    if level not in _ADJECTIVES:
        return []
    number, own = int(level[1:]), normalise(own_title)
    words = {"roman": _ROMAN[number], "number": number, "adjective": _ADJECTIVES[level]}
    found = [GeneratedTitle(p.format(stem=stem, **words), sure) for stem in stems for p, sure in _PATTERNS]
    return [candidate for candidate in found if normalise(candidate.text) != own]
