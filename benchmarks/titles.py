"""How often titles are resolved rightly, and how fast, beside plain full-text search and rapidfuzz on the same names.

Two questions:

* the catalogue's own: the titles of titles.csv, labelled by hand with the role or roles that are right (none of them in
  the catalogue: it has no such work, or no such level of it, so nothing may be claimed). Half of them were looked at
  while the rules were written ("tuned"), half were kept apart ("kept");
* O*NET's: every tenth alternate title is held out, the others are the names; which occupation is it?

    .venv/bin/python benchmarks/titles.py [--onet FOLDER]

FOLDER holds O*NET's text files (``Alternate Titles.txt``, ``Occupation Data.txt``). Writes results/titles.md.
"""

import argparse
import csv
import io
import math
import os
import sqlite3
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from benchmarks.tables import keep  # noqa: E402

SHOWN = 5
EVERY = 10  # one of so many O*NET titles is held out

Ranked = list[str]


@dataclass
class Score:
    """What came of a list of titles."""

    asked: int = 0
    first: int = 0
    among: int = 0
    abstained: int = 0
    wrong: int = 0
    claims: int = 0
    seconds: float = 0.0
    mistakes: list[str] = field(default_factory=list)

    def count(self, title: str, ranked: Ranked, right: set[str], claimed: str | None) -> None:
        """Count one title; ``claimed`` is the confident answer, "" when there is none, None for a method without."""
        self.asked += 1
        self.first += bool(right) and ranked[:1] != [] and ranked[0] in right
        self.among += bool(right & set(ranked[:SHOWN]))
        claim = ranked[0] if claimed is None and ranked else claimed or ""
        self.abstained += not claim
        if claim:
            self.claims += 1
            if claim not in right:
                self.wrong += 1
                self.mistakes.append(f"{title} -> {claim}, not {' or '.join(sorted(right)) or 'anything'}")

    def row(self, name: str, labelled: int) -> str:
        """A line of the table; first and among are of those titles that have a right answer."""
        per_title = 1000 * self.seconds / self.asked
        return (
            f"| {name} | {self.first / labelled:.1%} | {self.among / labelled:.1%} | {self.abstained / self.asked:.1%} "
            f"| {self.wrong / self.asked:.1%} | {per_title:.2f} ms |"
        )


HEADER = (
    "| | right first | in the first five | abstained | confidently wrong | time a title |\n"
    "|---|---:|---:|---:|---:|---:|"
)


class FullText:
    """Plain BM25 of SQLite's FTS5: a row for each name, the words of the title with OR."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.execute("CREATE VIRTUAL TABLE names USING fts5(code UNINDEXED, text)")
        self.db.executemany("INSERT INTO names VALUES (?, ?)", names)

    def __call__(self, title: str) -> Ranked:
        words = "".join(c if c.isalnum() else " " for c in title).split()
        if not words:
            return []
        match = " OR ".join(f'"{word}"' for word in words)
        rows = self.db.execute(
            "SELECT code FROM names WHERE text MATCH ? ORDER BY bm25(names) LIMIT 100", [match]
        )
        return list(dict.fromkeys(code for (code,) in rows))


class Fuzzy:
    """rapidfuzz alone: the names most like the title by their sorted words, its best scorer for this task."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        from rapidfuzz import fuzz, process, utils

        pairs = list(names)
        self.codes = [code for code, _ in pairs]
        self.texts = [" ".join(sorted(utils.default_process(text).split())) for _, text in pairs]
        self.clean, self.extract, self.ratio = utils.default_process, process.extract, fuzz.ratio

    def __call__(self, title: str) -> Ranked:
        wanted = " ".join(sorted(self.clean(title).split()))
        found = self.extract(wanted, self.texts, scorer=self.ratio, limit=50)
        return list(dict.fromkeys(self.codes[i] for _, _, i in found))


def measure(titles: list[tuple[str, set[str]]], method: Callable[[str], Ranked]) -> Score:
    """Ask a method that always answers."""
    score = Score()
    for title, right in titles:
        began = time.perf_counter()
        ranked = method(title)
        score.seconds += time.perf_counter() - began
        score.count(title, ranked, right, None)
    return score


