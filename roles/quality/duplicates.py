"""Components that a role repeats: in two kinds, or in two wordings."""

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from roles.domain.choices import Kind
from roles.domain.titles import normalise
from roles.quality.corpus import Corpus, Labelled, components
from roles.quality.findings import Issue
from roles.quality.words import first_stem, one_spelling, stems

NEARLY = 80
"""Likeness (0 to 100, of sorted words) from which two labels of a role are nearly the same; the comparison of roles has
the same limit. Below it are pairs such as "Project management" and "Performance management" (75), two things."""

FALSE_FRIENDS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"bachelor's", "master's", "doctorate", "degree"}), "degrees stand above each other"),
    (frozenset({"internal", "external"}), "inside and outside"),
    (frozenset({"inbound", "outbound"}), "in and out"),
    (frozenset({"payable", "receivable"}), "owed by us and to us"),
    (frozenset({"supervised", "unsupervised"}), "two families of methods"),
    (frozenset({"relational", "non-relational"}), "two families of databases"),
    (frozenset({"qualitative", "quantitative"}), "two families of methods"),
    (
        frozenset({"daily", "weekly", "monthly", "quarterly", "annual", "yearly"}),
        "another rhythm is another piece of work",
    ),
    (frozenset({"electrical", "electronic", "mechanical"}), "three disciplines"),
    (frozenset({"direct", "indirect"}), "opposites"),
    (frozenset({"verbal", "written", "oral"}), "speaking and writing"),
)
"""Words in which two labels may differ and be two things, with the reason."""

IN_KINDS = 3
"""The number of kinds from which an idea is repeated: a skill and the task that exercises it are two."""


def same_title(corpus: Corpus) -> Iterator[Issue]:
    """The title of another role, in whatever capitals and spacing; loading refuses it as well."""
    first: dict[str, str] = {}
    for document in corpus.documents:
        title = document.role.title
        other = first.setdefault(normalise(title), document.code)
        if other != document.code:
            message = f"“{title}” is also the title of {other}; expected another title"
            yield Issue(document, ("role", "title"), message)


def same_in_two_kinds(corpus: Corpus) -> Iterator[Issue]:
    """Labels that a role has in two kinds, in any spelling."""
    for document in corpus.documents:
        first: dict[str, Labelled] = {}
        for component in components(document):
            known = first.setdefault(one_spelling(component.label), component)
            if known.kind is not component.kind:
                message = (
                    f"“{component.label}” stands under {known.kind.plural} too; expected one place for it"
                )
                yield Issue(document, component.location, message)


def near_duplicate(corpus: Corpus) -> Iterator[Issue]:
    """Two labels of a role, of one kind or two, that are nearly the same; false friends are left out.

    The same label in two kinds is found by ``same_in_two_kinds``.
    """
    for document in corpus.documents:
        labels = [(component, _sorted_words(component.label)) for component in components(document)]
        for (one, first), (other, second) in combinations(labels, 2):
            likeness = fuzz.ratio(first, second, score_cutoff=NEARLY)
            if likeness and not _is_the_same(one, other) and not are_false_friends(one.label, other.label):
                message = (
                    f"“{other.label}” is nearly “{one.label}” ({one.kind.value}, likeness {likeness:.0f}); "
                    "expected one of them"
                )
                yield Issue(document, other.location, message)


def _sorted_words(label: str) -> str:
    """What ``fuzz.token_sort_ratio`` compares, once for each label instead of once for each pair."""
    return " ".join(sorted(normalise(label).split()))


def _is_the_same(one: Labelled, other: Labelled) -> bool:
    return one.kind is not other.kind and one_spelling(one.label) == one_spelling(other.label)


def are_false_friends(one: str, other: str) -> bool:
    """Return whether two labels differ only in words of one set of FALSE_FRIENDS."""
    first, second = set(normalise(one).split()), set(normalise(other).split())
    differing = first ^ second
    return bool(first - second and second - first) and any(differing <= words for words, _ in FALSE_FRIENDS)


def idea_in_many_kinds(corpus: Corpus) -> Iterator[Issue]:
    """Labels of one word whose stem begins labels in IN_KINDS kinds or more: mentoring as skill, task and competency.

    A word of the role's own title ("Auditing" of an Internal Auditor) is its work and may recur.
    """
    for document in corpus.documents:
        title = normalise(document.role.title).split()
        rows = [(c, first_stem(c.label)) for c in components(document) if c.kind is not Kind.QUALIFICATION]
        found: set[str] = set()
        for component, idea in rows:
            if (
                len(stems(component.label)) != 1
                or idea in found
                or any(word.startswith(idea) for word in title)
            ):
                continue
            sharing = [other for other, first in rows if first == idea]
            kinds = {other.kind for other in sharing}
            if len(kinds) >= IN_KINDS:
                found.add(idea)
                others = ", ".join(f"“{o.label}” ({o.kind.value})" for o in sharing if o is not component)
                message = f"“{component.label}” stands in {len(kinds)} kinds: also {others}; expected one place for it"
                yield Issue(document, component.location, message)
