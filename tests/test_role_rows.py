"""The rows of a role's page are those of its tables, in the order of each, read at once."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from roles.models import Level, LevelGuide, Role
from roles.role_rows import role_rows

pytestmark = pytest.mark.usefixtures("catalogue")


def test_every_table_of_every_role_in_one_query() -> None:
    for role in list(Role.objects.with_place().order_by("code")):
        with CaptureQueriesContext(connection) as queries:
            rows = role_rows(role)
        assert len(queries) == 1
        assert rows.outputs == list(role.core_outputs.order_by("position"))
        assert rows.said == list(role.role_components.order_by("position", "pk"))
        assert rows.aliases == list(role.aliases.order_by("position", "key"))
        assert rows.mappings == list(role.mappings.order_by("position", "pk"))
        assert rows.levels == list(Level.objects.in_order())
        assert rows.ladder == list(Role.objects.listed().filter(focus=role.focus).order_by("code"))
        assert rows.wordings == list(LevelGuide.objects.filter(function=role.function, level=role.level))


def test_pay_with_its_figures() -> None:
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


def test_of_retired_rungs_none_stands_on_the_ladder() -> None:
    role = Role.objects.with_place().get(code="AIMLAM.GEN.P3")
    Role.objects.filter(code="AIMLAM.GEN.P4").update(status="retired")
    codes = [other.code for other in role_rows(role).ladder]
    assert "AIMLAM.GEN.P5" in codes
    assert "AIMLAM.GEN.P4" not in codes
