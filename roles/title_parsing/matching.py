"""Title matching: which role a title means, how sure that is, and why. Pure: names in, answer out.

A title is parsed, its words are compared with the names of each candidate, and its level with the candidate's level.
A wrong role costs a reader more than none, so only an exact name or a high score well above the next one is
confident, and only by a name that is decided: an approved alias, or the title of a role past its draft. The constants
were set on the tuned half of ``benchmarks/titles.csv``; ``make bench-titles`` measures them on the half that was kept
apart.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz

from roles.domain.coordinates import MatchBand
from roles.domain.titles import normalise
from roles.title_parsing.names import Name, NameStatus, ReadName, Target, level_words
from roles.title_parsing.parser import Reading, read, stem

CONFIDENT = 0.86
"""The least score of a confident answer."""
MARGIN = 0.06
"""By how much the score of a confident answer must exceed the next."""
REVIEW = 0.50
"""The least score of a proposal."""
MOST_CANDIDATES = 5

_AFTER_A_BREAK = 0.6  # weight of a word there: “, Payments Platform” tells where, not what
_ALIKE = 0.97  # the most for a name that is not the title itself, even with the same words
_SAME_STEM = 0.94  # engineering for engineer
# Titles of the levels in the middle of a track seldom state them; titles of the other levels usually do.
_LEVEL_UNSTATED = {
    "P3": 0.80,
    "P2": 0.79,
    "P4": 0.70,
    "P1": 0.68,
    "P5": 0.62,
    "P6": 0.58,
    "S2": 0.79,
    "S3": 0.78,
    "S1": 0.70,
    "S4": 0.66,
}
_MANAGEMENT_UNSTATED = {"M1": 0.80, "M2": 0.80, "M3": 0.74, "M4": 0.66, "M5": 0.60}
_LIKELIEST, _LIKELY, _PERHAPS_MANAGES, _OTHER_LEVEL = 1.0, 0.93, 0.75, 0.55
_MANAGES = frozenset({"manager", "management"})


@dataclass(frozen=True)
class Candidate:
    """A role that a title may mean: the score from 0 to 1, and the evidence in words.

    ``has_level`` is false when the title states another level than the role's; ``is_exact`` is true when the title is
    the very name. Candidates are ordered by ``rank``: the score, or the names' vote.
    """

    code: str
    score: float
    name: Name
    evidence: tuple[str, ...]
    has_level: bool
    is_exact: bool = False
    rank: float = 0.0


@dataclass(frozen=True)
class Answer:
    """What a title means: the band, and the candidates, best first. Only a confident answer has a ``code``.

    ``as_read`` tells which words were read as levels, and which were corrected; ``because`` tells why the answer is
    confident, or why it is not.
    """

    reading: Reading
    band: MatchBand
    candidates: tuple[Candidate, ...] = ()
    as_read: tuple[str, ...] = ()
    because: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The code of the role that the title is resolved to, "" unless the answer is confident."""
        return self.candidates[0].code if self.band is MatchBand.CONFIDENT else ""


def resolve(
    title: str,
    targets: Iterable[Target],
    weights: Mapping[str, float],
    spelled: Mapping[str, str] | None = None,
) -> Answer:
    """Rank the targets for a title, and decide on the band.

    ``weights`` are the weights of the names' stems (rare words weigh more); a stem without one weighs as much as the
    rarest. ``spelled`` maps misspelled words to corrected ones. Ties go by code.
    """
    reading = read(title)
    matcher = _TitleMatcher(reading, normalise(title), weights, spelled or {})
    ranked = sorted((c for t in targets if (c := matcher.candidate(t))), key=lambda c: (-c.rank, c.code))
    band = _band(reading, ranked)
    because = matcher.because(ranked) if band is MatchBand.CONFIDENT else _open_because(band, reading, ranked)
    return Answer(reading, band, tuple(ranked[:MOST_CANDIDATES]), matcher.as_read(), because)


def _band(reading: Reading, ranked: list[Candidate]) -> MatchBand:
    if not ranked or ranked[0].score < REVIEW:
        return MatchBand.NO_MATCH
    best, second = ranked[0], ranked[1].score if len(ranked) > 1 else 0.0
    if not best.name.status.is_decided or _is_contested(ranked):
        return MatchBand.NEEDS_REVIEW
    if best.is_exact:
        return MatchBand.CONFIDENT
    is_open = reading.is_choice or reading.is_at_odds or not best.has_level
    if is_open or best.score < CONFIDENT or best.score - second < MARGIN:
        return MatchBand.NEEDS_REVIEW
    return MatchBand.CONFIDENT


