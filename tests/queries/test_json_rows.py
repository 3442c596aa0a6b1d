"""JSON rows are the rows of the queryset: every value, in its order, and an empty list when it has none."""

from decimal import Decimal

import pytest
from django.db import connection
from django.db.models import OuterRef, QuerySet
from django.test.utils import CaptureQueriesContext

from roles.models import Alias, ClassificationEntry, Mapping, Role
from roles.queries.json_rows import RowShape

pytestmark = pytest.mark.usefixtures("catalogue")

ALIAS = RowShape(Alias, "text", "id", "confidence")
MAPPING = RowShape(
    Mapping, "id", "relation", entry=RowShape(ClassificationEntry, "id", "code", "classification_id")
)


def of_each_role(shape: RowShape, queryset: QuerySet) -> dict[str, list]:
    rows = Role.objects.order_by("code").values_list("code", shape.rows(queryset))
    with CaptureQueriesContext(connection) as queries:
        found = {code: shape.read(one) for code, one in rows}
    # The first query of a connection also tries whether the database has JSON.
    assert sum("listed" in query["sql"] for query in queries) == 1
    return found


def test_every_row_of_every_role_in_the_order_that_is_asked_for() -> None:
    found = of_each_role(ALIAS, Alias.objects.filter(role=OuterRef("pk")).order_by("-confidence", "key"))
    assert len(found) == Role.objects.count()
    for role in Role.objects.all():
        expected = list(role.aliases.order_by("-confidence", "key"))
        assert found[role.code] == expected
        assert [(a.text, a.confidence) for a in found[role.code]] == [
            (a.text, a.confidence) for a in expected
        ]


def test_values_have_the_types_of_their_fields() -> None:
    role = Role.objects.get(code="AIMLAM.GEN.P3")
    role.aliases.all().delete()
    text = 'Ünï"code\\ ‘quotes’ {"json": [1]} 数据'
    role.aliases.create(text=text, confidence=Decimal("0.05"))
    [alias] = of_each_role(ALIAS, Alias.objects.filter(role=OuterRef("pk")))[role.code]
    assert (alias.text, alias.confidence, type(alias.confidence)) == (text, Decimal("0.05"), Decimal)
    assert alias.get_deferred_fields() >= {"state", "decided_at", "role_id"}


def test_what_a_row_belongs_to_comes_with_it() -> None:
    found = of_each_role(MAPPING, Mapping.objects.filter(role=OuterRef("pk")).order_by("position"))
    for role in Role.objects.all():
        rows = list(role.mappings.select_related("entry").order_by("position"))
        with CaptureQueriesContext(connection) as queries:
            assert [
                (m.pk, m.relation, m.entry.code, m.entry.classification_id) for m in found[role.code]
            ] == [(m.pk, m.relation, m.entry.code, m.entry.classification_id) for m in rows]
        assert len(queries) == 0


def test_no_rows_are_an_empty_list() -> None:
    Alias.objects.all().delete()
    assert set(map(tuple, of_each_role(ALIAS, Alias.objects.filter(role=OuterRef("pk"))).values())) == {()}


def test_a_field_that_is_not_there_is_a_mistake_at_once() -> None:
    with pytest.raises(AssertionError, match="Alias lacks some of"):
        RowShape(Alias, "text", "colour")
