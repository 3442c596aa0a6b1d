"""A compiled query returns what its queryset returns, for any values, and builds the SQL once."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from roles.domain.choices import Status
from roles.models import Role
from roles.queries.compiled import CompiledQuery

pytestmark = pytest.mark.usefixtures("catalogue")


def test_rows_are_those_of_the_queryset() -> None:
    def titles(*codes: str) -> QuerySet[Role, tuple[str]]:
        chosen = Role.objects.filter(code__in=codes).exclude(status=Status.RETIRED.value)
        return chosen.order_by("code").values_list("title")

    compiled = CompiledQuery(titles)
    for codes in (["AIMLAM.GEN.P3"], ["DATSCI.GEN.P2"], ["DATSCI.GEN.P4", "AIMLAM.GEN.P2", "no such"]):
        assert compiled.rows(*codes) == list(titles(*codes)) != []


def test_a_text_is_a_value_and_never_part_of_the_statement() -> None:
    compiled = CompiledQuery(lambda title: Role.objects.filter(title=title).values_list("pk"))
    for title in ("%s", "' OR 1=1 --", "_Parameter(index=0)", "🦄"):
        assert compiled.rows(title) == []


def test_one_query_each_time_and_none_for_no_value() -> None:
    built: list[int] = []

    def codes(*ids: int) -> QuerySet[Role, tuple[str]]:
        built.append(len(ids))
        return Role.objects.filter(pk__in=ids).values_list("code")

    compiled = CompiledQuery(codes)
    with CaptureQueriesContext(connection) as queries:
        for ids in ([1], [2], [3, 4], [5], []):
            compiled.rows(*ids)
    assert len(queries) == 4
    assert built == [1, 2]