def catalogue(out: list[str], *, show: bool) -> None:
    """The titles of titles.csv against the roles of fixtures/."""
    from roles.models import Alias, Role
    from roles.resolve.resolver import resolve_titles

    known = set(Role.objects.values_list("code", flat=True))
    halves: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    with (HERE / "titles.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            halves[row["half"]].append((row["title"], known & set(row["roles"].split("|"))))
    names = list(Role.objects.values_list("code", "title"))
    names += Alias.objects.exclude(state="rejected").values_list("role__code", "text")
    plain, fuzzy = FullText(names), Fuzzy(names)
    out += [f"## The catalogue: {len(known):,} roles, {len(names):,} names", ""]
    for half in ("tuned", "kept"):
        titles = halves[half]
        labelled = sum(1 for _, right in titles if right)
        ours = Score()
        began = time.perf_counter()
        answers = list(resolve_titles(title for title, _ in titles))
        ours.seconds = time.perf_counter() - began
        for (title, right), answer in zip(titles, answers, strict=True):
            ours.count(title, [c.code for c in answer.candidates], right, answer.code)
            if (
                show
                and half == "tuned"
                and right
                and answer.candidates[:1]
                and answer.candidates[0].code not in right
            ):
                print("second:", title, [(c.code, c.score) for c in answer.candidates[:3]], sorted(right))
            if show and half == "tuned" and right and not answer.candidates:
                print("nothing:", title, sorted(right))
        out += [
            f"{len(titles):,} titles {'that the rules were tuned on' if half == 'tuned' else 'kept apart'}, "
            f"{len(titles) - labelled:,} of them without a role in the catalogue:",
            "",
            HEADER,
        ]
        out += [
            ours.row("resolution", labelled),
            measure(titles, plain).row("full text (BM25)", labelled),
            measure(titles, fuzzy).row("rapidfuzz alone", labelled),
            "",
        ]
        if ours.mistakes and (show or half == "tuned"):
            print(f"{half}, confidently wrong:", *ours.mistakes, sep="\n  ")


Names = list[tuple[str, str]]
"""Occupation codes with one of their titles."""


def read_onet(folder: Path, limit: int) -> tuple[Names, list[tuple[str, set[str]]]]:
    """The names that are indexed, and every tenth alternate title with the occupations that it means."""
    every: dict[str, set[str]] = defaultdict(set)
    names: Names = []
    held: list[str] = []
    with (folder / "Alternate Titles.txt").open(encoding="utf-8") as file:
        for i, row in enumerate(csv.DictReader(file, delimiter="\t")):
            every[row["Alternate Title"]].add(row["O*NET-SOC Code"])
            if i % EVERY:
                names.append((row["O*NET-SOC Code"], row["Alternate Title"]))
            else:
                held.append(row["Alternate Title"])
    with (folder / "Occupation Data.txt").open(encoding="utf-8") as file:
        names += [(row["O*NET-SOC Code"], row["Title"]) for row in csv.DictReader(file, delimiter="\t")]
    kept = {text for _, text in names}
    return names, [(title, every[title]) for title in dict.fromkeys(held) if title not in kept][:limit]


class Occupations:
    """Resolution over names that stand in no catalogue: the likeliest by words in common, then by our rules."""

    def __init__(self, names: Names) -> None:
        from roles.title_parsing.names import level_words
        from roles.title_parsing.parser import read

        self.names = names
        self.stems = [frozenset((*read(text).stems, *level_words(read(text)))) for _, text in names]
        self.postings: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self.stems):
            for stem in found:
                self.postings[stem].append(i)
        having = {stem: len({names[i][0] for i in rows}) for stem, rows in self.postings.items()}
        self.weights = {stem: math.log(1 + 1016 / (number + 0.5)) for stem, number in having.items()}

    def __call__(self, title: str) -> Ranked:
        """The codes of the occupations, best first."""
        from roles.title_parsing.matching import resolve
        from roles.title_parsing.names import Name, NameStatus, Target

        by_code: dict[str, list[Name]] = defaultdict(list)
        for i in self._likeliest(title):
            code, text = self.names[i]
            by_code[code].append(Name(text, NameStatus.APPROVED))
        targets = [Target(code, tuple(found)) for code, found in by_code.items()]
        return [c.code for c in resolve(title, targets, self.weights).candidates]

    def _likeliest(self, title: str) -> list[int]:
        from roles.title_parsing.names import level_words
        from roles.title_parsing.parser import read

        reading = read(title)
        totals: dict[int, float] = defaultdict(float)
        for stem in dict.fromkeys((*reading.stems, *level_words(reading))):
            for i in self.postings.get(stem, ()):
                totals[i] += self.weights[stem]
        return sorted(totals, key=lambda i: (-totals[i] / (1 + len(self.stems[i])), i))[:300]


def onet(folder: Path, out: list[str], limit: int) -> None:
    """Every tenth alternate title of O*NET against the others."""
    names, titles = read_onet(folder, limit)
    methods = {
        "resolution": Occupations(names),
        "full text (BM25)": FullText(names),
        "rapidfuzz alone": Fuzzy(names),
    }
    occupations = len({code for code, _ in names})
    out += [
        f"## O*NET 30.1: {len(titles):,} titles held out, {len(names):,} names of {occupations:,} occupations",
        "",
        HEADER,
        *(measure(titles, method).row(name, len(titles)) for name, method in methods.items()),
        "",
        "Here every method names its best occupation; none abstains, so wrong is what is not right.",
        "",
    ]


def main() -> None:
    """Load fixtures/ into a database of its own, ask, and write the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--onet", type=Path, help="folder of O*NET's text files")
    parser.add_argument("--limit", type=int, default=10**6, help="ask at most so many O*NET titles")
    parser.add_argument("--show", action="store_true", help="print what the tuned half gets wrong")
    parser.add_argument("--data", type=Path, help="a VAR_DIR to use and to keep")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "VAR_DIR": str(options.data or folder),
            "DJANGO_SETTINGS_MODULE": "taxonomy_site.settings",
        }
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("load_catalogue", if_empty=True, stdout=io.StringIO())
        out = ["# Titles resolved", "", "Written by `make bench-titles`.", ""]
        catalogue(out, show=options.show)
        if options.onet:
            onet(options.onet, out, options.limit)
    text = "\n".join(out).rstrip() + "\n"
    keep("titles", text)


if __name__ == "__main__":
    main()
