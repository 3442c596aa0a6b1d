"""Parses titles: which words name the work, which state a level, and which are noise.

``read("Sr. ML Engineer II (remote)")`` has the words *machine learning engineer* and the statements “Sr.” and “II”.
The rules are the tables of ``title_parsing.lexicon``. Nothing is learnt, so a title is always read in the same way.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from roles.title_parsing.lexicon import (
    BEFORE_THE_WORK,
    CHIEF_OFFICER,
    ENDINGS,
    GRADED_NUMBERS,
    LEVEL_WORDS,
    NOISE_WORDS,
    PHRASES,
    SHORT_FORMS,
    STEMS,
    SYNONYMS,
    UNGRADED_NUMBERS,
)

LONGEST = 300
"""Characters of a title; a longer text is not parsed."""

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_HIGHEST = {"S": 4, "P": 6, "M": 5}  # levels that titles number; larger numbers are no levels: 360, 365, 2026
_TOKEN = re.compile(
    r"\.net\b|[^\W_](?:[^\W_]|[.&'’/+#-](?=[^\W_])|[+#])*\.?|[,;:|()\[\]–—]|(?<=\s)[-/](?=\s)", re.I
)
_STEPS = re.compile(r"(?:(?:i{1,3}|iv|vi?|[1-6])[/-])+(?:i{1,3}|iv|vi?|[1-6])", re.I)
_GRADE = re.compile(r"(?:ic|[ltspme])[1-6]", re.I)
_NO_WORD = re.compile(r"[\W\d_]*|(?:fy)?(?:19|20)\d\d", re.I)
_DOES_WORK = re.compile(r"\w+(?:er|or|ist|yst|ant|ian|rse|ent|ive)s?")


@dataclass(frozen=True)
class Statement:
    """A part of a title that states a level: the text, and the levels it may mean on each track, likeliest first."""

    written: str
    levels: Mapping[str, tuple[str, ...]]

    @property
    def in_words(self) -> str:
        """``“Sr.” read as P4``, for the evidence: the professional levels, else those of the first track."""
        likeliest = self.levels.get("P") or next(iter(self.levels.values()))
        return f"“{self.written}” read as {' or '.join(likeliest)}"


@dataclass(frozen=True)
class Reading:
    """A parsed title.

    ``words`` name the work, written out and in order; the first ``main`` of them come before any comma, dash or
    bracket. ``is_choice`` is true of a title that names several levels at once (“II/III”).
    """

    text: str
    words: tuple[str, ...] = ()
    main: int = 0
    statements: tuple[Statement, ...] = ()
    is_choice: bool = False

    def levels_on(self, track: str) -> tuple[str, ...] | None:
        """The levels stated for a track, likeliest first; () excludes the track, None means that none is stated.

        Statements that agree narrow each other (“Lead” and “M1”); of statements that contradict each other (“Senior
        Engineer II”) the first counts.
        """
        found: tuple[str, ...] | None = None
        for statement in self.statements:
            levels = statement.levels.get(track, ())
            if found is None:
                found = levels
            elif both := tuple(code for code in found if code in levels):
                found = both
        return found

    @property
    def levels(self) -> tuple[str, ...]:
        """Every level that the title may state, track by track; empty when it states none."""
        return tuple(code for track in "SPME" for code in self.levels_on(track) or ())

    @property
    def is_at_odds(self) -> bool:
        """Whether the statements contradict each other on every track, as in “Senior Engineer II”."""
        sets = [{code for codes in s.levels.values() for code in codes} for s in self.statements]
        return len(sets) > 1 and not set.intersection(*sets)

    @property
    def stems(self) -> tuple[str, ...]:
        """The stems of the words."""
        return tuple(stem(word) for word in self.words)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem that a word shares with other words for the same work: engineer, engineering and developer have one.

    Endings are removed while four letters remain; ``lexicon.STEMS`` lists the words for which that would be wrong.
    """
    return _SYNONYM_STEMS.get(plain := _without_endings(word), plain)


