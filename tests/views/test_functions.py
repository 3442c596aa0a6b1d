"""The functions, and the ladder of one: a cell for every level and focus, and steps only between roles."""

import pytest
from django.test import Client

from roles.models import Focus, Function, Level, LevelGuide, Role, Superfunction
from tests import worlds
from tests.reader import captioned, cells, every, links, opened, rows, texts, the
from tests.site.page import Page

pytestmark = pytest.mark.usefixtures("catalogue")


def ladder(page: Page) -> list[list[str]]:
    return cells(the(page, "table", class_="ladder"))


# --- all functions


def test_every_function_stands_under_its_superfunction(client: Client) -> None:
    Role.objects.filter(function__code="DATSCI", track__code="M").update(status="retired")
    page = opened(client, "/functions/")
    for superfunction in Superfunction.objects.all():
        section = the(page, "section", id=superfunction.code)
        table = captioned(section, f"Functions of {superfunction.name}")
        assert cells(table) == [
            [
                function.name,
                function.code,
                function.definition,
                ", ".join(function.focuses.order_by("position").values_list("name", flat=True)),
                str(function.roles.exclude(status="retired").count()),
            ]
            for function in superfunction.functions.order_by("position")
        ]
        count = Role.objects.filter(superfunction=superfunction).exclude(status="retired").count()
        assert (
            links(section)[f"{count} roles in {superfunction.name}"]
            == f"/roles/?superfunction={superfunction.code}"
        )
        for function in superfunction.functions.all():
            assert links(section)[function.name] == f"/functions/{function.code}/"


def test_a_superfunctions_link_leads_to_its_section(client: Client) -> None:
    goal = links(the(opened(client, "/roles/AIMLAM.GEN.P3/"), "nav", aria_label="Place"))["Data & AI"]
    assert goal == "/functions/#DATA"
    assert the(opened(client, "/functions/"), "section", id="DATA")


def test_a_superfunction_without_functions_says_so(client: Client) -> None:
    other = Superfunction.objects.first()
    assert other is not None
    Superfunction.objects.create(
        code="CARE", name="Care", definition="Care.", soc_major_group=other.soc_major_group, position=9
    )
    section = the(opened(client, "/functions/"), "section", id="CARE")
    assert texts(section, "p", class_="empty") == ["No function yet."]
    assert "0 roles in Care" in links(section)


def test_an_empty_catalogue_says_how_it_is_filled(client: Client) -> None:
    worlds.remove_everything()
    assert texts(opened(client, "/functions/"), "p", class_="empty") == [
        "No function yet. An administrator loads the catalogue with manage.py load_catalogue."
    ]


# --- one ladder


@pytest.mark.parametrize("code", ["AIMLAM", "DATANA", "DATENG", "SWENG", "SRENG"])
def test_the_ladder_has_a_cell_for_each_level_and_focus(client: Client, code: str) -> None:
    function = Function.objects.get(code=code)
    focuses = list(function.focuses.order_by("position"))
    roles = {(role.level_id, role.focus_id): role for role in function.roles.select_related("level")}
    tracks = {role.track_id for role in roles.values()}
    levels = [
        level for level in Level.objects.order_by("track__position", "grade") if level.track_id in tracks
    ]
    table = the(opened(client, f"/functions/{code}/"), "table", class_="ladder")
    assert texts(the(table, "thead"), "th") == ["Level", *(f"{focus.name} {focus.code}" for focus in focuses)]
    found = rows(table)
    assert [links(row[0]) for row in found] == [
        {f"{level.code} {level.name}": f"/levels/{level.code}/"} for level in levels
    ]
    missing = 0
    for level, row in zip(levels, found, strict=True):
        assert f"{level.years} · grade {level.grade}" in row[0].text
        for focus, cell in zip(focuses, row[1:], strict=True):
            role = roles.get((level.pk, focus.pk))
            if role is None:
                missing += 1
                assert cell.text == "no role yet"
                continue
            onward = links(cell)
            assert onward.pop(role.title) == f"/roles/{role.code}/"
            higher = [
                other.level
                for other in levels_above(level, levels)
                for other in [roles.get((other.pk, focus.pk))]
                if other
            ]
            step = f"{level.code}-{higher[0].code}" if higher else ""
            assert onward == (
                {f"what changes, {step} in {focus.name}": f"/functions/{code}/{focus.code}/{step}/"}
                if step
                else {}
            )
            assert texts(cell, "span", class_="status") == (
                [] if role.status == "published" else [role.status.replace("_", " ")]
            )
    assert missing or code == "SRENG"


