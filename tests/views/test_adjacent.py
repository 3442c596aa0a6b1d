"""The list of adjacent roles: all of them in order, each filter, and a map on which none is lost."""

from itertools import combinations
from math import dist
from urllib.parse import urlencode

import pytest
from django.test import Client

from roles.models import Role
from tests import by_hand
from tests.reader import captioned, every, faults, links, opened, rows, texts, the
from tests.site.page import Page

pytestmark = pytest.mark.usefixtures("catalogue")

BANDS = {"confident": "Confident", "needs_review": "Needs review", "no_match": "No confident match"}
MOVES = [
    "promotion",
    "step down",
    "lateral",
    "change of track",
    "change of focus",
    "change of function",
]
SEVERAL = ["AIMLAM.GEN.P3", "SWENG.MOB.P6", "DATENG.GEN.M1"]
DOT = 24


def expected(code: str, band: str = "", move: str = "") -> list[str]:
    known = by_hand.places()
    here = known[code]
    return [
        other.code
        for other in by_hand.nearest(code, known)
        if band in ("", by_hand.band(here, other)) and move in ("", by_hand.move(here, other))
    ]


def listed(page: Page) -> list[str]:
    """The codes in the list, and none when there is no list."""
    if not every(page, "section", aria_labelledby="list-heading"):
        return []
    table = the(the(page, "section", aria_labelledby="list-heading"), "table")
    return [the(row[0], "code", class_="code").text for row in rows(table)]


def everywhere(client: Client, code: str, **chosen: str) -> list[str]:
    """The codes on all pages of the list."""
    address, codes = f"/roles/{code}/adjacent/?{urlencode(chosen)}", []
    while address:
        page = opened(client, address)
        codes += listed(page)
        onward = [link for link in every(page, "a") if link.attributes.get("rel") == "next"]
        address = f"/roles/{code}/adjacent/{onward[0].attributes['href']}" if onward else ""
    return codes


@pytest.mark.parametrize("code", SEVERAL)
def test_every_other_role_stands_there_by_distance(client: Client, code: str) -> None:
    codes = expected(code)
    assert len(codes) == Role.objects.count() - 1
    assert everywhere(client, code) == codes


@pytest.mark.parametrize("code", SEVERAL)
@pytest.mark.parametrize("band", BANDS)
def test_a_band_keeps_its_roles(client: Client, code: str, band: str) -> None:
    assert everywhere(client, code, band=band) == expected(code, band=BANDS[band])


@pytest.mark.parametrize("code", SEVERAL)
@pytest.mark.parametrize("move", MOVES)
def test_a_kind_of_move_keeps_its_roles(client: Client, code: str, move: str) -> None:
    assert everywhere(client, code, move=move.replace(" ", "_")) == expected(code, move=move)


@pytest.mark.parametrize("band", BANDS)
@pytest.mark.parametrize("move", MOVES)
def test_band_and_move_together(client: Client, band: str, move: str) -> None:
    found = everywhere(client, "SWENG.GEN.P4", band=band, move=move.replace(" ", "_"))
    assert found == expected("SWENG.GEN.P4", band=BANDS[band], move=move)


