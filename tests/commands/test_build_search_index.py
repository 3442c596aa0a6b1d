"""``build_search_index``: makes the index anew, or only when there is none."""

from io import StringIO

import pytest
from django.core.management import call_command

from roles.models import Posting, Word

pytestmark = pytest.mark.usefixtures("catalogue")


def build(**options: bool) -> str:
    out = StringIO()
    call_command("build_search_index", stdout=out, **options)
    return out.getvalue().strip()


def test_an_index_that_was_lost_comes_back() -> None:
    before = set(Posting.objects.values_list("role__code", "word__text", "field"))
    Word.objects.all().delete()
    assert build() == f"{len(before):,} postings."
    assert set(Posting.objects.values_list("role__code", "word__text", "field")) == before


def test_if_empty_leaves_an_index_alone() -> None:
    assert build(if_empty=True) == "The search index is there; nothing built."
    Word.objects.all().delete()
    assert build(if_empty=True).endswith("postings.")
