"""What changes from one rung to another: carried, added, dropped, and the words of the guide that differ."""

import pytest
from django.test import Client

from roles.models import Level, LevelGuide, Role
from tests import by_hand
from tests.reader import every, links, opened, rows, texts, the
from tests.site.page import Page

pytestmark = pytest.mark.usefixtures("catalogue")

KINDS = ["responsibility", "task", "skill", "knowledge", "competency", "qualification"]
GUIDE = ["description", "scope", "autonomy", "complexity", "impact", "decision_rights", "leadership"]
STEPS = pytest.mark.parametrize(
    ("place", "lower", "upper"),
    [
        ("AIMLAM.GEN", "P3", "P4"),
        ("DATENG.STRM", "P5", "P6"),
        ("SWENG.GEN", "M3", "M4"),
        ("SWENG.GEN", "P4", "M1"),  # on another track
        ("AIMLAM.GEN", "P4", "P3"),  # downward
        ("DATANA.PROD", "P2", "P5"),  # over rungs between
    ],
)


def address(place: str, lower: str, upper: str) -> str:
    return f"/functions/{place.replace('.', '/')}/{lower}-{upper}/"


def lists(page: Page, kind: str) -> dict[str, list[str]]:
    """The three lists of a kind by their headings."""
    section = the(page, "section", aria_labelledby=f"{kind}-heading")
    columns = [column for column in every(section, "div") if len(every(column, "h3")) == 1]
    return {the(column, "h3").text: texts(column, "li") for column in columns}


@STEPS
def test_components_are_added_carried_or_dropped(client: Client, place: str, lower: str, upper: str) -> None:
    sets = by_hand.components()
    before, after = sets[f"{place}.{lower}"], sets[f"{place}.{upper}"]
    page = opened(client, address(place, lower, upper))
    for kind in KINDS:
        old, new = ({label for own, label in side if own == kind} for side in (before, after))
        shown = lists(page, kind)
        expected = {
            f"Added on {upper} ({len(new - old)})": new - old,
            f"Carried ({len(old & new)})": old & new,
            f"Dropped from {lower} ({len(old - new)})": old - new,
        }
        assert {heading: set(lines) for heading, lines in shown.items()} == expected
        assert sum(map(len, shown.values())) == len(old | new)
        section = the(page, "section", aria_labelledby=f"{kind}-heading")
        shared, all_ = len(old & new), len(old | new)
        assert texts(section, "p", class_="quiet") == [
            f"{shared} of {all_} carried, {by_hand.percent(shared, all_)}%"
        ]
    lede = the(page, "p", class_="lede").text
    assert lede.endswith(
        f"{len(before & after)} are carried, {len(after - before)} are added and {len(before - after)} are dropped."
    )


@STEPS
def test_the_guide_of_both_rungs_is_there_word_for_word(
    client: Client, place: str, lower: str, upper: str
) -> None:
    function = place.split(".")[0]
    page = opened(client, address(place, lower, upper))
    table = the(the(page, "section", aria_labelledby="guide-heading"), "table")
    expected = []
    for code in (lower, upper):
        level = Level.objects.get(code=code)
        own = LevelGuide.objects.filter(function__code=function, level=level).first()
        expected.append([(own and getattr(own, row)) or getattr(level, row) for row in GUIDE])
    assert [[cell.text for cell in row[1:]] for row in rows(table)] == [
        list(pair) for pair in zip(*expected, strict=True)
    ]
    for _, old, new in rows(table):
        assert bool(texts(old, "mark") or texts(new, "mark")) == (old.text != new.text)
    assert any(texts(cell, "mark") for row in rows(table) for cell in row)


def test_a_row_that_both_rungs_word_alike_is_not_marked(client: Client) -> None:
    level = Level.objects.get(code="P4")
    LevelGuide.objects.filter(function__code="SRENG").delete()
    Level.objects.filter(code="P3").update(scope=level.scope, impact=level.impact.upper())
    table = the(opened(client, address("SRENG.GEN", "P3", "P4")), "table")
    by_label = {row[0].text: row[1:] for row in rows(table)}
    for label in ("Scope", "Impact"):
        assert not any(texts(cell, "mark") for cell in by_label[label])


def test_the_way_down_is_the_way_up_turned_round(client: Client) -> None:
    up, down = (opened(client, address("SWENG.BACK", *pair)) for pair in (("P2", "P3"), ("P3", "P2")))
    for kind in KINDS:
        added, carried, dropped = lists(up, kind).values()
        assert list(lists(down, kind).values()) == [dropped, carried, added]


def test_the_head_leads_to_both_roles_and_to_their_comparison(client: Client) -> None:
    page = opened(client, address("AIMLAM.GEN", "P3", "P4"))
    assert the(page, "h1").text == "What changes from P3 to P4"
    assert page.title == (
        "Artificial Intelligence / Machine Learning (AI/ML) Engineer, General: from P3 to P4 – Role catalogue"
    )
    onward = links(the(page, "main"))
    assert onward["Experienced AI/ML Engineer"] == "/roles/AIMLAM.GEN.P3/"
    assert onward["Senior AI/ML Engineer"] == "/roles/AIMLAM.GEN.P4/"
    assert onward["Compare the two side by side"] == "/compare/?role=AIMLAM.GEN.P3&role=AIMLAM.GEN.P4"


def test_what_is_empty_says_so(client: Client) -> None:
    Role.objects.get(code="AIMLAM.GEN.P3").role_components.all().delete()
    page = opened(client, address("AIMLAM.GEN", "P3", "P4"))
    section = the(page, "section", aria_labelledby="skill-heading")
    assert texts(section, "p", class_="empty") == ["Nothing is carried.", "Nothing is dropped."]


def test_a_retired_rung_can_still_be_looked_at(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P4").update(status="retired")
    assert the(opened(client, address("AIMLAM.GEN", "P3", "P4")), "h1").text == "What changes from P3 to P4"


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("AIMLAM/GEN/P3-P3", "P3 and P3 are one level; a step leads from one level to another."),
        ("AIMLAM/GEN/P3-E1", "AIMLAM.GEN has no role on E1."),
        ("AIMLAM/NLP/M1-M2", "AIMLAM.NLP has no role on M1, M2."),
        ("AIMLAM/GEN/P3-P9", "AIMLAM.GEN has no role on P9."),
    ],
)
def test_a_step_that_is_not_there_says_why(client: Client, path: str, sentence: str) -> None:
    page = opened(client, f"/functions/{path}/", status=404)
    assert the(page, "p", class_="lede").text == sentence
    assert "/functions/AIMLAM/" in links(the(page, "main")).values()


@pytest.mark.parametrize(
    "path", ["AIMLAM/NOSUCH/P3-P4", "NOSUCH/GEN/P3-P4", "AIMLAM/GEN/P3-X4", "AIMLAM/GEN/P3P4"]
)
def test_unknown_and_malformed_codes_are_no_page(client: Client, path: str) -> None:
    assert client.get(f"/functions/{path}/").status_code == 404


def test_codes_in_small_letters_lead_to_their_capitals(client: Client) -> None:
    response = client.get("/functions/aimlam/Gen/p3-P4/")
    assert (response.status_code, response.url) == (301, "/functions/AIMLAM/GEN/P3-P4/")


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post(address("AIMLAM.GEN", "P3", "P4")).status_code == 405
