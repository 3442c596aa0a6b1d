"""``build_search_index``: builds the index again, or only when there is none of this version."""

from io import StringIO

import pytest
from django.core.management import call_command

from roles.models import Posting, Revision, Word

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


def test_if_needed_leaves_an_index_alone() -> None:
    assert build(if_needed=True) == "The search index is there; nothing built."
    Word.objects.all().delete()
    assert build(if_needed=True).endswith("postings.")


def test_if_needed_builds_the_index_of_a_former_version_again() -> None:
    Revision.objects.update(index_version=0)
    before = Revision.current().number
    assert build(if_needed=True).endswith("postings.")
    assert Revision.current().number == before + 1  # pages that searched the former index are answered again
    assert build(if_needed=True) == "The search index is there; nothing built."