def _without_endings(word: str) -> str:
    if word in STEMS:
        return STEMS[word]
    for ending in ENDINGS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 4:
            return _without_endings(word[: -len(ending)])
    return word


_SYNONYM_STEMS = {_without_endings(word): _without_endings(same) for word, same in SYNONYMS.items()}


@lru_cache(maxsize=20_000)
def read(title: str) -> Reading:
    """Parse a title; a text without a word, or of more than LONGEST characters, gives an empty reading."""
    text = " ".join(unicodedata.normalize("NFKC", title).replace("\0", " ").split())
    if len(text) > LONGEST:
        return Reading(text)
    tokens = [token for written in _TOKEN.findall(text) for token in _tokens(written)]
    return _Reader(text, _NAMED.replaced(_FORMS.replaced(tokens), is_work=True)).reading()


class _Token(NamedTuple):
    plain: str  # folded; "," is any break
    written: str
    is_work: bool = False  # names the work, whatever level the word states elsewhere


@lru_cache(maxsize=20_000)  # titles are made of few words
def _tokens(written: str) -> tuple[_Token, ...]:
    folded = written.casefold().replace("’", "'").rstrip(".").removesuffix("'s")
    if not any(character.isalnum() for character in folded):
        return (_Token(",", written),)
    if folded in SHORT_FORMS or _STEPS.fullmatch(folded) or not re.search(r"[/.-]\w", folded):
        return (_Token(folded, written),)
    parts = re.split(r"[/-]|\.(?!net|js)", folded)
    parts = ["".join(parts)] if len(parts[0]) == 1 else [part for part in parts if part]  # e-commerce
    return tuple(_Token(part, written) for part in parts)


@dataclass(frozen=True)
class _Phrases:
    """A table of words and phrases, with the length of the longest phrase that begins with each word."""

    table: Mapping[str, object]
    longest: Mapping[str, int]

    @classmethod
    def of(cls, table: Mapping[str, object]) -> "_Phrases":
        longest: dict[str, int] = {}
        for phrase in table:
            first, size = phrase.split(" ", 1)[0], phrase.count(" ") + 1
            longest[first] = max(size, longest.get(first, 0))
        return cls(table, longest)

    def runs(self, tokens: list[_Token]) -> list[tuple[list[_Token], str]]:
        """The tokens split into runs: the longest that the table contains with their key, other tokens with ""."""
        found, at = [], 0
        while at < len(tokens):
            longest = self.longest.get(tokens[at].plain)
            run, key = self._run(tokens[at : at + longest]) if longest else (tokens[at : at + 1], "")
            found.append((run, key))
            at += len(run)
        return found

    def _run(self, tokens: list[_Token]) -> tuple[list[_Token], str]:
        """The longest run at the start that the table contains, with its key; else the first token with ""."""
        for size in range(len(tokens), 0, -1):
            key = " ".join([token.plain for token in tokens[:size]])
            if key in self.table and not any(token.is_work for token in tokens[:size]):
                return tokens[:size], key
        return tokens[:1], ""

    def replaced(self, tokens: list[_Token], *, is_work: bool = False) -> list[_Token]:
        """The tokens, with each phrase of the table replaced by the words that it means."""
        if not any(token.plain in self.longest for token in tokens):
            return tokens
        found: list[_Token] = []
        for run, key in self.runs(tokens):
            words = str(self.table[key]).split() if key else ()
            found += [_Token(word, _in_one(run), is_work) for word in words] if key else run
        return found


_LEVELS, _FORMS, _NAMED = (_Phrases.of(table) for table in (LEVEL_WORDS, SHORT_FORMS, PHRASES))
_BEGIN = {*_FORMS.longest, *_NAMED.longest}


def may_be_written_out(text: str) -> bool:
    """Whether a word of the text begins a short form or a phrase for work, so that ``read`` may give other words."""
    return not _BEGIN.isdisjoint(text.casefold().split())


def _in_one(run: Iterable[_Token]) -> str:
    return " ".join(dict.fromkeys(token.written for token in run))


