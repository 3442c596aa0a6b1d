"""The rows of the page of a role are those of its tables, in the order of each, in one query."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.models import Level, LevelGuide, Role
from roles.role.rows import role_of, role_rows

pytestmark = pytest.mark.usefixtures("catalogue")


def test_every_table_of_every_role_in_one_query() -> None:
    roles = list(Role.objects.with_place().order_by("code"))
    role_rows(roles[0])  # the first query of a connection asks what its database can do
    for role in roles:
        with CaptureQueriesContext(connection) as queries:
            rows = role_rows(role)
        assert len(queries) == 1
        assert rows.outputs == list(role.core_outputs.order_by("position"))
        assert rows.components == list(role.role_components.order_by("position", "pk"))
        assert rows.aliases == list(role.aliases.order_by("position", "key"))
        assert rows.mappings == list(role.mappings.order_by("position", "pk"))
        assert rows.levels == list(Level.objects.in_order())
        assert rows.ladder == list(Role.objects.listed().filter(focus=role.focus).order_by("code"))
        assert rows.overrides == list(LevelGuide.objects.filter(function=role.function, level=role.level))


def test_the_role_of_a_code_is_read_whole_with_its_place() -> None:
    retired = Role.objects.get(code="AIMLAM.GEN.P4")
    Role.objects.filter(pk=retired.pk).update(
        status="retired", replaced_by=Role.objects.get(code="AIMLAM.GEN.P3")
    )
    for role in list(Role.objects.with_place().order_by("code")):
        found = role_of(role.code)
        assert found is not None
        for field in Role._meta.concrete_fields:
            assert getattr(found, field.attname) == getattr(role, field.attname), (role.code, field.name)
        assert found.coordinates == role.coordinates
        assert found.level.years == role.level.years
        assert found.get_deferred_fields() == set()
    assert role_of("AIMLAM.GEN.P9") is None


def test_pay_with_its_amounts() -> None:
    role = Role.objects.with_place().get(code="AIMLAM.GEN.P3")
    for year, median in ((2024, "61250.5"), (2025, "64000")):
        role.pay_benchmarks.create(
            currency="EUR",
            region="DE",
            year=year,
            median=Decimal(median),
            source="A survey",
            method="As told",
        )
    assert [(pay.year, pay.median, pay.source) for pay in role_rows(role).pay] == [
        (2025, Decimal("64000"), "A survey"),
        (2024, Decimal("61250.5"), "A survey"),
    ]


def test_a_retired_role_is_not_on_the_ladder() -> None:
    role = Role.objects.with_place().get(code="AIMLAM.GEN.P3")
    Role.objects.filter(code="AIMLAM.GEN.P4").update(status="retired")
    codes = [other.code for other in role_rows(role).ladder]
    assert "AIMLAM.GEN.P5" in codes
    assert "AIMLAM.GEN.P4" not in codes