def _is_contested(ranked: list[Candidate]) -> bool:
    """Whether several roles have the very title as their own, or several by an approved alias.

    An approved alias beats another role's own title: an editor decided on it.
    """
    best, *others = ranked
    own = best.name.status.is_own_title
    rivals = (c.name.status for c in others if c.is_exact)
    return best.is_exact and any(
        status.is_own_title if own else status is best.name.status is NameStatus.APPROVED for status in rivals
    )


def _open_because(band: MatchBand, reading: Reading, ranked: list[Candidate]) -> tuple[str, ...]:
    """Why a person has to choose."""
    if band is MatchBand.NO_MATCH:
        return ()
    best = ranked[0]
    found = [why] if (why := best.name.status.why_open) else []
    if _is_contested(ranked):
        found.append("several roles have this title")
    if best.is_exact:  # needs no level
        return tuple(found)
    if reading.is_choice:
        found.append("it names several levels")
    elif reading.is_at_odds:
        found.append("it states two levels that do not go together")
    elif not reading.statements:
        found.append("it states no level")
    return tuple(found)


def _score(likeness: float, name: ReadName, factor: float) -> float:
    return round(min(1.0, likeness * name.worth * factor), 3)


def _vote(likenesses: Iterable[float]) -> float:
    """The likeness of the best name, half that of the second, a quarter of the third and so on."""
    return sum(likeness * 0.5**i for i, likeness in enumerate(sorted(likenesses, reverse=True)[:8]))


