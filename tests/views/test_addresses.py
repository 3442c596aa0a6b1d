"""Addresses with a code in them: any case leads to capitals, former codes lead on, what is unknown says so."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import roles
from roles.models import Level, Redirect, Role
from tests.reader import opened, the

pytestmark = pytest.mark.usefixtures("catalogue")

WITH_CODES = [
    "/roles/AIMLAM.GEN.P3/",
    "/roles/AIMLAM.GEN.P3/document.json",
    "/roles/AIMLAM.GEN.P3/adjacent/",
    "/functions/AIMLAM/",
    "/functions/AIMLAM/GEN/P3-P4/",
    "/levels/P3/",
]


def in_small_letters(address: str) -> str:
    """The address with the codes in small letters, the rest of it being so already."""
    return address.lower()


@pytest.mark.parametrize("address", WITH_CODES)
@pytest.mark.parametrize("query", ["", "?page=1&q=a%26b&page=2"])
def test_small_letters_lead_to_capitals_for_good_with_the_query(
    client: Client, address: str, query: str
) -> None:
    response = client.get(in_small_letters(address) + query)
    assert (response.status_code, response.url) == (
        301,
        address + ("?page=1&page=2&q=a%26b" if query else ""),
    )


@pytest.mark.parametrize("address", WITH_CODES)
def test_capitals_are_answered(client: Client, address: str) -> None:
    assert client.get(address).status_code == 200
    assert client.head(address).status_code == 200
    assert client.head(address).content == b""


@pytest.fixture
def moved() -> Role:
    """A role that was moved twice: from CVN.P1 to CVN.E1 and on to CVN.E2."""
    vera = User.objects.create_user("vera")
    role = Role.objects.get(code="AIMLAM.CVN.P1")
    for level in ("E1", "E2"):
        role.level = Level.objects.get(code=level)
        roles.save(role=role, by=vera)
    return role


@pytest.mark.parametrize("former", ["AIMLAM.CVN.P1", "AIMLAM.CVN.E1"])
@pytest.mark.parametrize("page", ["", "adjacent/", "document.json"])
def test_every_former_code_leads_straight_to_the_present_one(
    client: Client, moved: Role, former: str, page: str
) -> None:
    response = client.get(f"/roles/{former}/{page}")
    assert (response.status_code, response.url) == (301, f"/roles/AIMLAM.CVN.E2/{page}")


def test_a_former_code_in_small_letters_arrives_too(client: Client, moved: Role) -> None:
    response = client.get("/roles/aimlam.cvn.p1/", follow=True)
    assert response.redirect_chain == [("/roles/AIMLAM.CVN.P1/", 301), ("/roles/AIMLAM.CVN.E2/", 301)]
    assert response.status_code == 200


@pytest.mark.usefixtures("noted_templates")
def test_a_code_that_is_taken_again_is_its_new_roles(client: Client, moved: Role) -> None:
    other = Role.objects.get(code="AIMLAM.CVN.P2")
    other.level = Level.objects.get(code="P1")
    roles.save(role=other, by=User.objects.create_user("walt"))
    assert not Redirect.objects.filter(code="AIMLAM.CVN.P1").exists()
    response = client.get("/roles/AIMLAM.CVN.P1/")
    assert response.status_code == 200
    assert response.context["role"] == other


@pytest.mark.parametrize("page", ["", "adjacent/", "document.json"])
def test_a_code_that_no_role_has_or_had_says_so(client: Client, page: str) -> None:
    response = opened(client, f"/roles/AIMLAM.GEN.E3/{page}", status=404)
    assert the(response, "p", class_="lede").text == "There is no role AIMLAM.GEN.E3."