def levels_above(level: Level, levels: list[Level]) -> list[Level]:
    return [other for other in levels if other.track_id == level.track_id and other.grade > level.grade]


def test_every_step_link_of_every_ladder_leads_to_a_step(client: Client) -> None:
    goals = set()
    for function in Function.objects.all():
        page = opened(client, f"/functions/{function.code}/")
        goals |= {link.attributes["href"] for link in every(page, "a", class_="step")}
    pairs = sum(
        max(0, focus.roles.filter(track__code=track).count() - 1)
        for focus in Focus.objects.all()
        for track in ("S", "P", "M", "E")
    )
    assert len(goals) == pairs
    assert all(client.get(goal).status_code == 200 for goal in goals)


def test_a_retired_rung_is_hollow_and_stepped_over(client: Client) -> None:
    Role.objects.filter(code="SWENG.MOB.P3").update(status="retired")
    page = opened(client, "/functions/SWENG/")
    assert "/roles/SWENG.MOB.P3/" not in links(page).values()
    goals = {link.attributes["href"] for link in every(page, "a", class_="step")}
    assert "/functions/SWENG/MOB/P2-P4/" in goals
    assert not {goal for goal in goals if "/MOB/" in goal and "P3" in goal}


def test_a_track_without_a_role_is_left_out(client: Client) -> None:
    codes = [row[0].split()[0] for row in ladder(opened(client, "/functions/AIMLAM/"))]
    assert {code[0] for code in codes} == {"P", "M"}
    Role.objects.filter(function__code="AIMLAM", track__code="M").update(status="retired")
    codes = [row[0].split()[0] for row in ladder(opened(client, "/functions/AIMLAM/"))]
    assert codes == ["P1", "P2", "P3", "P4", "P5", "P6"]


def test_the_function_words_the_level_in_its_own_way(client: Client) -> None:
    function, level = Function.objects.get(code="SWENG"), Level.objects.get(code="P2")
    LevelGuide.objects.update_or_create(
        function=function, level=level, defaults={"description": "Own words for it"}
    )
    own = next(row for row in ladder(opened(client, "/functions/SWENG/")) if row[0].startswith("P2"))
    general = next(row for row in ladder(opened(client, "/functions/SRENG/")) if row[0].startswith("P2"))
    assert own[0].endswith("Own words for it")
    assert not general[0].endswith("Own words for it")


def test_the_head_counts_roles_and_focuses(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P1").update(status="retired")
    page = opened(client, "/functions/AIMLAM/")
    count = Role.objects.filter(function__code="AIMLAM").exclude(status="retired").count()
    assert links(page)[f"{count} roles"] == "/roles/?function=AIMLAM"
    assert f"{count} roles on 3 focuses." in the(page, "main").text
    function = Function.objects.get(code="AIMLAM")
    assert the(page, "h1").text == f"{function.name} AIMLAM"
    assert the(page, "p", class_="lede").text == function.definition


def test_one_role_on_one_focus_is_said_in_the_singular(client: Client) -> None:
    Role.objects.filter(function__code="SRENG").exclude(level__code="P3").update(status="retired")
    assert "1 role on 1 focus." in the(opened(client, "/functions/SRENG/"), "main").text


def test_a_function_without_roles_says_so(client: Client) -> None:
    Role.objects.filter(function__code="SRENG").update(status="retired")
    page = opened(client, "/functions/SRENG/")
    assert texts(page, "p", class_="empty") == [
        "No role yet. Roles of this function will stand here as a ladder."
    ]
    assert not every(page, "table")


def test_a_code_in_small_letters_leads_to_its_capitals(client: Client) -> None:
    response = client.get("/functions/aimlam/?from=here")
    assert (response.status_code, response.url) == (301, "/functions/AIMLAM/?from=here")


def test_an_unknown_function_names_those_like_it(client: Client) -> None:
    page = opened(client, "/functions/AIMLM/", status=404)
    assert links(the(page, "main"))[Function.objects.get(code="AIMLAM").name] == "/functions/AIMLAM/"


@pytest.mark.parametrize("address", ["/functions/", "/functions/AIMLAM/"])
def test_nothing_can_be_posted(client: Client, address: str) -> None:
    assert client.post(address).status_code == 405
