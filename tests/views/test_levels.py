"""The levels on their one scale, and the page of a level with its guide and its roles."""

from pathlib import Path

import pytest
from django.test import Client

from roles.models import Function, Level, Role
from tests import worlds
from tests.reader import captioned, cells, definitions, every, faults, links, opened, shown_codes, texts, the

pytestmark = pytest.mark.usefixtures("catalogue")

GRADES = {  # the ladder of the domain: level, grade and typical years
    "S1": (1, "0–1 years"),
    "S2": (2, "1–3 years"),
    "S3": (3, "3–5 years"),
    "S4": (4, "5 or more years"),
    "P1": (3, "0–2 years"),
    "P2": (4, "1–3 years"),
    "P3": (5, "3–5 years"),
    "P4": (6, "5–8 years"),
    "P5": (7, "8–12 years"),
    "P6": (8, "12–18 years"),
    "M1": (5, "3–6 years"),
    "M2": (6, "5–8 years"),
    "M3": (7, "8–12 years"),
    "M4": (8, "10–15 years"),
    "M5": (9, "12–18 years"),
    "E1": (10, "15 or more years"),
    "E2": (11, "18 or more years"),
    "E3": (12, "20 or more years"),
}


def expected(code: str) -> list[str]:
    """The codes of the listed roles of a level in the order of the tree."""
    roles = Role.objects.filter(level__code=code).exclude(status="retired")
    return [
        role.code
        for role in sorted(
            roles.select_related("focus__function__superfunction"),
            key=lambda role: (
                role.focus.function.superfunction.position,
                role.focus.function.position,
                role.focus.position,
                role.code,
            ),
        )
    ]


def test_all_levels_stand_by_track_with_grade_years_and_roles(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    page = opened(client, "/levels/")
    assert texts(page, "h2") == ["Support", "Professional", "Management", "Executive"]
    found = [row for table in every(page, "table") for row in cells(table)]
    assert [row[0].split()[0] for row in found] == list(GRADES)
    for name, line, years, grade, roles in found:
        level = Level.objects.get(code=name.split()[0])
        assert (name, line) == (f"{level.code} {level.name}", level.description)
        assert (int(grade), years) == GRADES[level.code]
        assert int(roles) == len(expected(level.code))
        assert links(page)[name] == f"/levels/{level.code}/"


@pytest.mark.parametrize("code", ["S4", "P3", "M5", "E3"])
def test_a_level_has_its_guide(client: Client, code: str) -> None:
    level = Level.objects.get(code=code)
    page = opened(client, f"/levels/{code}/")
    assert the(page, "h1").text == f"{level.name} {code}"
    assert the(page, "p", class_="lede").text == level.description
    assert f"Grade {GRADES[code][0]} on the scale shared by all tracks." in texts(page, "p", class_="quiet")
    assert definitions(the(page, "dl", class_="guide")) == {
        "Scope": level.scope,
        "Autonomy": level.autonomy,
        "Complexity": level.complexity,
        "Impact": level.impact,
        "Decision rights": level.decision_rights,
        "Leadership": level.leadership,
        "Typical experience": GRADES[code][1],
    }


def test_a_level_leads_to_the_others_of_its_track(client: Client) -> None:
    rail = the(opened(client, "/levels/M3/"), "nav", class_="rail")
    assert texts(rail, "a", "span", class_="rung") == ["M1", "M2", "M3", "M4", "M5"]
    assert the(rail, "span", aria_current="page").text == "M3"
    assert links(rail) == {code: f"/levels/{code}/" for code in ("M1", "M2", "M4", "M5")}


@pytest.mark.parametrize("code", ["P1", "P3", "M2"])
def test_the_roles_of_a_level_stand_in_the_order_of_the_tree(client: Client, code: str) -> None:
    Role.objects.filter(code=f"AIMLAM.GEN.{code}").update(status="retired")
    codes = expected(code)
    page = opened(client, f"/levels/{code}/")
    assert shown_codes(captioned(page, f"{len(codes)} roles")) == codes
    assert f"AIMLAM.GEN.{code}" not in codes


def test_a_level_without_roles_says_so(client: Client) -> None:
    page = opened(client, "/levels/M5/")
    assert texts(page, "p", class_="empty") == ["No role stands on this level yet."]


def test_the_roles_come_in_pages_of_fifty_each_role_once(client: Client, tmp_path: Path) -> None:
    functions = [f"H{i:04}" for i in range(60)]
    files = {
        f"functions/{code}.yaml": worlds.function_file(code, worlds.role_document(f"{code}.GEN.M5"))
        for code in functions
    }
    tree = worlds.tree_file(**{code: [] for code in functions})
    worlds.load_files(tmp_path, {"tree.yaml": tree, **files})
    Function.objects.update(position=0)  # so that only the code tells them apart
    codes = expected("M5")
    assert len(codes) == 60
    first = opened(client, "/levels/M5/")
    assert shown_codes(first) == codes[:50]
    second = opened(client, f"/levels/M5/{links(the(first, 'nav', aria_label='Pages'))['Next →']}")
    assert shown_codes(second) == codes[50:]
    assert second.title == "M5 Senior Director, page 2 – Role catalogue"


@pytest.mark.parametrize("number", ["2", "0", "x"])
def test_a_page_that_is_not_there_is_named_and_the_first_shown(client: Client, number: str) -> None:
    page = opened(client, f"/levels/P3/?page={number}", status=404)
    assert faults(page) == [f"There is no page “{number}”. There is one page; this is the first."]
    assert shown_codes(page) == expected("P3")


def test_a_code_in_small_letters_leads_to_its_capitals(client: Client) -> None:
    response = client.get("/levels/p3/?page=1")
    assert (response.status_code, response.url) == (301, "/levels/P3/?page=1")


@pytest.mark.parametrize("code", ["P7", "S9"])
def test_an_unknown_level_is_no_page(client: Client, code: str) -> None:
    assert client.get(f"/levels/{code}/").status_code == 404


def test_an_empty_catalogue_says_how_it_is_filled(client: Client) -> None:
    worlds.remove_everything()
    assert texts(opened(client, "/levels/"), "p", class_="empty") == [
        "No level yet. An administrator loads the catalogue with manage.py load_catalogue."
    ]


@pytest.mark.parametrize("address", ["/levels/", "/levels/P3/"])
def test_nothing_can_be_posted(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
