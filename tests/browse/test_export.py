"""The list of roles as a file: a row for each role, in the order of the list, with an address that works."""

import pytest
from django.test import Client

from roles.browse.export import HEADERS, table
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


def test_each_role_has_a_row_that_says_what_it_is(client: Client) -> None:
    roles = Role.objects.listed().for_summaries().filter(function__code="SRENG").order_by("-code")
    header, *rows = table(roles, "https://roles.example")
    assert tuple(header) == HEADERS
    assert [row[0] for row in rows] == list(roles.values_list("code", flat=True))
    last = dict(zip(header, rows[-1], strict=True))
    role = Role.objects.get(code=last["Code"])
    assert (last["Title"], last["Level"], last["Grade"]) == (role.title, role.level.code, str(role.grade))
    assert (last["Confidence"], last["Confidence band"]) == (str(role.confidence), str(role.confidence_band))
    assert last["Address"] == f"https://roles.example/roles/{role.code}/"
    assert client.get(last["Address"].removeprefix("https://roles.example")).status_code == 200


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


def test_an_address_that_cannot_be_read_leads_to_the_page_that_says_why(client: Client) -> None:
    response = client.get("/roles/roles.csv?level=Z9")
    assert (response.status_code, response["Location"]) == (302, "/roles/?level=Z9")
