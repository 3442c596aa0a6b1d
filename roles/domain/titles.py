"""Titles: the form in which two spellings are equal, and the titles generated from a stem at a level."""

import re
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
    """The form in which titles and labels are compared.

    Case, spacing, typographic quotes, Unicode form and invisible characters make no difference. Punctuation that
    distinguishes (C, C++, C#; AI/ML) is kept. Stored keys are made with it: a change needs a migration of them.
    """
    if text.isascii():  # nine titles in ten: only capitals and spaces to fold
        return " ".join(text.lower().split())
    folded = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).casefold().translate(_QUOTES)
    return " ".join(folded.split())


def title_slug(text: str) -> str:
    """The title in an address: normalised, with hyphens for spaces and slashes."""
    return normalise(text).replace(" ", "-").replace("/", "-")


def has_bidi_override(text: str) -> bool:
    """Whether the text contains a character that changes the direction of what follows, such as U+202E.

    A browser shows such a text in another order than it is stored, so it can pose as another text.
    """
    return not text.isascii() and _BIDI_OVERRIDE.search(text) is not None


def mixed_scripts(text: str) -> list[str]:
    """The words whose Cyrillic or Greek letters may be taken for Latin ones, in the order of the text.

    These are words of several scripts, and, beside Latin words, words of look-alikes only.
    """
    if text.isascii():
        return []
    words = [(word, _scripts(word)) for word in _WORD.findall(text)]
    has_latin = any("LATIN" in scripts for _, scripts in words)
    return [
        word
        for word, scripts in words
        if len(scripts) > 1
        or (has_latin and scripts != {"LATIN"} and scripts and _LOOK_ALIKES.issuperset(word))
    ]


def _scripts(word: str) -> set[str]:
    """Which of Latin, Cyrillic and Greek the word's letters are of."""
    return {"LATIN", "CYRILLIC", "GREEK"} & {unicodedata.name(letter, "").split(" ", 1)[0] for letter in word}


_WORD = re.compile(r"[^\W\d_]+")
_LOOK_ALIKES = frozenset("АВЕЅІЈКМНОРСТУХҮԌԚԜаеѕіјорсухүһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνοι")
"""Cyrillic, then Greek letters that look like Latin ones."""

_BIDI_OVERRIDE = re.compile("[\u202a-\u202e\u2066-\u2069]")

_INVISIBLE = dict.fromkeys(
    (
        0x00AD,  # soft hyphen
        0x034F,  # combining grapheme joiner
        0x061C,  # Arabic letter mark
        0x180E,  # Mongolian vowel separator
        *range(0x200B, 0x2010),  # zero-width space, joiners, marks of direction
        *range(0x202A, 0x202F),  # embeddings and overrides of direction
        *range(0x2060, 0x2070),  # word joiner, invisible operators, isolates
        *range(0xFE00, 0xFE10),  # variation selectors
        0xFEFF,  # zero-width no-break space
        *range(0xE0000, 0xE0080),  # tags
    )
)
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