class _TitleMatcher:
    """A title, prepared for comparison with many names."""

    def __init__(
        self, reading: Reading, key: str, weights: Mapping[str, float], spelled: Mapping[str, str]
    ) -> None:
        self.reading, self.key, self.weights = reading, key, weights
        self.most = max(weights.values(), default=1.0)
        self.spelled = {word: spelled[word] for word in reading.words if word in spelled}
        self.words = tuple(self.spelled.get(word, word) for word in reading.words)
        self.stems = tuple(stem(word) for word in self.words)
        self.own = [
            self._weight(stem_) * (1.0 if i < reading.main else _AFTER_A_BREAK)
            for i, stem_ in enumerate(self.stems)
        ]
        self.stated = level_words(reading)
        self.manages = bool(_MANAGES & set(self.words))
        self.likenesses: dict[object, float] = {}  # many names of many roles have the same words

    def _weight(self, stem_: str) -> float:
        return self.weights.get(stem_, self.most)

    def candidate(self, target: Target) -> Candidate | None:
        """The target as a candidate by its best name; None when no name has a word of the title."""
        same = target.by_key.get(self.key)
        alike = [(1.0, ReadName.of(same))] if same else []
        for name in target.distinct_names:
            if name.name is not same and (likeness := self._likeness(name, target)):
                alike.append((likeness, name))
        if not alike:
            return None
        likeness, name, factor, remark = self._best(target, alike)
        score = _score(likeness, name, factor)
        rank = score if target.level else _vote(likeness for likeness, _ in alike)
        evidence = self._evidence(name, likeness, remark)
        return Candidate(
            target.code, score, name.name, evidence, factor > _OTHER_LEVEL, likeness == 1.0, rank
        )

    def _best(
        self, target: Target, alike: list[tuple[float, ReadName]]
    ) -> tuple[float, ReadName, float, str]:
        """The most alike name, with its factor and remark for the level.

        A decided name that is enough for a confident answer comes before any that is not decided, so that no one makes
        the catalogue less sure by adding names.
        """
        decided = [found for found in alike if found[1].name.status.is_decided]
        for names in filter(None, (decided, alike)):
            likeness, name = max(names, key=lambda found: found[0] * found[1].worth)
            factor, remark = self._level(target, name, likeness)
            if names is alike or _score(likeness, name, factor) >= CONFIDENT:
                break
        return likeness, name, factor, remark

    def _likeness(self, name: ReadName, target: Target) -> float:
        """How alike the words of title and name are: 0 to ``_ALIKE``, because another title is never quite the same."""
        same = name.words if target.level else (name.words, name.stated)
        if same not in self.likenesses:
            self.likenesses[same] = self._likeness_of_words(name, target)
        return self.likenesses[same]

    def _likeness_of_words(self, name: ReadName, target: Target) -> float:
        mine, theirs, weights = self.stems, name.stems, self.own
        if not target.level:
            mine, theirs = (*mine, *self.stated), (*theirs, *name.stated)
            weights = [*weights, *(self._weight(word) for word in self.stated)]
        at = dict(zip(theirs, (*name.words, *name.stated), strict=False))
        covered = sum(
            weight * (1.0 if at[stem_] == word else _SAME_STEM)
            for word, stem_, weight in zip((*self.words, *self.stated), mine, weights, strict=False)
            if stem_ in at
        )
        if not covered:
            return 0.0
        # The share of the title that the name has, and the reverse, as in an F-score; a little for similar letters.
        of_each = [(stem_ in mine, self._weight(stem_)) for stem_ in theirs]
        of_name = sum(weight for shared, weight in of_each if shared) / sum(weight for _, weight in of_each)
        of_title = covered / sum(weights)
        both = 2 * of_title * of_name / (of_title + of_name)
        letters = fuzz.token_sort_ratio(" ".join(self.words), " ".join(name.words)) / 100
        return min(_ALIKE, (0.85 * both + 0.15 * letters) * (0.97 if self.spelled else 1.0))

    def _level(self, target: Target, name: ReadName, likeness: float) -> tuple[float, str]:
        """The factor for the level, and a remark on it for the evidence.

        A name that an editor or the role itself has given counts as it is; otherwise a level that the title contradicts
        lowers the score below ``CONFIDENT``, so that a title that states a level never loses it.
        """
        if not target.level or (likeness == 1.0 and name.name.status is not NameStatus.PENDING):
            return 1.0, ""
        track = target.level[0]
        stated = self.reading.levels_on(track)
        if self.manages and track not in "ME" and not _MANAGES & set(name.words):
            return _OTHER_LEVEL, f"the title says manager; {target.level} manages nobody"
        if stated is None and track in "ME" and not self.manages:
            return _OTHER_LEVEL, f"the title says nothing of management; {target.level} manages"
        if stated is None:
            return self._unstated(target.level, name)
        if target.level in stated and track in "ME" and not self.manages and self.reading.levels_on("P"):
            return _PERHAPS_MANAGES, "the title may also be a professional's"
        if target.level in stated:
            return (_LIKELIEST if target.level == stated[0] else _LIKELY), ""
        there = " or ".join(stated or self.reading.levels)
        return _OTHER_LEVEL, f"the title states {there}; this role is {target.level}"

    def _unstated(self, level: str, name: ReadName) -> tuple[float, str]:
        if not name.stated and name.name.status is not NameStatus.PENDING:
            return 1.0, ""
        usual = _MANAGEMENT_UNSTATED if self.manages else _LEVEL_UNSTATED
        return usual.get(level, _OTHER_LEVEL), "the title states no level"

    def _evidence(self, name: ReadName, likeness: float, remark: str) -> tuple[str, ...]:
        found = [
            f"{'exact ' if likeness == 1.0 else 'nearest name: '}{name.name.status.in_words} “{name.name.text}”"
        ]
        if likeness < 1.0:
            theirs = set(name.stems)
            shared = [word for word, stem_ in zip(self.words, self.stems, strict=True) if stem_ in theirs]
            found.append(f"words in common: {', '.join(dict.fromkeys(shared))}")
        return (*found, remark) if remark else tuple(found)

    def because(self, ranked: list[Candidate]) -> tuple[str, ...]:
        """The rule that made the best candidate a confident answer."""
        best = ranked[0]
        name = f"the {best.name.status.in_words} “{best.name.text}”"
        if best.is_exact:
            return (f"{name} is exactly this title",)
        theirs = set(ReadName.of(best.name).stems)
        over = [word for word, stem_ in zip(self.words, self.stems, strict=True) if stem_ not in theirs]
        if not theirs <= set(self.stems) or self.spelled:
            return (f"{name} is nearly this title, and no other role has one as near",)
        if over:
            return (f"{name} is in this title, with these words left out: {', '.join(dict.fromkeys(over))}",)
        return (f"{name} has the same words, qualifiers left out",)

    def as_read(self) -> tuple[str, ...]:
        """How the title was read: its level words, and the words that were corrected."""
        slips = (f"“{word}” read as {meant}" for word, meant in self.spelled.items())
        return (*(statement.in_words for statement in self.reading.statements), *slips)
