"""Wording: buzzwords and words that exclude people, texts that are too long, full stops after labels."""

import re
from collections.abc import Iterator

from roles.documents.errors import Location
from roles.documents.fields import ROLE_FIELDS
from roles.documents.role import RoleDocument
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus, texts
from roles.quality.findings import Issue

BANNED: tuple[tuple[str, str], ...] = (
    # (pattern of the normalised text, what to write instead); terms of a profession are no match
    (r"(?<!financial )(?<!operating )leverag(?:e|es|ed|ing)\b(?! ratio)", "use"),
    (r"synerg\w*", "what the two do together"),
    (r"cutting[- ]edge|state[- ]of[- ]the[- ]art|world[- ]class|best[- ]in[- ]class|game[- ]chang\w*", "what it does"),
    (r"robust\w*(?! (?:statistic|regression|optimi))", "what it withstands"),
    (r"seamless\w*|holistic\w*", "what fits, and with what"),
    (r"passionate\w*|self-starters?|go-getters?|results-driven|fast-paced|spearhead\w*", "what the person does"),
    (r"dynamic (?:team|environment|compan|workplace|individual|professional|leader|organi[sz]|setting|field)\w*",
     "what changes, and how often"),
    (r"ninjas?|rockstars?|rock stars?|gurus?|thought leader\w*", "what the person knows"),
    (r"utili[sz](?:e[sd]?|ing)", "use"),
    (r"empower\w*", "what people may now do"),
    (r"(?:stakeholder )?buy-in", "agreement"),
    (r"think(?:ing)? outside the box|low-hanging fruit|move the needle", "plain words"),
    (r"manpower|man-hours?|man hours?", "staff, or working hours"),
    (r"chairm[ae]n|salesm[ae]n|forem[ae]n|craftsm[ae]n|businessm[ae]n", "chair, seller, supervisor …"),
    (r"native (?:\w+ )?speakers?", "the level of the language, such as fluent"),
    (r"young(?: and|,)? (?:\w+ )?(?:team|professionals?|talent)|digital natives?", "no age"),
    (r"he/she|she/he|his/her|her/his|s/he|he or she|his or her", "they, their"),
)  # fmt: skip
"""Phrases that no text may use: buzzwords, and words that exclude people, each with what to write instead."""

_PHRASES = tuple((re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), instead) for pattern, instead in BANNED)

LONGEST: dict[Location, int] = {
    **{field.location: field.longest for field in ROLE_FIELDS if field.longest},
    ("components",): 90,
    ("aliases",): 60,
}
"""Characters that a text should keep to, by the location of its part: what fits a summary, a row of a table or one
breath, far below the limits of the document form."""


def banned_phrase(corpus: Corpus) -> Iterator[Issue]:
    """Phrases of BANNED in any text."""
    for document in corpus.documents:
        for location, text in texts(document):
            folded = normalise(text)
            for pattern, instead in _PHRASES:
                for hit in pattern.finditer(folded):
                    yield Issue(document, location, f"“{hit[0]}” is a banned phrase; expected {instead}")


def text_too_long(corpus: Corpus) -> Iterator[Issue]:
    """Texts, titles and aliases that are longer than LONGEST allows."""
    for document in corpus.documents:
        for location, text in (*texts(document), *_titles(document)):
            most = next(most for part, most in LONGEST.items() if location[: len(part)] == part)
            if len(text) > most:
                yield Issue(document, location, f"has {len(text):,} characters; expected at most {most:,}")


def _titles(document: RoleDocument) -> Iterator[tuple[Location, str]]:
    yield ("role", "title"), document.role.title
    for i, alias in enumerate(document.aliases):
        yield ("aliases", i, "text"), alias.text


def stop_after_label(corpus: Corpus) -> Iterator[Issue]:
    """Labels of components and core outputs that end in a full stop: they are list entries and no sentences."""
    for document in corpus.documents:
        for location, text in texts(document):
            is_entry = location[0] == "components" or "core_outputs" in location
            if (
                is_entry
                and text.endswith(".")
                and not re.search(r"\b(?:etc|inc|e\.g|[a-z])\.$", text, re.IGNORECASE)
            ):
                yield Issue(
                    document,
                    location,
                    f"“{text}” ends in a full stop; expected none after an entry of a list",
                )