def test_a_line_takes_the_distance_apart(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?move=change_of_track")
    known, sets = by_hand.places(), by_hand.components()
    here, other = known["AIMLAM.GEN.P3"], known["AIMLAM.GEN.M1"]
    line = next(
        row
        for row in rows(the(the(page, "section", aria_labelledby="list-heading"), "table"))
        if the(row[0], "code", class_="code").text == other.code
    )
    own, others = sets[here.code], sets[other.code]
    match, sum_, why, common = (cell.text for cell in line[1:])
    assert sum_.startswith("0.4 × 0 + 0.6 × (0/11 + 0.10) = 0.06")
    assert [match, why, common] == [
        "Confident distance 0.06",  # 0.6 × 0.10: the same grade on another track
        "change of track: same focus, same grade on another track",
        f"{by_hand.percent(len(own & others), len(own | others))}% {len(own & others)} of {len(own | others)}",
    ]
    bar = the(line[2], "svg")
    assert bar.attributes["aria-label"] == "Distance 0.06: taxonomy 0.00%, level 6.00% of the scale"
    assert links(line[0])["compare with AIMLAM.GEN.M1"] == "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.M1"


def test_pages_hold_fifty_and_keep_the_filters(client: Client) -> None:
    codes = expected("AIMLAM.GEN.P3", move="change of function")
    assert len(codes) > 50
    first = opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?move=change_of_function")
    assert listed(first) == codes[:50]
    assert captioned(first, f"{len(codes)} roles, nearest first; ties by code")
    onward = links(the(first, "nav", aria_label="Pages"))["Next →"]
    second = opened(client, f"/roles/AIMLAM.GEN.P3/adjacent/{onward}")
    assert listed(second) == codes[50:100]


@pytest.mark.parametrize("number", ["99", "0", "next"])
def test_a_page_that_is_not_there_is_named_and_the_first_shown(client: Client, number: str) -> None:
    page = opened(client, f"/roles/AIMLAM.GEN.P3/adjacent/?page={number}", status=404)
    codes = expected("AIMLAM.GEN.P3")
    last = -(-len(codes) // 50)
    assert faults(page) == [f"There is no page “{number}”. There are pages 1 to {last}; this is the first."]
    assert listed(page) == codes[:50]


def test_a_wrong_choice_is_named_and_the_right_one_kept(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?band=tepid&move=promotion", status=400)
    assert faults(page) == ["Match band: “tepid” is not one of the list."]
    assert listed(page) == expected("AIMLAM.GEN.P3", move="promotion")
    move = the(page, "select", name="move")
    chosen = [option for option in every(move, "option") if "selected" in option.attributes]
    assert [option.text for option in chosen] == ["Promotion"]


def test_every_wrong_choice_is_named(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?band=tepid&move=sideways", status=400)
    assert faults(page) == [
        "Match band: “tepid” is not one of the list.",
        "Kind of move: “sideways” is not one of the list.",
    ]


def test_when_no_role_is_adjacent_in_that_way_there_is_a_way_on(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P6/adjacent/?move=promotion")
    assert texts(page, "p", class_="empty") == ["No adjacent role matches these filters."]
    assert links(the(page, "main"))["See all adjacent roles"] == "/roles/AIMLAM.GEN.P6/adjacent/"
    assert not every(page, "table")


def test_retired_roles_are_not_adjacent_and_have_neighbours_themselves(client: Client) -> None:
    Role.objects.filter(function__code="AIMLAM", level__code="P4").update(status="retired")
    codes = everywhere(client, "AIMLAM.GEN.P3")
    assert codes == expected("AIMLAM.GEN.P3")
    assert not {"AIMLAM.GEN.P4", "AIMLAM.NLP.P4", "AIMLAM.CVN.P4"} & set(codes)
    assert everywhere(client, "AIMLAM.GEN.P4") == expected("AIMLAM.GEN.P4")


@pytest.mark.parametrize("address", ["/roles/NOSUCH.GEN.P3/adjacent/", "/roles/AIMLAM.GEN.P9/adjacent/"])
def test_an_unknown_role_has_no_neighbours(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


# --- the map


@pytest.mark.parametrize("code", SEVERAL)
@pytest.mark.parametrize("query", ["", "?page=2", "?band=confident"])
def test_the_map_shows_every_role_of_the_list_or_counts_it(client: Client, code: str, query: str) -> None:
    page = opened(client, f"/roles/{code}/adjacent/{query}")
    drawing = the(page, "svg", class_="map")
    dots = every(drawing, "a", class_="dot")
    shown = [dot.attributes["href"].split("/")[2] for dot in dots]
    more = [int(text.removeprefix("+")) for text in texts(drawing, "text") if text.startswith("+")]
    assert len(shown) == len(set(shown))
    assert set(shown) <= set(listed(page))
    assert len(shown) + sum(more) == len(listed(page)) > 0


@pytest.mark.parametrize("code", SEVERAL)
def test_dots_keep_their_distance_and_stay_inside_the_drawing(client: Client, code: str) -> None:
    drawing = the(opened(client, f"/roles/{code}/adjacent/"), "svg", class_="map")
    width, height = int(drawing.attributes["width"]), int(drawing.attributes["height"])
    circles = every(drawing, "circle")
    places = [(int(circle.attributes["cx"]), int(circle.attributes["cy"])) for circle in circles]
    assert len(places) > 20
    assert all(dist(a, b) >= DOT for a, b in combinations(places, 2))
    assert all(DOT / 2 <= x <= width - DOT / 2 and DOT / 2 <= y <= height - DOT / 2 for x, y in places)


def test_a_dot_says_its_role_and_band_in_words(client: Client) -> None:
    drawing = the(opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?move=promotion"), "svg", class_="map")
    known = by_hand.places()
    here = known["AIMLAM.GEN.P3"]
    said = {}
    for dot in every(drawing, "a", class_="dot"):
        other = known[dot.attributes["href"].split("/")[2]]
        said[other.code] = (dot.attributes["aria-label"], dot.attributes["data-band"])
        title = Role.objects.get(code=other.code).title
        band, figure = by_hand.band(here, other), f"{float(by_hand.distance(here, other)):.2f}"
        slug = next(slug for slug, words in BANDS.items() if words == band)
        assert said[other.code] == (f"{title}, {other.code}, {band}, distance {figure}", slug)
    assert set(said) == {"AIMLAM.GEN.P4", "AIMLAM.GEN.P5", "AIMLAM.GEN.P6"}


def test_the_map_is_labelled_by_taxonomy_upward_and_grade_to_the_right(client: Client) -> None:
    drawing = the(opened(client, "/roles/AIMLAM.GEN.P3/adjacent/"), "svg", class_="map")
    labels = every(drawing, "text", class_="label")
    by_height = sorted(labels, key=lambda label: -int(label.attributes["y"]))
    assert [label.text for label in by_height] == ["Focus", "Function", "Superfunction", "Elsewhere"]
    grades = {
        int(text.text.removeprefix("grade ")): int(text.attributes["x"])
        for text in every(drawing, "text")
        if text.text.startswith("grade ")
    }
    assert list(grades) == sorted(grades)
    assert sorted(grades.values()) == [grades[grade] for grade in sorted(grades)]
    for dot in every(drawing, "a", class_="dot"):
        grade = Role.objects.get(code=dot.attributes["href"].split("/")[2]).grade
        x = int(the(dot, "circle").attributes["cx"])
        assert min(grades, key=lambda other: abs(grades[other] - x)) == grade


def test_the_key_names_the_bands_that_are_on_the_map(client: Client) -> None:
    page = opened(client, "/roles/AIMLAM.GEN.P3/adjacent/?band=confident")
    key = the(the(page, "section", aria_labelledby="map-heading"), "ul", class_="key")
    title = Role.objects.get(code="AIMLAM.GEN.P3").title
    assert texts(key, "li") == [f"The large dot is {title}.", "Confident"]
