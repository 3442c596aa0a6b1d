"""The list of roles as a file: a row for each role, in the order of the list, with an address that works."""

import csv
import io

import pytest
from django.http import QueryDict
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from roles.browse import export
from roles.browse.export import HEADERS, table
from roles.browse.filters import role_filter
from roles.facets.listing import Listing
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


def shown(query: str) -> Listing:
    filters = role_filter(QueryDict(query))
    assert filters.form.is_valid()
    return filters.qs


def test_each_role_has_a_row_that_describes_it(client: Client) -> None:
    roles = shown("function=SRENG&sort=-grade")
    header, *rows = table(roles, "https://roles.example")
    assert tuple(header) == HEADERS
    assert [row[0] for row in rows] == [role.code for role in roles]
    assert len(rows) > 5
    last = dict(zip(header, rows[-1], strict=True))
    role = Role.objects.get(code=last["Code"])
    assert (last["Title"], last["Level"], last["Grade"]) == (role.title, role.level.code, str(role.grade))
    assert (last["Confidence"], last["Confidence band"]) == (str(role.confidence), str(role.confidence_band))
    assert last["Address"] == f"https://roles.example/roles/{role.code}/"
    assert client.get(last["Address"].removeprefix("https://roles.example")).status_code == 200


@pytest.mark.parametrize(
    "query",
    ["", "q=senior+engineer", "q=senior&sort=title", "sort=confidence", "focus=GEN&band=medium&track=P"],
)
def test_the_file_has_the_roles_of_the_page_in_its_order(client: Client, query: str) -> None:
    Role.objects.filter(level__code="P2").update(status="retired")
    response = client.get(f"/roles/roles.csv?{query}")
    rows = list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert [row["Code"] for row in rows] == [role.code for role in shown(query)] != []


def test_a_long_list_is_read_in_parts(
    django_assert_num_queries: DjangoAssertNumQueries, monkeypatch: pytest.MonkeyPatch
) -> None:
    roles = shown("")
    whole = list(table(roles, ""))
    monkeypatch.setattr(export, "_AT_ONCE", 50)
    with django_assert_num_queries(-(-len(roles) // 50)):
        assert list(table(roles, "")) == whole


def test_a_role_that_has_gone_meanwhile_is_left_out() -> None:
    pk = Role.objects.earliest("pk").pk
    assert [row[0] for row in table(Listing([0, pk]), "")][1:] == [Role.objects.get(pk=pk).code]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_shown_can_be_taken_away(client: Client, ending: str) -> None:
    response = client.get(f"/roles/roles.{ending}?function=SRENG&level=P3&sort=code")
    assert response.status_code == 200
    assert response["Content-Disposition"] == f'attachment; filename="roles.{ending}"'
    if ending == "csv":
        assert [line.split(",")[0] for line in response.content.decode("utf-8-sig").splitlines()] == [
            "Code",
            "SRENG.GEN.P3",
        ]


def test_an_address_that_cannot_be_read_leads_to_the_page_that_explains_it(client: Client) -> None:
    response = client.get("/roles/roles.csv?level=Z9")
    assert (response.status_code, response["Location"]) == (302, "/roles/?level=Z9")
