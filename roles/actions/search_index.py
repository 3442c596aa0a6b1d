"""Maintains the search index: after a write, the postings of the roles that it touched are computed again."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

from django.db import connection, transaction
from django.db.models import Count, Model, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from roles.actions.load.bulk import BATCH, insert, without_upkeep
from roles.documents.fields import ROLE_FIELDS
from roles.domain.choices import AliasState, ReviewState
from roles.models import (
    Alias,
    Focus,
    Function,
    Mapping,
    Posting,
    Revision,
    Role,
    RoleComponent,
    Superfunction,
    Word,
)
from roles.models.role import RoleQuerySet
from roles.models.search import INDEX_VERSION
from roles.title_parsing.tokens import SearchField, search_fields, stem_of

CHUNK = 400  # roles in memory at a time, so that memory does not grow with the catalogue


def refresh(roles: RoleQuerySet) -> int:
    """Update the index for these roles; returns how many postings were written or removed.

    Retired roles leave the index. Call it in the transaction of the write that touched them.
    """
    return refresh_ids(list(roles.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def refresh_ids(ids: list[int], progress: Callable[[int], None] = lambda done: None) -> int:
    """Update the index for the roles of these ids; calls ``progress`` with the number done so far."""
    Revision.hold()
    words, written = _refresh_all(ids, progress)
    _count(words)
    return written


@transaction.atomic
def add_ids(ids: list[int], progress: Callable[[int], None] = lambda done: None) -> None:
    """Add many new roles to the index, in half the time of ``refresh_ids``; readers wait until it is done."""
    Revision.hold()
    with without_upkeep(Posting):
        _refresh_all(ids, progress)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_ALL, [SearchField.PENDING])


@transaction.atomic
def rebuild() -> int:
    """Build the whole index again; returns how many postings it has."""
    Revision.hold()
    Posting.objects.all().delete()
    Word.objects.all().delete()
    refresh(Role.objects.all())
    Revision.bump(of_roles=False)  # pages that searched the former index are answered again
    Revision.objects.update(index_version=INDEX_VERSION)
    return Posting.objects.count()


def is_current() -> bool:
    """Whether there is an index, built by this version; true as well while there is nothing to index."""
    if not Role.objects.exists():
        return True
    return Posting.objects.exists() and Revision.current().index_version == INDEX_VERSION


def roles_touched_by(row: Model) -> RoleQuerySet:
    """The roles whose postings may change with a row of the tree, a component, an alias or a mapping."""
    if isinstance(row, Role):
        return Role.objects.filter(pk=row.pk)
    for model, field in ((Superfunction, "superfunction"), (Function, "function"), (Focus, "focus")):
        if isinstance(row, model):
            return Role.objects.filter(**{field: row.pk})
    if isinstance(row, Alias | Mapping | RoleComponent):
        return Role.objects.filter(pk=row.role_id)
    paths = {
        "component": "role_components__component",
        "level": "level",
        "classificationentry": "mappings__entry",
    }
    name = paths.get(row._meta.model_name or "")
    return Role.objects.filter(**{name: row.pk}) if name else Role.objects.none()


def _refresh_all(ids: list[int], progress: Callable[[int], None]) -> tuple[set[int], int]:
    """The words whose roles changed, and how many postings were written or removed."""
    changed: set[int] = set()
    written = 0
    for start in range(0, len(ids), CHUNK):
        words, rows = _refresh(ids[start : start + CHUNK])
        changed |= words
        written += rows
        progress(min(start + CHUNK, len(ids)))
    return changed, written


def _refresh(ids: list[int]) -> tuple[set[int], int]:
    desired = {role: search_fields(texts) for role, texts in _texts(ids).items()}
    words = _words({word for found in desired.values() for word in found})
    wanted = {(role, words[word]): field for role, found in desired.items() for word, field in found.items()}
    present = {
        (role, word): (field, pk)
        for role, word, field, pk in Posting.objects.filter(role_id__in=ids)
        .order_by()
        .values_list("role_id", "word_id", "field", "pk")
    }
    gone = {key: pk for key, (field, pk) in present.items() if wanted.get(key) != field}
    new = [(*key, int(field)) for key, field in wanted.items() if key not in present or key in gone]
    for start in range(0, len(gone), BATCH):
        Posting.objects.filter(pk__in=list(gone.values())[start : start + BATCH]).delete()
    insert(Posting, ("role", "word", "field"), new)
    return {word for _, word, *_ in (*gone, *new)}, len(gone) + len(new)


def _words(texts: set[str]) -> dict[str, int]:
    """The ids of the words; adds those that the index does not have yet."""
    known = dict(_ids(texts))
    missing = sorted(texts - set(known))
    Word.objects.bulk_create(
        [Word(text=text, stem=stem_of(text)) for text in missing], ignore_conflicts=True, batch_size=BATCH
    )
    return known | dict(_ids(set(missing)))


def _ids(texts: set[str]) -> Iterator[tuple[str, int]]:
    ordered = sorted(texts)
    for start in range(0, len(ordered), BATCH):
        yield from Word.objects.filter(text__in=ordered[start : start + BATCH]).values_list("text", "pk")


def _count(words: Iterable[int]) -> None:
    """Count again how many roles have each of the words."""
    ordered = sorted(words)
    for start in range(0, len(ordered), BATCH):
        batch = Word.objects.filter(pk__in=ordered[start : start + BATCH])
        batch.update(roles=_roles_with(Q()), names=_roles_with(Q(field__lte=SearchField.PENDING)))


_COUNT_ALL = """
UPDATE roles_word SET roles = counted.roles, names = counted.names FROM (
    SELECT word_id, count(*) AS roles, count(*) FILTER (WHERE field <= %s) AS names FROM roles_posting GROUP BY word_id
) AS counted WHERE counted.word_id = roles_word.id
"""
"""``_count`` for every word at once: many new roles leave few words as they were."""


def _roles_with(condition: Q) -> Coalesce:
    counted = (
        Posting.objects.filter(condition, word=OuterRef("pk"))
        .order_by()
        .values("word")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted), 0)


_TREE_NAMES = ("focus__name", "function__name", "superfunction__name", "level__name")
_SEARCHED = {field.column: SearchField[field.searched_as] for field in ROLE_FIELDS if field.searched_as}


def _texts(ids: list[int]) -> dict[int, list[tuple[SearchField, str]]]:
    """The texts of the listed roles among these, each with its search field."""
    found: dict[int, list[tuple[SearchField, str]]] = defaultdict(list)
    listed = Role.objects.listed().filter(pk__in=ids)
    for role in listed.values("pk", "code", *_TREE_NAMES, *_SEARCHED):
        names = (*role["code"].split("."), *(role[path] for path in _TREE_NAMES))
        found[role["pk"]] += [(SearchField.TREE, text) for text in names]
        found[role["pk"]] += [(field, role[column]) for column, field in _SEARCHED.items()]
    aliases = Alias.objects.evidence().filter(role_id__in=found)
    for pk, text, state in aliases.values_list("role_id", "text", "state"):
        found[pk].append(
            (SearchField.APPROVED if state == AliasState.APPROVED.value else SearchField.PENDING, text)
        )
    role_components = RoleComponent.objects.filter(role_id__in=found)
    for pk, label in role_components.values_list("role_id", "component__label"):
        found[pk].append((SearchField.COMPONENT, label))
    mappings = Mapping.objects.filter(role_id__in=found).exclude(review=ReviewState.REJECTED.value)
    for pk, code, title in mappings.values_list("role_id", "entry__code", "entry__title"):
        found[pk].append((SearchField.CLASSIFICATION, f"{code} {title}"))
    return found
