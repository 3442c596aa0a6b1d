"""How coordinates work: the rule with its figures, a worked example, and the distance of any two roles."""

import re
from fractions import Fraction
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import User
from django.test import Client

from roles.actions import roles
from roles.models import Level, Role
from tests import by_hand, worlds
from tests.reader import cells, every, faults, links, opened, texts, the
from tests.site.page import Element

pytestmark = pytest.mark.usefixtures("catalogue")


def explained(scope: Element) -> tuple[dict[str, tuple[str, str]], str, Fraction]:
    """The coordinates of both roles, what is said of their distance, and the sum worked out from its figures."""
    (table,) = every(scope, "table")
    rows = {name: (a, b) for name, a, b in cells(table)}
    sum_ = the(scope, "code").text
    left, _, total = sum_.partition(" = ")
    value = worked_out(left)
    assert abs(value - Fraction(total)) < Fraction(1, 1000)
    said = next(text for text in texts(scope, "p") if "·" in text)
    return rows, said, value


def worked_out(text: str) -> Fraction:
    """``0.4 × 0.15 + 0.6 × (2/11 + 0.10)`` as a fraction, by the rules of arithmetic."""
    figures = re.findall(r"\d+/\d+|\d+(?:\.\d+)?", text)
    assert re.sub(r"\d+/\d+|\d+(?:\.\d+)?", "n", text) in (
        "n × n + n × (n)",
        "n × n + n × (n + n)",
        "n × n + n × n",
    )
    a, b, c, *inner = map(Fraction, figures)
    return a * b + c * sum(inner)


# --- the rule


def test_the_rule_has_the_figures_of_the_definition(client: Client) -> None:
    section = the(opened(client, "/coordinates/"), "section", aria_labelledby="rule")
    assert "distance = 0.4 × taxonomy + 0.6 × level" in section.text
    assert "the difference of the grades divided by 11, plus 0.10 when the tracks differ" in section.text
    assert cells(the(section, "table")) == [
        ["same focus", "0.00"],
        ["same function, general and specialism", "0.15"],
        ["same function, another specialism", "0.25"],
        ["same superfunction, another function", "0.45"],
        ["another superfunction", "1.00"],
    ]
    assert "Confident up to 0.15, Needs review up to 0.30, and No confident match above" in section.text


def test_the_edition_is_named(client: Client) -> None:
    assert "Edition structural@1" in texts(opened(client, "/coordinates/"), "p", class_="small")


def test_the_kinds_of_move_are_explained(client: Client) -> None:
    section = the(opened(client, "/coordinates/"), "section", aria_labelledby="moves")
    assert texts(section, "dt") == [
        "promotion",
        "step down",
        "lateral",
        "change of track",
        "change of focus",
        "change of function",
    ]
    assert all(texts(section, "dd"))


def test_the_worked_example_can_be_redone(client: Client) -> None:
    section = the(opened(client, "/coordinates/"), "section", aria_labelledby="example")
    rows, said, value = explained(section)
    codes = [text.split("/")[2] for text in links(section).values() if text.startswith("/roles/")]
    assert len(codes) == 2
    known = by_hand.places()
    a, b = (known[code] for code in codes)
    assert a.track != b.track  # so that every figure of the rule stands in it
    assert value == by_hand.distance(a, b)
    assert rows == {
        name: (str(getattr(a, name)), str(getattr(b, name)))
        for name in ("superfunction", "function", "focus", "track", "grade")
    }
    assert (
        said
        == f"{by_hand.band(a, b)} distance {float(value):.2f} · {by_hand.words(a, b)} · {by_hand.move(a, b)}"
    )


def test_an_empty_catalogue_has_no_example(client: Client) -> None:
    worlds.remove_everything()
    assert not every(opened(client, "/coordinates/"), "section", aria_labelledby="example")


# --- any two roles


