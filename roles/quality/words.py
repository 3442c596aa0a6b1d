"""Words of labels: their stems, and one spelling for each, to recognise two wordings of one thing."""

import re
from functools import lru_cache

from roles.domain.titles import normalise

_WORD = re.compile(r"[^\W_]+(?:['+#][^\W_]*)*")
_EMPTY = frozenset(["a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or", "per",
                    "that", "the", "their", "to", "through", "with"])  # fmt: skip
_ENDINGS = ("erships", "ership", "ships", "ship", "ations", "ation", "ments", "ment", "ings", "ing", "ers", "er",
            "ies", "es", "ed", "s", "e", "y")  # fmt: skip
_SHORTEST = 4  # letters that a stem keeps, so that "string" does not become "str"

_BRITISH = tuple(
    (re.compile(american), british)
    for american, british in (
        # -ise and -yse throughout, as the catalogue writes; "size" and "prize" are no such words
        (
            r"\b(?!(?:re|down|over|up|cap|under)siz)(\w{3,})iz(e[sd]?|ing|ers?|ations?|ational(?:ly)?)\b",
            r"\1is\2",
        ),
        (r"\b(\w*(?:anal|catal|paral|hydrol|dial))yz(e[sd]?|ing|ers?)\b", r"\1ys\2"),
        (r"\b(behavi|neighb|endeav|rum|tum|flav|harb|col|fav|hon)or(?!ar|if|a[dt]|ect)", r"\1our"),
        (r"\blabor(?!at|io)", "labour"),
        (r"\b(cent|theat|fib|lit)er(?=s?\b)", r"\1re"),
        (r"\bcentered\b", "centred"),
        (r"\b(def|off)ense(?=s?\b)", r"\1ence"),
        (r"\b(fulfil|enrol)l(?=s?\b|ment)", r"\1"),
        (r"\bskillful", "skilful"),
        (
            r"\b(model|label|travel|cancel|counsel|signal|channel|total|fuel)(?=(?:ing|ed|ers?|ors?)\b)",
            r"\1l",
        ),
        (r"\bgr(?:a)y(?=(?:s|ed|scale)?\b)", "grey"),
        (r"\baging\b", "ageing"),
        (r"\bpediatric", "paediatric"),
        (r"\borthopedic", "orthopaedic"),
        (r"\banesthe", "anaesthe"),
        (r"\b(an|leuk)emi(?=as?\b|c\b)", r"\1aemi"),
        (r"\bhem(?=at|odia|oglo|orrh|olys|osta)", "haem"),
        (r"\bgynecolog", "gynaecolog"),
        (r"\baluminum", "aluminium"),
        (r"\bmaneuver(?=s?\b)", "manoeuvre"),
    )
)
"""American patterns with the British spelling; words that are British in another sense (program, license, dialog,
artifact) are left to ``one_spelling``."""

_EITHER = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"\b(judg|acknowledg)ement", r"\1ment"),
        (r"\b(licen|practi)ce", r"\1se"),
        (r"\bprogramme(?=s?\b)", "program"),
        (r"\b(dialog|catalog|analog)ue", r"\1"),
        (r"\bartefact", "artifact"),
    )
)


@lru_cache(maxsize=50_000)  # many roles share labels
def british(text: str) -> str:
    """Return the normalised text in British spelling; the same as ``normalise(text)`` when nothing is American."""
    spelled = normalise(text)
    for american, word in _BRITISH:
        spelled = american.sub(word, spelled)
    return spelled


def american_words(text: str) -> list[tuple[str, str]]:
    """Return the words of a text in American spelling, each with its British spelling."""
    words = _WORD.findall(normalise(text))
    return [(word, spelled) for word in words if (spelled := british(word)) != word]


@lru_cache(maxsize=50_000)
def one_spelling(label: str) -> str:
    """Return the form in which two spellings of a label are equal: without case, punctuation, spaces or Americanisms.

    ``+`` and ``#`` are kept, so that C, C++ and C# differ.
    """
    spelled = british(label)
    for pattern, word in _EITHER:
        spelled = pattern.sub(word, spelled)
    return re.sub(r"[^\w+#]|_", "", spelled)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word: ``mentor`` of Mentoring and Mentorship, ``lead`` of Leading and Leadership."""
    folded = british(word)
    for ending in _ENDINGS:
        if folded.endswith(ending) and len(folded) - len(ending) >= _SHORTEST:
            return folded.removesuffix(ending)
    return folded


@lru_cache(maxsize=50_000)
def first_stem(label: str) -> str:
    """Return the stem of a label's first word that is not empty ("of", "the"); "" when there is none."""
    return next((stem(word) for word in _WORD.findall(normalise(label)) if word not in _EMPTY), "")


@lru_cache(maxsize=50_000)
def stems(label: str) -> frozenset[str]:
    """Return the stems of a label's words, without empty ones ("of", "the")."""
    return frozenset(stem(word) for word in _WORD.findall(normalise(label)) if word not in _EMPTY)
