"""Word diff: which words of a text differ from the other texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations


@dataclass(frozen=True)
class Segment:
    """A stretch of text; one that ``differs`` is to be marked."""

    text: str
    differs: bool


def word_diff(texts: Sequence[str]) -> list[list[Segment]]:
    """Split each text into segments; those differ whose words some other text does not have in their place.

    Equal texts return one unmarked segment each; of two texts the unmarked words are the same. Case and outer
    punctuation make no difference to a word.
    """
    words = [re.findall(r"\S+", text) for text in texts]
    plain = [[word.casefold().strip(".,;:") for word in line] for line in words]
    kept = [[True] * len(line) for line in plain]
    for i, j in combinations(range(len(texts)), 2):
        # One matching for both sides: the matcher may pair other words when the texts change places.
        blocks = SequenceMatcher(None, plain[i], plain[j], autojunk=False).get_matching_blocks()
        _keep(kept[i], {a + k for a, _, size in blocks for k in range(size)})
        _keep(kept[j], {b + k for _, b, size in blocks for k in range(size)})
    return [_segments(line, flags) for line, flags in zip(words, kept, strict=True)]


def _keep(kept: list[bool], matched: set[int]) -> None:
    kept[:] = [flag and i in matched for i, flag in enumerate(kept)]


def _segments(words: list[str], kept: list[bool]) -> list[Segment]:
    segments: list[Segment] = []
    for word, keep in zip(words, kept, strict=True):
        if segments and segments[-1].differs is not keep:
            segments[-1] = Segment(f"{segments[-1].text} {word}", not keep)
        else:
            segments.append(Segment(word, not keep))
    return segments