def address(a: str, b: str) -> str:
    return f"/coordinates/?{urlencode({'a': a, 'b': b})}"


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("AIMLAM.GEN.P3", "AIMLAM.GEN.P4"),
        ("AIMLAM.GEN.P3", "AIMLAM.NLP.P3"),
        ("AIMLAM.NLP.P6", "AIMLAM.CVN.P1"),
        ("AIMLAM.GEN.P3", "DATSCI.GEN.M3"),
        ("SWENG.GEN.M4", "DATANA.GEN.P1"),
        ("AIMLAM.GEN.P3", "AIMLAM.GEN.P3"),
    ],
)
def test_the_distance_of_two_roles_is_explained(client: Client, a: str, b: str) -> None:
    section = the(opened(client, address(a, b)), "section", aria_labelledby="ask")
    rows, said, value = explained(section)
    known = by_hand.places()
    here, other = known[a], known[b]
    assert value == by_hand.distance(here, other)
    assert rows["grade"] == (str(here.grade), str(other.grade))
    assert said == (
        f"{by_hand.band(here, other)} distance {float(value):.2f} · {by_hand.words(here, other)}"
        f" · {by_hand.move(here, other)}"
    )
    bar = next(svg for svg in every(section, "svg") if svg.attributes.get("role") == "img")
    widths = [Fraction(rect.attributes["width"]) for rect in every(bar, "rect")][1:]
    assert abs(sum(widths) - 100 * value) <= Fraction(1, 100)
    fields = {field.attributes["name"]: field.attributes["value"] for field in every(section, "input")}
    assert fields == {"a": a, "b": b}
    assert f"/compare/?role={a}&role={b}" in links(section).values()


def test_codes_are_read_in_any_case_and_without_outer_spaces(client: Client) -> None:
    section = the(
        opened(client, address(" aimlam.gen.p3", "Aimlam.Gen.P4 ")), "section", aria_labelledby="ask"
    )
    assert explained(section)[2] == Fraction(6, 110)  # 0.6 × 1/11


def test_a_retired_role_and_a_former_code_can_be_explained(client: Client) -> None:
    Role.objects.filter(code="AIMLAM.GEN.P3").update(status="retired")
    role = Role.objects.get(code="AIMLAM.CVN.P1")
    role.level = Level.objects.get(code="E1")
    roles.save(role=role, by=User.objects.create_user("vera"))
    page = opened(client, address("AIMLAM.GEN.P3", "AIMLAM.CVN.P1"))
    assert "/roles/AIMLAM.CVN.E1/" in links(the(page, "section", aria_labelledby="ask")).values()


NOT_A_CODE = "is not a role code. A code has three parts: function, focus and level, as in AIMLAM.GEN.P3."


@pytest.mark.parametrize(
    ("a", "b", "beginnings"),
    [
        (
            "AIMLM.GEN.P3",
            "AIMLAM.GEN.P4",
            ["From: There is no role AIMLM.GEN.P3. Did you mean AIMLAM.GEN.P3"],
        ),
        (
            "AIMLAM.GEN.P4",
            "AIMLAM.GEN.P33",
            [f"To: “AIMLAM.GEN.P33” {NOT_A_CODE} Did you mean AIMLAM.GEN.P3"],
        ),
        ("engineer", "ZZZ", [f"From: “engineer” {NOT_A_CODE}", f"To: “ZZZ” {NOT_A_CODE}"]),
        ("", "AIMLAM.GEN.P4", ["From: This field is required."]),
        ("a\0b", "AIMLAM.GEN.P4", ["From: Null characters are not allowed."]),
    ],
)
def test_wrong_codes_are_named_with_those_like_them(
    client: Client, a: str, b: str, beginnings: list[str]
) -> None:
    page = opened(client, address(a, b), status=400)
    found = faults(page)
    assert len(found) == len(beginnings)
    for fault, beginning in zip(found, beginnings, strict=True):
        assert fault.startswith(beginning)
    section = the(page, "section", aria_labelledby="ask")
    assert not every(section, "table")
    fields = {
        field.attributes["name"]: field.attributes.get("value", "") for field in every(section, "input")
    }
    assert fields == {"a": a, "b": b}
    goals = {goal.removeprefix("#") for goal in links(the(page, "div", role="alert")).values()}
    assert goals <= {field.attributes["id"] for field in every(section, "input")}
    assert len(goals) == len(beginnings)


def test_one_role_alone_asks_for_the_other(client: Client) -> None:
    page = opened(client, "/coordinates/?a=AIMLAM.GEN.P3", status=400)
    assert faults(page) == ["To: This field is required."]


def test_nothing_can_be_posted(client: Client) -> None:
    assert client.post("/coordinates/").status_code == 405
