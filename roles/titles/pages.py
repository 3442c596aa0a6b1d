"""Title pages: what one title may mean, and all titles from A to Z."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.db.models.functions import Lower

from roles.domain.choices import AliasOrigin, AliasState, Status
from roles.domain.titles import title_slug
from roles.models import Alias, Role
from roles.models.alias import address_of
from roles.resolve.resolver import resolve_title
from roles.title_parsing.matching import Answer, Candidate
from roles.title_parsing.names import NameStatus

LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")
DIGITS = "0-9"
PAGE_SIZE = 100


@dataclass(frozen=True)
class Meaning:
    """A role that a title may mean: by its own title (no alias), or by an alias."""

    role: Role
    text: str
    alias: Alias | None = None

    @property
    def state(self) -> AliasState | None:
        """The state of the alias; None for the role's own title."""
        return AliasState(self.alias.state) if self.alias else None


_CLAIMS = {AliasState.PENDING: "not yet reviewed", AliasState.REJECTED: "rejected"}


@dataclass(frozen=True)
class TitlePage:
    """A title with the roles that have it, and the answer of title resolution with its roles.

    ``meanings`` are own titles and approved aliases; ``claims`` are the aliases that are pending or rejected.
    """

    text: str
    meanings: tuple[Meaning, ...]
    claims: tuple[Meaning, ...]
    answer: Answer
    candidates: tuple[tuple[Role, Candidate], ...]

    @property
    def is_known(self) -> bool:
        """Whether the catalogue contains the title."""
        return bool(self.meanings or self.claims)

    @property
    def is_contested(self) -> bool:
        """Whether several roles have the title, as their own or by an alias that is not rejected."""
        every = (*self.meanings, *self.claims)
        return len({m.role.pk for m in every if m.state is not AliasState.REJECTED}) > 1

    @property
    def claims_in_words(self) -> str:
        """How many claims there are, for example ``2 not yet reviewed, 1 rejected``."""
        found = Counter(claim.state for claim in self.claims)
        return ", ".join(f"{found[state]} {words}" for state, words in _CLAIMS.items() if found[state])


def title_page(slug: str) -> TitlePage:
    """The page of a slug; of one that no title has, with the answer for its words. At most ten queries."""
    aliases = Alias.objects.alias(slug=address_of("key")).filter(slug=slug[:120])
    candidates_only = Q(origin=AliasOrigin.GENERATED.value) & ~Q(state=AliasState.APPROVED.value)
    shown = (
        aliases.public()
        .exclude(candidates_only)
        .exclude(role__status=Status.RETIRED.value)
        .select_related("role__level", "role__function", "role__focus")
    )
    titled = (
        Role.objects.listed().for_summaries().alias(slug=address_of(Lower("title"))).filter(slug=slug[:120])
    )
    meanings = [Meaning(role, role.title) for role in titled.order_by("code")]
    own = {meaning.role.pk for meaning in meanings}
    rank = {AliasState.APPROVED: 0, AliasState.PENDING: 1, AliasState.REJECTED: 2}
    ordered = sorted(shown, key=lambda a: (rank[AliasState(a.state)], -a.confidence, a.role.code))
    named = [Meaning(alias.role, alias.text, alias) for alias in ordered]
    text = next((m.text for m in (*meanings, *named)), slug.replace("-", " "))
    answer = resolve_title(text)
    approved = [m for m in named if m.state is AliasState.APPROVED]
    claims = [
        m
        for m in named
        if m.state is AliasState.REJECTED or (m.state is AliasState.PENDING and m.role.pk not in own)
    ]
    return TitlePage(text, (*meanings, *approved), tuple(claims), answer, with_roles(answer.candidates))


def slug_of_page(title: str, candidates: Sequence[Candidate]) -> str:
    """The slug of the title's page if one of the candidates has the title other than by a pending alias, else ""."""
    slug = title_slug(title)
    names = (candidate.name for candidate in candidates if candidate.name.status is not NameStatus.PENDING)
    return slug if any(title_slug(name.text) == slug for name in names) else ""


def with_roles(candidates: Sequence[Candidate]) -> tuple[tuple[Role, Candidate], ...]:
    """Candidates with their roles, in the order given; one query."""
    roles = {
        role.code: role for role in Role.objects.for_summaries().filter(code__in=[c.code for c in candidates])
    }
    return tuple((roles[c.code], c) for c in candidates if c.code in roles)


@dataclass(frozen=True)
class Entry:
    """A title of the A to Z: its text, its slug, and the roles that have it, as their own or by an approved alias."""

    text: str
    slug: str
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True)
class KeyPage:
    """A page of the normalised titles of a letter, and whether there are more before and after it."""

    keys: tuple[str, ...]
    has_previous: bool
    has_next: bool

    @property
    def last(self) -> str:
        """The last of the titles, "" when there is none."""
        return self.keys[-1] if self.keys else ""


def keys_of(letter: str, *, after: str = "", before: str = "", size: int = PAGE_SIZE) -> KeyPage:
    """One page of the distinct normalised titles that begin with a letter or with a digit, in order.

    The first page, or the one after the title ``after``, or the one before the title ``before``. It is read from
    indexes, and no title before it is counted or skipped, so the last page costs as much as the first. Two queries;
    three after the first page.
    """
    first, end = _limits(letter)
    if before:
        found = _keys(first, min(before, end), size + 1, backward=True)
        return KeyPage(tuple(reversed(found[:size])), len(found) > size, has_next=True)
    found = _keys(after if after > first else first, end, size + 1, beyond=after)
    keys = tuple(found[:size])
    return KeyPage(keys, bool(keys and after and _keys(first, keys[0], 1)), len(found) > size)


def _limits(letter: str) -> tuple[str, str]:
    return ("0", ":") if letter == DIGITS else (letter, chr(ord(letter) + 1))


def _keys(first: str, end: str, most: int, *, beyond: str = "", backward: bool = False) -> list[str]:
    """Up to ``most`` keys from ``first`` to before ``end``, only those greater than ``beyond``."""
    aliases = Alias.objects.approved().exclude(role__status=Status.RETIRED.value)
    titles = Role.objects.listed().with_key()
    found: set[str] = set()
    for rows in (aliases, titles):
        within = rows.filter(key__gte=first, key__lt=end)
        within = within.filter(key__gt=beyond) if beyond else within
        in_order = within.order_by("-key" if backward else "key")
        found |= set(in_order.values_list("key", flat=True).distinct()[:most])
    return sorted(found, reverse=backward)[:most]


def entries(keys: Sequence[str]) -> list[Entry]:
    """The entries of these normalised titles. Two queries."""
    found: dict[str, list[Meaning]] = defaultdict(list)
    titled = Role.objects.listed().for_summaries().with_key().filter(key__in=keys)
    for role in sorted(titled.order_by(), key=lambda role: role.code):
        found[role.key].append(Meaning(role, role.title))
    aliases = Alias.objects.approved().filter(key__in=keys)
    shown = aliases.exclude(role__status=Status.RETIRED.value).select_related("role__level")
    for alias in sorted(shown.order_by(), key=lambda alias: alias.role.code):
        if alias.role.pk not in {meaning.role.pk for meaning in found[alias.key]}:
            found[alias.key].append(Meaning(alias.role, alias.text, alias))
    return [Entry(found[key][0].text, title_slug(key), tuple(found[key])) for key in keys if found[key]]
