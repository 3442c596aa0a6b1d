"""Bulk writes: plain rows, with whatever the database does best."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from roles.actions.load.bulk import insert, reserve, update, without_upkeep
from roles.models import Alias, CoreOutput, Function, Posting, Role, Word

pytestmark = pytest.mark.usefixtures("catalogue")


def test_rows_stand_as_they_were_given() -> None:
    words = [Word.objects.create(text=f"quux{i}", stem="quux") for i in range(3)]
    role = Role.objects.earliest("code")
    insert(Posting, ("role", "word_id", "field"), [(role.pk, word.pk, i + 1) for i, word in enumerate(words)])
    found = (
        Posting.objects.filter(word__in=words).order_by("field").values_list("role", "word__text", "field")
    )
    assert list(found) == [(role.pk, f"quux{i}", i + 1) for i in range(3)]


def test_nothing_is_nothing() -> None:
    before = Posting.objects.count()
    insert(Posting, ("role", "word", "field"), [])
    update(Posting, ("field",), [])
    assert reserve(Posting, 0) == []
    assert Posting.objects.count() == before


def test_reserved_ids_are_free_and_the_next_row_takes_none_of_them() -> None:
    ids = reserve(Word, 3)
    assert not Word.objects.filter(pk__in=ids).exists()
    insert(Word, ("pk", "text", "stem", "roles", "names"), [(pk, f"quux{pk}", "quux", 0, 0) for pk in ids])
    later = Word.objects.create(text="quuz", stem="quuz")
    assert later.pk not in ids
    assert set(reserve(Word, 2)).isdisjoint({*ids, later.pk})


def test_figures_times_and_lists_are_written_as_the_models_would() -> None:
    title, other = Alias.objects.order_by("pk")[:2]
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    update(
        Alias, ("confidence", "decided_at", "decided_by"), [(title.pk, Decimal("0.07"), noon, "ada “x”\t\\")]
    )
    title.refresh_from_db()
    assert (title.confidence, title.decided_at, title.decided_by) == (Decimal("0.07"), noon, "ada “x”\t\\")
    before = other.confidence, other.text
    other.refresh_from_db()
    assert (other.confidence, other.text) == before
    function = Function.objects.earliest("pk")
    update(Function, ("title_stems",), [(function.pk, ["Ä", 'a "b"', "c\\n"])])
    function.refresh_from_db()
    assert function.title_stems == ["Ä", 'a "b"', "c\\n"]


def test_two_updates_in_one_transaction() -> None:
    word = Word.objects.earliest("pk")
    for figure in (7, 8):
        update(Word, ("roles",), [(word.pk, figure)])
    word.refresh_from_db()
    assert word.roles == 8


def test_a_broken_constraint_is_an_integrity_error_as_everywhere() -> None:
    word = Word.objects.earliest("pk")
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Word, ("text", "stem", "roles", "names"), [(word.text, "quux", 0, 0)])


def indexes(model: type[Model]) -> dict[str, dict[str, object]]:
    with connection.cursor() as cursor:
        return connection.introspection.get_constraints(cursor, model._meta.db_table)


def test_indexes_are_set_aside_and_come_back_as_they_were() -> None:
    before = indexes(Role), indexes(Posting)
    with without_upkeep(Role, Posting):
        assert "role_facets" not in indexes(Role)
        assert "posting_best_field_first" not in indexes(Posting)
    assert (indexes(Role), indexes(Posting)) == before
    assert "posting_best_field_first" in indexes(Posting)


@transaction.atomic
def write_for_no_role() -> None:
    with without_upkeep(CoreOutput):
        insert(CoreOutput, ("role", "position", "text"), [(999_999_999, 0, "A report")])
    connection.check_constraints()  # what SQLite leaves to the commit


def test_a_reference_to_nothing_is_found_before_the_commit() -> None:
    with pytest.raises(IntegrityError):
        write_for_no_role()
    assert not CoreOutput.objects.filter(role_id=999_999_999).exists()


def test_indexes_come_back_when_something_fails() -> None:
    before = indexes(Posting)
    with pytest.raises(ZeroDivisionError), transaction.atomic(), without_upkeep(Posting):
        raise ZeroDivisionError
    assert indexes(Posting) == before
