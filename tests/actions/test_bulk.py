"""Bulk inserts: plain rows, with whatever the database does best."""

import pytest

from roles.actions.bulk import insert
from roles.models import Keyword, Role, Word

pytestmark = pytest.mark.usefixtures("catalogue")


def test_rows_stand_as_they_were_given() -> None:
    words = [Word.objects.create(text=f"quux{i}", stem="quux") for i in range(3)]
    role = Role.objects.earliest("code")
    insert(Keyword, ("role", "word", "place"), [(role.pk, word.pk, i + 1) for i, word in enumerate(words)])
    found = (
        Keyword.objects.filter(word__in=words).order_by("place").values_list("role", "word__text", "place")
    )
    assert list(found) == [(role.pk, f"quux{i}", i + 1) for i in range(3)]


def test_nothing_is_nothing() -> None:
    before = Keyword.objects.count()
    insert(Keyword, ("role", "word", "place"), [])
    assert Keyword.objects.count() == before