@lru_cache(maxsize=20_000)
def _is_number(plain: str) -> bool:
    """Whether a word may state a level by number: 3, II, II/III, P4."""
    return (
        plain in _ROMAN
        or plain in tuple("123456")
        or bool(_GRADE.fullmatch(plain) or _STEPS.fullmatch(plain))
    )


@lru_cache(maxsize=20_000)
def _names_work(plain: str) -> bool:
    return plain not in NOISE_WORDS and plain not in GRADED_NUMBERS and not _NO_WORD.fullmatch(plain)


@dataclass
class _Reader:
    """Sorts the tokens of one title into words and statements."""

    text: str
    tokens: list[_Token]
    words: list[str] = field(default_factory=list)
    main: int = 0
    statements: list[Statement] = field(default_factory=list)
    is_choice: bool = False

    def reading(self) -> Reading:
        """Sort the tokens from the first to the last; at each, the longest level phrase applies."""
        at = 0
        officer = self._officer()
        for run, key in _LEVELS.runs(self.tokens):
            after = at + len(run)
            if at in officer:
                if officer.index(at) == 0:
                    self._state(_in_one([self.tokens[i] for i in officer]), CHIEF_OFFICER)
            elif key and self._is_level(key, after):
                self._state(_in_one(run), LEVEL_WORDS[key])
            else:
                for token in run:
                    self._single(token, at, after)
            at = after
        words = tuple(self.words)
        return Reading(self.text, words, self.main or len(words), tuple(self.statements), self.is_choice)

    def _officer(self) -> tuple[int, ...]:
        """The indexes of “chief” and “officer”, when the title has both in this order."""
        plain = [token.plain for token in self.tokens]
        if "chief" in plain and "officer" in plain[plain.index("chief") :]:
            return (plain.index("chief"), plain.index("officer", plain.index("chief")))
        return ()

    def _is_level(self, key: str, after: int) -> bool:
        if key not in BEFORE_THE_WORK:
            return True
        rest = [token for token in self.tokens[after:] if token.plain not in NOISE_WORDS]
        return bool(rest) and (rest[0].plain != "," or not self.words)

    def _state(self, written: str, levels: Mapping[str, tuple[str, ...]]) -> None:
        self.statements.append(Statement(written, levels))

    def _single(self, token: _Token, at: int, after: int) -> None:
        if token.plain == ",":
            self.main = self.main or len(self.words)
        elif not token.is_work and _is_number(token.plain) and self._is_graded(token.plain, at, after):
            self.is_choice |= "/" in token.plain or "-" in token.plain
            self._state(token.written, _graded(token.plain))
        elif _names_work(token.plain):
            self.words.append(token.plain)

    def _is_graded(self, plain: str, at: int, after: int) -> bool:
        """Whether a number, or a letter and a number, states a level at this position."""
        if _GRADE.fullmatch(plain):
            return True
        before = self.tokens[at - 1].plain if at else ""
        if not before or before in UNGRADED_NUMBERS:
            return False
        follows = self.tokens[after].plain if after < len(self.tokens) else ","
        is_last = follows == "," or follows in NOISE_WORDS
        return before in GRADED_NUMBERS or is_last or bool(_DOES_WORK.fullmatch(before))


@lru_cache(maxsize=1000)
def _graded(plain: str) -> Mapping[str, tuple[str, ...]]:
    """The levels of each track that a number states, as in P3, III or 2/3."""
    if _GRADE.fullmatch(plain) and plain[0] in "spme":
        return {plain[0].upper(): (plain.upper(),)}
    steps = re.split(r"[/-]", plain.lstrip("iclt") if _GRADE.fullmatch(plain) else plain)
    ordinals = [_ROMAN.get(step) or int(step) for step in steps]
    tracks = {"P": 6} if plain.startswith("ic") else _HIGHEST
    found = {track: tuple(f"{track}{n}" for n in ordinals if n <= top) for track, top in tracks.items()}
    return {track: codes for track, codes in found.items() if codes}
