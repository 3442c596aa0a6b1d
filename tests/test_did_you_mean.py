"""What a wrong address may have meant: listed pages with codes like it, and never a fault."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roles.did_you_mean import near_addresses, near_roles
from roles.models import Role

pytestmark = pytest.mark.usefixtures("catalogue")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("AIMLM.GEN.P3", "AIMLAM.GEN.P3"),
        ("aimlam.gen.p33", "AIMLAM.GEN.P3"),
        ("SWENG-FRONT-P1", "SWENG.FRONT.P1"),
        ("DATENG.STRM.P", "DATENG.STRM.P3"),
    ],
)
def test_a_slip_names_the_role_that_was_meant(text: str, meant: str) -> None:
    found = near_roles(text)
    role = Role.objects.get(code=meant)
    assert (meant, role.title, f"/roles/{meant}/") in [(near.code, near.title, near.url) for near in found]
    assert len(found) <= 5
    assert near_roles(text, 1) == found[:1]


def test_a_retired_role_is_not_suggested() -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    assert "AIMLAM.GEN.P3" not in {near.code for near in near_roles("AIMLM.GEN.P3")}


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("/roles/AIMLM.GEN.P3/", "/roles/AIMLAM.GEN.P3/"),
        ("/roles/AIMLM.GEN.P3/adjacent/", "/roles/AIMLAM.GEN.P3/"),
        ("/functions/SWNG/", "/functions/SWENG/"),
        ("/functions/swen/GEN/P3-P4/", "/functions/SWENG/"),
    ],
)
def test_an_address_suggests_pages_of_its_own_section(path: str, url: str) -> None:
    found = [near.url for near in near_addresses(path)]
    assert url in found
    section = "/".join(path.split("/")[:2])
    assert all(near.startswith(section) for near in found)


@pytest.mark.parametrize(
    "path", ["/", "/roles/", "/compare/AIMLAM.GEN.P3/", "/roles/qqqqqqqq/", "/components/skill/x/"]
)
def test_nothing_is_suggested_where_nothing_is_near(path: str) -> None:
    assert near_addresses(path) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(st.sampled_from(["roles", "functions", "levels"]), st.text())
def test_no_address_is_too_strange(section: str, text: str) -> None:
    assert len(near_addresses(f"/{section}/{text}")) <= 5
