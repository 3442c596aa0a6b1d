"""What is asked of generated catalogues: addresses of every kind of page, and the reads behind a page alone."""

import random
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote_plus

TREE_ORDER = (
    "superfunction__position",
    "superfunction__code",
    "function__position",
    "function__code",
    "focus__position",
    "focus__code",
    "track__position",
    "grade",
)
ADDRESSES = 20
COMMON = 5


def settle() -> None:
    """Let the database look at what was written, as PostgreSQL's autovacuum does within minutes."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def drawn() -> list[Any]:
    """Some listed roles of the generated catalogue, the same ones each time."""
    from roles.models import Role

    dice = random.Random(11)
    top = Role.objects.latest("pk").pk
    return [
        role
        for pk in dice.sample(range(1, top + 1), 6 * ADDRESSES)
        if (role := Role.objects.listed().with_place().filter(pk=pk).first())
    ][: 2 * ADDRESSES]


def addresses(roles: Sequence[Any]) -> dict[str, list[str]]:
    """For each kind of page some addresses of the generated catalogue."""
    from roles.models import Alias, Component

    ones, others = roles[:ADDRESSES], roles[ADDRESSES : 2 * ADDRESSES]
    components = list(Component.objects.order_by("pk")[:ADDRESSES])
    aliases = list(Alias.objects.order_by("pk").values_list("text", flat=True)[:ADDRESSES])
    return {
        "role": [f"/roles/{role.code}/" for role in ones],
        "adjacent": [f"/roles/{role.code}/adjacent/" for role in ones],
        "compare": [f"/compare/?role={a.code}&role={b.code}" for a, b in zip(ones, others, strict=False)],
        "ladder": [f"/functions/{role.function.code}/" for role in ones],
        "browse": ["/roles/"],
        "browse, filtered": [f"/roles/?function={role.function.code}" for role in ones],
        "search": [f"/roles/?q={quote_plus(' '.join(role.title.split()[1:3]))}" for role in ones],
        "resolve": [f"/resolve/?title={quote_plus(text)}" for text in aliases],
        "component": [component.get_absolute_url() for component in components],
    }


def parts(roles: Sequence[Any]) -> dict[str, list[Callable[[], object]]]:
    """The parts by name, each asked for several of these roles or words, as calls without arguments.

    A rare word is in one to five roles, in whatever form. The common words are those in the most roles.
    """
    from django.db.models import Sum

    from roles.adjacent.by_content import common_work
    from roles.models import Word
    from roles.search.query import search

    words = Word.objects.filter(roles__gt=0).order_by("-roles", "text")
    common = list(words.values_list("text", flat=True)[:COMMON])
    by_stem = words.order_by("stem").values("stem").annotate(number=Sum("roles"))
    rare = list(by_stem.filter(number__lte=5).values_list("stem", flat=True)[:5000])
    chosen = random.Random(5).sample(rare, min(ADDRESSES, len(rare)))
    return {
        "search alone, a rare word": [lambda word=word: search(word) for word in chosen],
        "search alone, a common word": [lambda word=word: search(word) for word in common],
        "list of a level alone, with its counts": [
            lambda role=role: listed(role) for role in roles[:ADDRESSES]
        ],
        "the same by plain queries": [lambda role=role: counted(role) for role in roles[:COMMON]],
        "neighbours by content alone": [lambda role=role: common_work(role.pk) for role in roles[:ADDRESSES]],
    }


def listed(role: Any) -> None:
    """A page of the list of the role's level with its length, and the number of roles for each value of each facet."""
    from django.http import QueryDict

    from roles.browse.choices import facet_counts
    from roles.browse.filters import PAGE_SIZE, role_filter

    filters = role_filter(QueryDict(f"level={role.level.code}"))
    assert filters.form.is_valid(), filters.form.errors
    listing = filters.qs
    assert len(listing), role.level.code
    assert listing[:PAGE_SIZE]
    assert facet_counts(filters)


def counted(role: Any) -> None:
    """What ``listed`` finds, by the queries that first come to mind."""
    from django.db.models import Count

    from roles.browse.filters import PAGE_SIZE
    from roles.models import Role

    every = Role.objects.listed()
    chosen = every.filter(level_id=role.level_id)
    chosen.count()
    list(chosen.for_summaries().order_by(*TREE_ORDER)[:PAGE_SIZE])
    list(every.order_by().values_list("level").annotate(Count("pk")))
    for facet in ("superfunction", "function", "focus", "track", "status", "confidence", "scope"):
        list(chosen.order_by().values_list(facet).annotate(Count("pk")))
